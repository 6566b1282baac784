"""The pages of the settings, in the order they are listed; each option names its page."""

from dataclasses import dataclass

from tracker.domain.text import N_


@dataclass(frozen=True, kw_only=True)
class SettingPage:
    """`shows` is the key of the option whose answer stands beside the title in the list; "" for none."""

    key: str
    title: str
    shows: str = ""


PAGES = (
    SettingPage(key="clinic", title=N_("Clinic and papers")),
    SettingPage(key="sentences", title=N_("Approved sentences")),
    SettingPage(key="scores", title=N_("Scores and variants")),
    SettingPage(key="safety", title=N_("Safety rules")),
    SettingPage(key="visits", title=N_("Visits")),
    SettingPage(key="look", title=N_("Lock and look"), shows="idle_minutes"),
)
