"""Keeps the README's table of instruments the same as the catalogue: writes it, or with --check compares."""

import argparse
import sys
from pathlib import Path

from tracker.domain.instruments import CATALOGUE
from tracker.language import words

README = Path(__file__).resolve().parent.parent / "README.md"
START = "<!-- instruments: written by installer/readme_table.py -->"
END = "<!-- end of instruments -->"


def table() -> str:
    """The catalogue in Markdown, one line an instrument."""
    speak = words()
    lines = ["| code | version | title | source | licence |", "|---|---|---|---|---|"]
    for each in sorted(CATALOGUE, key=lambda instrument: instrument.code):
        cells = (f"`{each.code}`", str(each.version), speak(each.title), each.source, speak(each.licence))
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(lines)


def with_table(readme: str) -> str:
    """The text of the README with today's table between its two marks."""
    before, rest = readme.split(START)
    after = rest.split(END)[1]
    return f"{before}{START}\n{table()}\n{END}{after}"


def main() -> int:
    """Write the table, or say that it is out of date."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing; exit 1 when the table is old")
    check = parser.parse_args().check
    now = README.read_text(encoding="utf-8")
    wanted = with_table(now)
    if check and now != wanted:
        print("The table of instruments in README.md is old: run installer/readme_table.py.", file=sys.stderr)
        return 1
    if not check:
        README.write_text(wanted, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
