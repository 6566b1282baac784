"""How paper looks: faces, inks, sizes and paragraph styles for the two readers."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4, LETTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import registerFont, registerFontFamily
from reportlab.pdfbase.ttfonts import TTFont

from tracker.domain.letter import Reader
from tracker.domain.marks import Role
from tracker.paths import resource

REGULAR, MEDIUM, SEMIBOLD, BOLD = (
    f"TrackerSans-{name}" for name in ("Regular", "Medium", "SemiBold", "Bold")
)
PAPERS = {"a4": A4, "letter": LETTER}

TEXT, QUIET, LINE, PALE = HexColor("#17212B"), HexColor("#465362"), HexColor("#C4CBD3"), HexColor("#EAEEF2")
MESSAGE, MESSAGE_EDGE, WARNING_EDGE = HexColor("#E4F0FA"), HexColor("#0A5FA8"), HexColor("#B42318")
PAPER = HexColor("#FFFFFF")
WATERMARK = HexColor("#E6E6E6")

INKS: dict[Role, Color] = {
    Role.B_CELLS: HexColor("#0072B2"),
    Role.SCORE: HexColor("#C24A00"),
    Role.SCORE_PART: HexColor("#C24A00"),
    Role.STEROID: HexColor("#00795A"),
    Role.TREATMENT: TEXT,
    Role.TOXICITY: HexColor("#C24A00"),
    Role.INFECTION: HexColor("#7A4A86"),
    Role.SUPPORT: HexColor("#00795A"),
    Role.RANGE: HexColor("#176B3A"),
    Role.LIMIT: QUIET,
    Role.APLASIA: HexColor("#0A5FA8"),
    Role.REMISSION: HexColor("#176B3A"),
    Role.AXIS: HexColor("#D3D9E0"),
    Role.TEXT: TEXT,
    Role.PUBLISHED: HexColor("#7A4A86"),
}


@cache
def register_faces() -> None:
    """Make the shipped faces known to reportlab; bold in running text is the semibold face."""
    for face in (REGULAR, MEDIUM, SEMIBOLD, BOLD):
        registerFont(TTFont(face, str(resource("fonts", f"{face}.ttf"))))
    registerFontFamily(REGULAR, normal=REGULAR, bold=SEMIBOLD, italic=REGULAR, boldItalic=SEMIBOLD)


@dataclass(frozen=True)
class Look:
    """Sizes in points and styles of one reader's paper."""

    margin: float
    body: ParagraphStyle
    small: ParagraphStyle
    title: ParagraphStyle
    subtitle: ParagraphStyle
    heading: ParagraphStyle
    figure_title: ParagraphStyle
    cell: ParagraphStyle
    number: ParagraphStyle
    column: ParagraphStyle
    column_number: ParagraphStyle
    message: ParagraphStyle
    warning: ParagraphStyle
    tile: ParagraphStyle
    chart: float
    row_padding: float
    headings_bold: bool


def _style(size: float, lead: float, face: str = REGULAR, **more: Any) -> ParagraphStyle:
    known: dict[str, Any] = {
        "fontName": face,
        "fontSize": size,
        "leading": lead,
        "textColor": TEXT,
        "bulletFontName": REGULAR,
    }
    return ParagraphStyle(f"{face}-{size}-{lead}-{sorted(more)}", **(known | more))


@cache
def look(reader: Reader) -> Look:
    """The clinician's page is dense, the patient's is large."""
    register_faces()
    if reader is Reader.PATIENT:
        return Look(
            margin=18 * mm,
            body=_style(10.6, 14.8, spaceAfter=4),
            small=_style(9, 12, textColor=QUIET),
            title=_style(22, 26, BOLD),
            subtitle=_style(11.6, 15.5, textColor=QUIET, spaceAfter=9),
            heading=_style(13.5, 17, SEMIBOLD, spaceBefore=8, spaceAfter=3),
            figure_title=_style(10.8, 14, SEMIBOLD),
            cell=_style(10.6, 14.5),
            number=_style(10.6, 14.5, alignment=TA_RIGHT),
            column=_style(9, 12, textColor=QUIET),
            column_number=_style(9, 12, textColor=QUIET, alignment=TA_RIGHT),
            message=_style(11.5, 16.5),
            warning=_style(10.8, 15),
            tile=_style(14, 18, SEMIBOLD),
            chart=8.8,
            row_padding=2.6,
            headings_bold=False,
        )
    return Look(
        margin=15 * mm,
        body=_style(8.6, 12, spaceAfter=3),
        small=_style(6.9, 9.4, textColor=QUIET),
        title=_style(16.5, 20, BOLD),
        subtitle=_style(9, 12.5, textColor=QUIET, spaceAfter=8),
        heading=_style(9.6, 12.5, SEMIBOLD, spaceBefore=7, spaceAfter=3),
        figure_title=_style(8.4, 11, SEMIBOLD),
        cell=_style(7.8, 10),
        number=_style(7.8, 10, alignment=TA_RIGHT),
        column=_style(7.6, 10, SEMIBOLD),
        column_number=_style(7.6, 10, SEMIBOLD, alignment=TA_RIGHT),
        message=_style(9, 12.5),
        warning=_style(8.6, 12),
        tile=_style(12.5, 16, SEMIBOLD),
        chart=7.3,
        row_padding=1.7,
        headings_bold=True,
    )
