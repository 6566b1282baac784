"""Builds the packaged program into dist/ and lets it test itself: from an awkward folder, without network."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = ROOT / "dist" / "tracker"
NAME = "tracker.exe" if os.name == "nt" else "tracker"


def main() -> int:
    """Build, then test what was built; the exit code is that of the test."""
    spec = ROOT / "installer" / "tracker.spec"
    build = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN"]
    folders = ["--distpath", str(ROOT / "dist"), "--workpath", str(ROOT / "build")]
    if subprocess.run([*build, *folders, str(spec)], cwd=ROOT, check=False).returncode:
        return 1
    size = sum(path.stat().st_size for path in PROGRAM.rglob("*") if path.is_file() and not path.is_symlink())
    print(f"Built dist/tracker, {size / 2**20:.0f} MiB.")
    return self_test()


def self_test() -> int:
    """Run the program's self-test from a copy whose path has spaces and umlauts."""
    with tempfile.TemporaryDirectory() as place:
        copy = Path(place) / "Klinik Süd, Zimmer 4" / "Prüfung"
        shutil.copytree(PROGRAM, copy, symlinks=True)
        alone = without_network()
        print("Self-test, " + ("without network:" if alone else "network not cut off on this system:"))
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        environment |= {"QT_QPA_PLATFORM": "offscreen", "PATH": os.defpath}
        command = [*alone, str(copy / NAME), "self-test"]
        return subprocess.run(command, cwd=place, env=environment, check=False).returncode


def without_network() -> list[str]:
    """The words that start a command without network, where the system lets us."""
    for command in (["unshare", "-n"], ["unshare", "-rn"]):
        if (
            shutil.which("unshare")
            and subprocess.run([*command, "true"], check=False, capture_output=True).returncode == 0
        ):
            return command
    return []


if __name__ == "__main__":
    sys.exit(main())
