"""The clinician's page about one patient: figures of today, the course, results, medicines, events."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from tracker.domain.chart import Chart
from tracker.domain.diseases import disease
from tracker.domain.letter import (
    Beside,
    Block,
    Callout,
    Cell,
    Column,
    Figure,
    Letter,
    Reader,
    Section,
    Table,
    Text,
    Tile,
    Tiles,
    Tone,
)
from tracker.domain.patient import SEX_TITLES, age_on
from tracker.domain.signing import Signed, content_of
from tracker.domain.study import Site
from tracker.domain.visit import Visit
from tracker.language import Words
from tracker.services.aplasia import STATE_TITLES, BCells
from tracker.services.b_cells import after_each
from tracker.services.course import Course
from tracker.services.episodes import all_events
from tracker.services.event_view import related_cell
from tracker.services.humoral import given_before
from tracker.services.medicines import dose_text, name_of, taken_on
from tracker.services.signed_words import void_words
from tracker.services.steroids import dose_on, steroid_doses
from tracker.services.summary_cells import b_cell_section
from tracker.services.summary_published import published_summary
from tracker.services.summary_results import remission_check, remission_since, result_text, results_table
from tracker.services.summary_rules import other_rules
from tracker.services.trends import trend_chart

_FITS_BESIDE = 16


def summary(
    course: Course,
    words: Words,
    today: date,
    visit: Visit | None = None,
    *,
    site: Site,
    people: Mapping[UUID, str] | None = None,
    corrected: Mapping[UUID, str] | None = None,
    practice: bool = False,
) -> Letter:
    """The letter for `visit`, or for the last one. `people` are the short names of signers by user.

    `corrected` says for a laboratory result what was corrected; `practice` marks every page.
    """
    mark = words("PRACTICE") if practice else ""
    if course.patient.published:
        return published_summary(course, words, today, site=site, mark=mark)
    seen = visit or (course.visits[-1] if course.visits else None)
    day = seen.day if seen else today
    signed = course.signed(seen.id) if seen else None
    return Letter(
        title=_title(seen, day, words),
        subtitle=_subtitle(course, day, words),
        reader=Reader.CLINICIAN,
        sender=(site.clinic, site.hospital),
        person=(course.patient.name, _person(course, day, words)),
        blocks=(
            *(
                (Callout(words("Not signed"), tone=Tone.NOTE, text=void_words(signed, words)),)
                if signed and signed.void
                else ()
            ),
            *_blocks(course, words, day, seen, corrected=corrected or {}),
        ),
        foot=_foot(course, signed, people or {}, words),
        pages=words("Page {page} of {pages}", page="{page}", pages="{pages}"),
        language=words.code,
        watermark="" if signed and not signed.void else words("DRAFT, NOT SIGNED"),
        mark=mark,
        file_title=words("Clinician summary, {day}", day=words.day(day)),
        subject=words("Follow-up after CD19 CAR T-cell therapy"),
    )


def _blocks(
    course: Course,
    words: Words,
    day: date,
    visit: Visit | None,
    *,
    corrected: Mapping[UUID, str],
) -> list[Block]:
    chart = trend_chart(course, words, day)
    blocks: list[Block] = []
    tiles = _tiles(course, chart, words, day)
    if tiles:
        blocks.append(Tiles(tiles))
    blocks.append(Figure(chart, 25.0 * max(len(chart.panels), 2) + 8))
    results = Section(words("Results"), (results_table(course, words, day, visit, corrected),))
    check = remission_check(course, words, visit)
    medicines = _medicines(course, words, day)
    aside: list[Block] = [Section(words("Remission check"), (check,))] if check else []
    aside.append(Section(words("Current medicines"), (medicines,)))
    if max(len(results.blocks[0].rows), len(medicines.rows)) <= _FITS_BESIDE:  # type: ignore[union-attr]
        blocks.append(Beside(((results,), tuple(aside)), (3, 2)))
    else:
        blocks += [results, *aside]
    blocks += other_rules(course, words, visit)
    blocks += b_cell_section(course, words, day)
    blocks.append(Section(words("Adverse events since infusion"), (_events(course, words),)))
    if visit and visit.note:
        blocks.append(Text(visit.note, words("Note.")))
    return blocks


def _title(visit: Visit | None, day: date, words: Words) -> str:
    if visit is None:
        return words("Summary, {day}", day=words.day(day))
    if not visit.title:
        return words("Visit, {day}", day=words.day(day))
    return words("{title} visit, {day}", title=words(visit.title), day=words.day(day))


def _subtitle(course: Course, day: date, words: Words) -> str:
    named = [
        ", ".join(filter(None, (words(disease(each.disease).title), each.detail)))
        for each in course.diagnoses
    ]
    parts = ["; ".join(named) or words("No diagnosis entered")]
    parts += [
        words("CD19 CAR T infusion {day}", day=words.day(infusion.day0)) for infusion in course.infusions
    ]
    number = course.day_number(day)
    if number is not None:
        parts.append(words("Day {day}", day=words.number(number)))
    return ". ".join(parts) + "."


def _person(course: Course, day: date, words: Words) -> str:
    patient = course.patient
    age = age_on(patient.born, day)
    born = words("Born {born}", born=words.day(patient.born))
    if age is not None:
        born = words("Born {born} ({age}y)", born=words.day(patient.born), age=words.number(age))
    number = words("No. {number}", number=patient.hospital_no) if patient.hospital_no else ""
    return "   ".join(filter(None, (born, words(SEX_TITLES[patient.sex]), number, patient.study_id)))


def _tiles(course: Course, chart: Chart, words: Words, day: date) -> tuple[Tile, ...]:
    """The last value of each curve beside the one before, the steroid dose, and IgG."""
    tiles = []
    for panel in chart.panels:
        if not panel.series or not panel.series[0].points:
            continue
        series = panel.series[0]
        last = series.points[-1]
        note = words("last {value}", value=series.points[-2].text) if len(series.points) > 1 else ""
        shown, note = ("–", last.text) if last.open else (last.text, note)
        if panel.spans_named:
            state = _cells_state(course, words)
            tiles.append(Tile(words("CD19+ B cells"), f"{shown} {series.unit}", state or note))
        else:
            tiles.insert(0, Tile(series.title, shown, note))
    held = remission_since(course, day)
    if held is not None:
        title, met, since = held
        note = words("since {day}", day=words.day(since)) if since else ""
        tiles.insert(1, Tile(words(title), words("Met") if met else words("Not met"), note))
    dose = dose_on(steroid_doses(course.medications), day)
    if dose is not None:
        panel = chart.panels[-1]
        tiles.append(
            Tile(panel.title, f"{words.number(round(dose, 1).normalize())} {panel.hint}", panel.steps_words)
        )
    igg = [lab for lab in course.labs_of("igg") if lab.sampled <= day]
    if igg:
        before = words("last {value}", value=result_text(igg[-2], words).text) if len(igg) > 1 else ""
        if given_before(course, igg[-1]):
            before = words("after immunoglobulin, not interpretable")
        tiles.append(Tile(words("IgG"), result_text(igg[-1], words, unit=True).text, before))
    return tuple(tiles[:5])


def _cells_state(course: Course, words: Words) -> str:
    """ "Back since Day 84", after the last infusion."""
    found = after_each(course)
    if not found:
        return ""
    start, state = found[-1]
    since, title = state.back if state.back is not None else state.start, words(STATE_TITLES[state.state])
    if state.state is BCells.IN_RANGE and since is not None:
        return words("Back since Day {day}, in range", day=words.number(start + since))
    if since is None:
        return title
    return words("{state} since Day {day}", state=title, day=words.number(start + since))


def _medicines(course: Course, words: Words, day: date) -> Table:
    return Table(
        (Column(words("Medicine"), 1.1), Column(words("Dose"), 1)),
        tuple(
            (name_of(each, words), dose_text(each, day, words)) for each in taken_on(course.medications, day)
        ),
        empty=words("None."),
    )


def _events(course: Course, words: Words) -> Table:
    day0 = course.day0
    events = [event for event in all_events(course) if not (day0 and event.end and event.end.latest < day0)]
    rows = tuple(
        (
            Cell(event.term),
            words.number(event.grade) if event.grade is not None else "–",
            words.day(event.start),
            words("ongoing") if event.ongoing else words.day(event.end),
            related_cell(event, words),
            event.action or "–",
        )
        for event in events
    )
    columns = (
        Column(words("Adverse event"), 2.2),
        Column(words("Grade"), 0.7),
        Column(words("Start"), 1.1),
        Column(words("End"), 1.1),
        Column(words("Related"), 1.4),
        Column(words("Action"), 1.5),
    )
    return Table(columns, rows, empty=words("None entered."))


def _foot(course: Course, signed: Signed | None, people: Mapping[UUID, str], words: Words) -> str:
    """Who signed what: eight digits can be compared by eye."""
    if signed is None:
        return words("Not signed.")
    if signed.void:
        return words("Not signed: the signature of {who} is void.", who=_name(signed, people, words))
    signature = signed.signature
    return words(
        "Signed {day} {time}, {who}. Record version {version}. Checksum {sum}.",
        day=words.day(signature.at.date()),
        time=f"{signature.at:%H:%M}",
        who=_name(signed, people, words),
        version=words.number(signature.record_revision),
        sum=_checksum(course, signature.record),
    )


def _name(signed: Signed, people: Mapping[UUID, str], words: Words) -> str:
    return people.get(signed.signature.user, words("Not known"))


def _checksum(course: Course, visit: UUID) -> str:
    """Eight digits that change when a value of the visit does."""
    digits = content_of(course.visit(visit), course.parts(visit))
    return f"{digits[:4]} {digits[4:8]}"
