"""What each role may do, in one sentence for the window; the matrix itself stands in the domain."""

from collections.abc import Mapping
from types import MappingProxyType

from tracker.domain.study import Role
from tracker.domain.text import N_

ROLE_WORDS: Mapping[Role, str] = MappingProxyType(
    {
        Role.COORDINATOR: N_("Enters, corrects and signs, prints, imports, exports and sets up the clinic."),
        Role.INVESTIGATOR: N_("Enters, corrects and signs, prints, imports, exports and sets up the clinic."),
        Role.MONITOR: N_("Reads everything, asks about values. Each patient opened is noted in the trail."),
        Role.DATA_MANAGER: N_("Corrects with a reason, asks about values, prints, imports and exports."),
        Role.ADMIN: N_("Everything, and people, roles, restores and the data key."),
    }
)
