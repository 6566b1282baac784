"""Prints a letter as plain text: headings, paragraphs, and tables in columns of words."""

import textwrap
from collections.abc import Iterator
from functools import singledispatch

from tracker.domain.letter import Cell, Letter, Section, Table, Text

WIDTH = 110


def plain_letter(letter: Letter) -> str:
    """The whole letter, lines no longer than `WIDTH`."""
    lines = [letter.title, "=" * len(letter.title), letter.subtitle]
    for block in letter.blocks:
        lines += block_lines(block)
    return "\n".join(line.rstrip() for line in (*lines, "", letter.foot)).rstrip() + "\n"


@singledispatch
def block_lines(block: object) -> Iterator[str]:
    """The lines of one block."""
    raise TypeError(f"no plain text for {type(block).__name__}")


@block_lines.register
def _(block: Text) -> Iterator[str]:
    yield from textwrap.wrap(f"{block.lead} {block.text}".strip(), WIDTH)


@block_lines.register
def _(block: Section) -> Iterator[str]:
    yield from ("", block.title, "-" * len(block.title))
    for inner in block.blocks:
        yield from block_lines(inner)


@block_lines.register
def _(block: Table) -> Iterator[str]:
    whole = sum(column.share for column in block.columns)
    room = WIDTH - 2 * (len(block.columns) - 1)
    widths = [max(int(room * column.share / whole), 4) for column in block.columns]
    yield from _row([[column.title] for column in block.columns], widths)
    for row in block.rows:
        yield from _row([_cell(each) for each in row], widths)
    if not block.rows and block.empty:
        yield block.empty


def _cell(cell: str | Cell) -> list[str]:
    if isinstance(cell, str):
        return [cell]
    return [cell.text, f"  {cell.under}"] if cell.under else [cell.text]


def _row(cells: list[list[str]], widths: list[int]) -> Iterator[str]:
    columns = [
        [line for text in cell for line in _wrapped(text, width)]
        for cell, width in zip(cells, widths, strict=True)
    ]
    for index in range(max(map(len, columns))):
        parts = [column[index] if index < len(column) else "" for column in columns]
        yield "  ".join(f"{part:<{width}}" for part, width in zip(parts, widths, strict=True))


def _wrapped(text: str, width: int) -> list[str]:
    indent = text[: len(text) - len(text.lstrip())]
    return textwrap.wrap(text.lstrip(), width, initial_indent=indent, subsequent_indent=indent) or [""]
