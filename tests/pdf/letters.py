"""A letter with every kind of block, and how to read a PDF back: words, places, properties."""

from datetime import date
from io import BytesIO

from pypdf import PdfReader

from tracker.domain.chart import (
    Bar,
    Chart,
    Event,
    Lane,
    Limit,
    Marker,
    Panel,
    Point,
    Role,
    Scale,
    Series,
    Shape,
    Span,
    Step,
    Tick,
    Zone,
)
from tracker.domain.letter import (
    Beside,
    Callout,
    Cell,
    Column,
    Figure,
    Letter,
    Reader,
    Ruled,
    Section,
    Table,
    Text,
    Tile,
    Tiles,
    Tone,
)

CELLS = Series(
    "B cells",
    (Point(-7, 86, "86"), Point(7, 1, "<1", unseen=True), Point(84, 12, "12"), Point(185, 88, "88")),
    Role.B_CELLS,
    last="88",
)
CHART = Chart(
    panels=(
        Panel(
            lanes=(Lane("Treatment", (Event(0, "CAR T infusion", shape=Shape.UP),), Role.TREATMENT),),
            height=0.4,
        ),
        Panel(
            "B cells (CD19+)",
            "cells/µL, log scale",
            Scale(1, 500, (Tick(1, "1"), Tick(100, "100")), log=True, unseen="Not seen"),
            Role.B_CELLS,
            (CELLS,),
            zones=(Zone(100, 500, "Lab range 100–500"),),
            limits=(Limit(((-99, 1.0),), "Detection limit 1 cells/µL"),),
            spans_named=True,
        ),
        Panel(
            "Prednisone equivalent",
            "mg/day",
            Scale(0, 20, (Tick(0, "0"), Tick(20, "20"))),
            Role.STEROID,
            steps=(Step(-14, 20, "20"), Step(84, 0, "0")),
            steps_end=185,
            steps_words="Off since Day 84",
            steps_words_at=84,
            bars=(Bar(112, 185, "DORIS met"),),
        ),
    ),
    days=(-18, 214),
    ticks=(Tick(0, "0", "22-May"), Tick(84, "84", "14-Aug"), Tick(168, "168", "06-Nov")),
    axis=("Day", "Date"),
    day0=date(2026, 5, 22),
    spans=(Span(7, 84, "B-cell aplasia", "Day 7 to 84"),),
    markers=(Marker(0, "Infusion"),),
)

RESULTS = Table(
    (Column("Laboratory", 2), Column("Today", 1, right=True)),
    (
        ("CD19+ B cells", Cell("88 L", strong=True)),
        ("Hydroxychloroquine", Cell("200 mg", under="in the morning")),
    ),
    notes=("L low.",),
)

EVERYTHING = Letter(
    title="Month 6 visit, 23-Nov-2026",
    subtitle="SLE, lupus nephritis class IV. Day 185.",
    sender=("Autoimmune Cell Therapy Clinic", "St Example Hospital"),
    person=("OKAFOR, Adaeze", "Born 14-Mar-1991 (35y)   CAR-SLE-07"),
    blocks=(
        Tiles((Tile("SLEDAI-2K", "2", "last 0"), Tile("IgG", "4.1 g/L L", "last 4.4"))),
        Figure(CHART, 90, caption="As recorded."),
        Beside(
            (
                (Section("Results", (RESULTS,)),),
                (Section("Medicines", (Text("Aciclovir", "Now."),), keep=True),),
            )
        ),
        Callout("Your lupus is quiet.", text="Your B cells are growing back."),
        Callout(
            "Call us",
            ("a rash", "a cough", "fever"),
            Tone.WARNING,
            closing_lead="Call 999",
            closing="if ill.",
        ),
        Callout("Published patient.", tone=Tone.NOTE),
        Section("Nothing", (Table((Column("A"),), (), empty="None."),)),
        Ruled(2),
    ),
    foot="Signed 23-Nov-2026",
    file_title="Clinician summary, 23-Nov-2026",
    subject="Follow-up",
)


def small(*blocks, **more):
    """A short letter."""
    return Letter(title="Title", sender=("Clinic", ""), person=("ŁUKASZ", ""), blocks=blocks, **more)


def for_patient(*blocks, **more):
    """A short letter in the patient's size."""
    return small(*blocks, reader=Reader.PATIENT, **more)


def read(pdf: bytes) -> PdfReader:
    return PdfReader(BytesIO(pdf))


def text_of(pdf: bytes) -> str:
    """The words of all pages, one space between them."""
    return " ".join(" ".join(page.extract_text() for page in read(pdf).pages).split())


def places_of(pdf: bytes) -> list[str]:
    """Each run of words with the place it starts at, in whole points from the left and the foot."""
    lines = []
    for number, page in enumerate(read(pdf).pages, start=1):

        def note(text, page, own, _font, _size, number=number):
            if text.strip():
                across = own[4] * page[0] + own[5] * page[2] + page[4]
                up = own[4] * page[1] + own[5] * page[3] + page[5]
                lines.append(f"{number} {across:.0f} {up:.0f} {text.strip()}")

        page.extract_text(visitor_text=note)
    return lines
