"""What the program leaves behind or lets out: no memory image, and not one connection to a network."""

import sys

try:
    import resource
except ImportError:  # Windows writes no core file
    resource = None  # type: ignore[assignment]

_OUTWARD = frozenset({"socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg"})
_ALWAYS = frozenset({"socket.getaddrinfo", "socket.gethostbyname", "urllib.Request"})
_LOCAL = "AF_UNIX"


class NetworkUsed(RuntimeError):
    """Some code tried to reach a network; this program never does."""


def leave_no_core() -> None:
    """Called before a key is in memory."""
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def use_no_network() -> None:
    """From now on an attempt of Python code to reach a network ends in `NetworkUsed`; for good."""
    global _installed  # noqa: PLW0603 - a process has one set of audit hooks
    if not _installed:
        _installed = True
        sys.addaudithook(refuse_network)


_installed = False


def refuse_network(event: str, arguments: tuple[object, ...]) -> None:
    """The audit hook. Sockets of this computer alone (AF_UNIX, for the desktop) pass."""
    if event in _ALWAYS:
        raise NetworkUsed(event)
    if event in _OUTWARD and getattr(getattr(arguments[0], "family", None), "name", "") != _LOCAL:
        raise NetworkUsed(event)
