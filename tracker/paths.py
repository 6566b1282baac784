"""Where resources live: in the source tree, in an installed wheel, and in the frozen program."""

import sys
from pathlib import Path

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
