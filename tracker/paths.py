"""Where files live: resources in the source tree, a wheel or the frozen program; what this computer keeps."""

import sys
from pathlib import Path

from platformdirs import user_state_path

_HERE = Path(__file__).resolve().parent


def _resources() -> Path:
    frozen = getattr(sys, "_MEIPASS", None)
    places = (Path(frozen) / "resources",) if frozen else (_HERE / "resources", _HERE.parent / "resources")
    for place in places:
        if (place / "fonts").is_dir():
            return place
    raise FileNotFoundError(f"the program's resources are missing; looked in {', '.join(map(str, places))}")


def resource(*parts: str) -> Path:
    """The path of a shipped file or folder below resources/."""
    return _resources().joinpath(*parts)


def state_folder() -> Path:
    """Where this computer keeps what is nobody's record: waits after wrong tries, never a name or a value."""
    return user_state_path("tracker", appauthor=False)
