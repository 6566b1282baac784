"""What a clinic can set: every question with its default, in the order they are asked."""

from collections.abc import Mapping

from tracker.domain.option import Option, SettingKind
from tracker.domain.study_options import STUDY_OPTIONS
from tracker.domain.text import N_

__all__ = ["NEUTRAL_MESSAGE", "SENTENCES", "SETTINGS", "STUDY_OPTIONS", "Option", "SettingKind"]

SENTENCES = (
    N_("Your disease is quiet, and you do not need steroids."),
    N_("Your disease is quiet."),
    N_("Your disease is calmer than before. We will keep a close watch on it."),
    N_("Your disease is more active than before. We will talk with you about what to do."),
    N_("Your B cells are not back yet. We expect this."),
    N_("Your B cells are growing back, as we expect."),
    N_("One blood test is a little low, so we will check it again in 4 weeks."),
    N_("You can get ill more easily now. Call us if you have a fever."),
    N_("Your steroid dose goes down today. Follow the table of medicines."),
    N_("There are no new findings today."),
)
"""Short, plain, and true without any number of this patient."""

NEUTRAL_MESSAGE = N_(
    "Thank you for coming today. Your team has looked at your results and will talk with you about them."
)

FROM_GRADE = {"": N_("Off"), "1": N_("1"), "2": N_("2"), "3": N_("3"), "4": N_("4")}

SETTINGS: Mapping[str, Option] = {
    option.key: option
    for option in (
        Option(
            key="clinic_phone",
            page="clinic",
            title=N_("Phone, same day"),
            help=N_("In the red box of the handout. Digits, spaces, +"),
            kind=SettingKind.PHONE,
        ),
        Option(
            key="emergency_number",
            page="clinic",
            title=N_("Emergency number"),
            help=N_("A handout cannot be made until the emergency number is set."),
            kind=SettingKind.PHONE,
            needed=True,
        ),
        Option(
            key="main_message_default",
            page="clinic",
            title=N_("Main message when none was chosen"),
            help=N_("Stands in the box at the top of the handout."),
            kind=SettingKind.LINES,
            default=NEUTRAL_MESSAGE,
        ),
        Option(
            key="approved_sentences",
            page="sentences",
            title=N_("Approved sentences for handouts"),
            help=N_("The main message can only be picked from these."),
            kind=SettingKind.SENTENCES,
            default="\n".join(SENTENCES),
        ),
        Option(
            key="waiting_sentences",
            page="sentences",
            title=N_("Sentences that wait for a doctor"),
            help=N_("Written by the team; none of them can be picked before a doctor has approved it."),
            kind=SettingKind.SENTENCES,
        ),
        Option(
            key="warning_signs",
            page="clinic",
            title=N_("When to call the same day"),
            help=N_("One sign in each line, six at most, in the red box of the handout."),
            kind=SettingKind.LINES,
            default="\n".join(
                (
                    N_("a temperature of 38 °C or more"),
                    N_("a painful rash or blisters"),
                    N_("a new cough, or you feel short of breath"),
                    N_("swelling, joint pain or a flare of your disease"),
                )
            ),
        ),
        Option(
            key="ctcae",
            page="scores",
            title=N_("Laboratory grades by"),
            help=N_("The version is kept with each grade; nothing is graded again silently."),
            kind=SettingKind.CHOICE,
            default="ctcae_v5_lab",
            choices={"ctcae_v5_lab": N_("CTCAE 5"), "ctcae_v6_lab": N_("CTCAE 6, neutrophils only")},
        ),
        Option(
            key="tell_doctor_crs",
            page="safety",
            title=N_("Tell the doctor from CRS grade"),
            help=N_("A rule of your clinic, shown beside the grade of a safety check. Off unless chosen."),
            kind=SettingKind.CHOICE,
            choices=FROM_GRADE,
        ),
        Option(
            key="tell_doctor_icans",
            page="safety",
            title=N_("Tell the doctor from ICANS grade"),
            help=N_("The same for ICANS."),
            kind=SettingKind.CHOICE,
            choices=FROM_GRADE,
        ),
        Option(
            key="tell_doctor_how",
            page="safety",
            title=N_("How to reach the doctor"),
            help=N_("Stands below the rule, for example a bleep number."),
        ),
        Option(
            key="tell_sponsor_hours",
            page="safety",
            title=N_("Tell the sponsor of a serious event within"),
            help=N_("Hours from when you knew. The clock is shown beside the event; nothing is sent."),
            kind=SettingKind.NUMBER,
            default="24",
            unit="h",
            low="1",
            high="168",
        ),
        Option(
            key="plan",
            page="visits",
            title=N_("Visit plan"),
            help=N_("Followed by every patient for whom no other plan was chosen."),
            kind=SettingKind.PLAN,
            default="car-t-follow-up",
        ),
        Option(
            key="taper_step",
            page="safety",
            title=N_("A taper step may take off"),
            help=N_("A larger step is said while a taper is typed; it hinders nothing."),
            kind=SettingKind.NUMBER,
            default="25",
            unit="%",
            low="5",
            high="100",
        ),
        Option(
            key="appointments_at_once",
            page="visits",
            title=N_("Appointments at one time"),
            help=N_("How many patients can be booked for the same day and time before a warning."),
            kind=SettingKind.NUMBER,
            default="1",
            low="1",
            high="50",
        ),
        Option(
            key="paper",
            page="clinic",
            title=N_("Paper"),
            help=N_("Used for each PDF."),
            kind=SettingKind.CHOICE,
            default="a4",
            choices={"a4": N_("A4"), "letter": N_("US Letter")},
        ),
        Option(
            key="language",
            page="look",
            title=N_("Language of the window"),
            help=N_("A handout has a language of its own."),
            kind=SettingKind.CHOICE,
            default="en",
            choices={"en": N_("English")},
        ),
        Option(
            key="handout_language",
            page="clinic",
            title=N_("Handout language"),
            help=N_("Only languages with approved sentences."),
            kind=SettingKind.CHOICE,
            default="en",
            choices={"en": N_("English")},
        ),
        Option(
            key="idle_minutes",
            page="look",
            title=N_("Lock after"),
            help=N_("Minutes without a key or a click until the window blanks."),
            kind=SettingKind.NUMBER,
            default="10",
            unit="min",
            low="2",
            high="30",
        ),
        *STUDY_OPTIONS,
    )
}
