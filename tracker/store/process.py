"""What a crash leaves behind for others to read: no memory image."""

try:
    import resource
except ImportError:  # Windows writes no core file
    resource = None  # type: ignore[assignment]


def leave_no_core() -> None:
    """Called before a key is in memory."""
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
