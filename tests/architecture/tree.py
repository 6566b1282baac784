"""Which files the rules of the house look at."""

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@cache
def tracked() -> tuple[Path, ...]:
    """Every file of the repository; without git (an unpacked archive) every file of the project's folders."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT,
            capture_output=True,
            check=True,
            text=True,
        ).stdout.split("\0")
    except (OSError, subprocess.CalledProcessError):
        folders = ("tracker", "tests", "resources", "installer", "docs")
        return tuple(path for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file())
    return tuple(ROOT / name for name in listed if name and (ROOT / name).is_file())


def python(*folders: str) -> list[Path]:
    """The Python files below `folders`, all of them when none is named."""
    below = folders or ("tracker", "tests", "installer")
    return sorted(p for p in tracked() if p.suffix == ".py" and any(is_below(p, f) for f in below))


def is_below(path: Path, folder: str) -> bool:
    return path.is_relative_to(ROOT / folder)


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()
