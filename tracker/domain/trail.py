"""What the acts of the trail are called, one by one and together."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from tracker.domain.change import Act
from tracker.domain.text import N_

ACT_TITLES: Mapping[Act, str] = MappingProxyType(
    {
        Act.CREATED: N_("Entered"),
        Act.CHANGED: N_("Changed"),
        Act.CORRECTED: N_("Corrected"),
        Act.REMOVED: N_("Removed"),
        Act.SIGNED: N_("Signed"),
        Act.VOIDED: N_("Signature void"),
        Act.PRINTED: N_("Printed"),
        Act.EXPORTED: N_("Exported"),
        Act.IMPORTED: N_("Imported"),
        Act.OPENED: N_("Viewed"),
        Act.LOGIN: N_("Login"),
        Act.FAILED_LOGIN: N_("Failed login"),
        Act.RECOVERED: N_("Recovery key"),
        Act.RIGHTS: N_("Rights"),
        Act.RESTORED: N_("Restored"),
        Act.DRILLED: N_("Restore drill"),
    }
)


@dataclass(frozen=True)
class ActGroup:
    """Acts that one looks for together."""

    title: str
    acts: frozenset[Act]


ACT_GROUPS: Mapping[str, ActGroup] = MappingProxyType(
    {
        "entered": ActGroup(N_("Entered"), frozenset({Act.CREATED, Act.IMPORTED})),
        "changed": ActGroup(
            N_("Changed or removed"), frozenset({Act.CHANGED, Act.CORRECTED, Act.REMOVED, Act.RESTORED})
        ),
        "signed": ActGroup(N_("Signatures"), frozenset({Act.SIGNED, Act.VOIDED})),
        "out": ActGroup(N_("Printed or exported"), frozenset({Act.PRINTED, Act.EXPORTED})),
        "viewed": ActGroup(N_("Viewed"), frozenset({Act.OPENED})),
        "access": ActGroup(
            N_("Logins and rights"),
            frozenset({Act.LOGIN, Act.FAILED_LOGIN, Act.RECOVERED, Act.RIGHTS, Act.DRILLED}),
        ),
    }
)
"""Every act stands in one of them."""
