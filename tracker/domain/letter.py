"""What a page of paper says: a Letter made of blocks; strings are plain text, whatever they hold."""

from dataclasses import dataclass
from enum import StrEnum

from tracker.domain.chart import Chart


class Reader(StrEnum):
    """Who reads it: decides size of type and margins."""

    CLINICIAN = "clinician"
    PATIENT = "patient"


class Tone(StrEnum):
    """How much a call-out calls: a message, or a warning in a frame."""

    MESSAGE = "message"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True)
class Text:
    """A paragraph; `lead` is its bold beginning."""

    text: str
    lead: str = ""
    small: bool = False


@dataclass(frozen=True)
class Tile:
    """One figure with its name above and what to compare it with below."""

    title: str
    value: str
    note: str = ""


@dataclass(frozen=True)
class Tiles:
    """Up to five tiles in a row."""

    tiles: tuple[Tile, ...]


@dataclass(frozen=True)
class Column:
    """A column of a table; `share` of the width, `right` for numbers."""

    title: str
    share: float = 1
    right: bool = False


@dataclass(frozen=True)
class Cell:
    """What stands in a table: text, perhaps bold, perhaps with a quieter line under it."""

    text: str
    strong: bool = False
    under: str = ""


@dataclass(frozen=True)
class Table:
    """Rows under headings; `notes` explain signs used in it. A row may hold plain strings or cells."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str | Cell, ...], ...]
    notes: tuple[str, ...] = ()
    empty: str = ""
    """What stands there when there are no rows."""


@dataclass(frozen=True)
class Figure:
    """A chart, `height` in millimetres over all its panels."""

    chart: Chart
    height: float
    title: str = ""
    hint: str = ""
    caption: str = ""


@dataclass(frozen=True)
class Callout:
    """A box: a title, a list of lines (two columns where they are short), a closing sentence."""

    title: str
    lines: tuple[str, ...] = ()
    tone: Tone = Tone.MESSAGE
    text: str = ""
    closing_lead: str = ""
    closing: str = ""


@dataclass(frozen=True)
class Ruled:
    """Empty lines to write on."""

    count: int = 3


@dataclass(frozen=True)
class Beside:
    """Columns of blocks side by side; `shares` of the width."""

    columns: tuple[tuple["Block", ...], ...]
    shares: tuple[float, ...] = ()


@dataclass(frozen=True)
class Section:
    """Blocks under a heading, which is also a bookmark. `keep`: on one page where that is possible."""

    title: str
    blocks: tuple["Block", ...]
    keep: bool = False


Block = Text | Tiles | Table | Figure | Callout | Ruled | Beside | Section


@dataclass(frozen=True, kw_only=True)
class Letter:
    """One paper for one person. `sender` and `person` stand on every page, first line bold."""

    title: str
    subtitle: str = ""
    reader: Reader = Reader.CLINICIAN
    sender: tuple[str, str] = ("", "")
    person: tuple[str, str] = ("", "")
    blocks: tuple[Block, ...] = ()
    foot: str = ""
    pages: str = "Page {page} of {pages}"
    """How the page number is said, in the letter's language."""
    language: str = "en"
    watermark: str = ""
    """Pale words across every page: "DRAFT, NOT SIGNED"."""
    mark: str = ""
    """Words in the margin of every page that nothing covers: "PRACTICE"."""
    file_title: str = ""
    """The title in the file's properties; never a name."""
    subject: str = ""

    @property
    def draft(self) -> bool:
        return bool(self.watermark)
