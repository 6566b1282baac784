"""The one door of every service that changes, prints or manages: it names its right, and asks for it."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast
from uuid import UUID

from tracker.domain.change import Act, Ref
from tracker.domain.refusal import Refusal
from tracker.domain.rights import VIEWS_LOGGED, Right, why_not
from tracker.domain.text import N_
from tracker.services.session import Entered, Session

Service = TypeVar("Service", bound=Callable[..., Any])

RIGHT = "__right__"
"""The attribute in which a service keeps the right that it asks for."""


class NotAllowed(Refusal):
    """The role of this person does not have the right."""


def needs(right: Right) -> Callable[[Service], Service]:
    """Let a service be called only by whom the matrix gives `right`; its first argument is the session."""

    def guard(service: Service) -> Service:
        @wraps(service)
        def guarded(session: Session, *args: object, **named: object) -> object:
            require(session, right)
            return service(session, *args, **named)

        setattr(guarded, RIGHT, right)
        return cast("Service", guarded)

    return guard


def require(session: Session, right: Right) -> None:
    """Refuse with the reason in words, unless the person of this session has `right`."""
    reason = refusal(session, right)
    if reason:
        raise NotAllowed(reason)


def refusal(session: Session, right: Right) -> str:
    """Why the person of this session may not, as a marked phrase for the window; "" where he may."""
    if session.entered is Entered.CODE and right is not Right.OWN_ACCESS:
        return N_("Choose a passphrase of your own first.")
    return why_not(session.user.role, right)


def note_view(session: Session, patient: UUID) -> None:
    """Write into the trail that a patient was opened, for whom views are logged."""
    if session.user.role in VIEWS_LOGGED:
        with session.office.work(session.user.id) as unit:
            unit.show(Ref("Patient", patient, patient), Act.OPENED)
