"""The definition of an instrument, generated from its declaration: what is asked, found and worked out."""

from collections.abc import Iterator

from tracker.domain.instrument import Instrument
from tracker.domain.instruments import CATALOGUE
from tracker.domain.item_words import named
from tracker.domain.items import Group, Item, Rows
from tracker.domain.letter import Block, Cell, Column, Letter, Section, Table, Text
from tracker.domain.outputs import Criterion, Flag, Output, Score
from tracker.language import Words
from tracker.services.definition_results import MARKS, band_rows, limit_words, mark_rows, output_words
from tracker.services.definition_words import answer_words, has_points, points_words, source_words


def definition(known: Instrument, words: Words) -> Letter:
    """Everything the declaration says of `known`: the same page on screen, on paper and as text."""
    title = words(known.title)
    return Letter(
        title=title,
        subtitle=words("{code}, version {version}", code=known.code, version=words.number(known.version)),
        blocks=(
            *_head(known, words),
            *_asked(known, words),
            *_worked_out(known, words),
            *_known(known, words),
        ),
        foot=words("Written by this program from its own declaration of the score."),
        pages=words("Page {page} of {pages}", page="{page}", pages="{pages}"),
        language=words.code,
        file_title=title,
        subject=words("Definition of a score"),
    )


def search_definitions(text: str, words: Words) -> tuple[Instrument, ...]:
    """The instruments whose title, code, source or an item or output holds every word of `text`."""
    wanted = text.casefold().split()
    return tuple(each for each in CATALOGUE if all(word in _haystack(each, words) for word in wanted))


def _haystack(known: Instrument, words: Words) -> str:
    parts = [known.code, known.source, words(known.title), words(known.short)]
    parts += [words(item.title) for item in known.items] + [words(output.title) for output in known.outputs]
    return " ".join(parts).casefold()


def _head(known: Instrument, words: Words) -> Iterator[Block]:
    if known.recall:
        yield Text(words(known.recall), words("Look-back."))
    yield Text(known.source, words("Source."))
    if known.licence:
        yield Text(words(known.licence), words("Licence."))


def _asked(known: Instrument, words: Words) -> Iterator[Block]:
    pointed = has_points(known)
    sections = dict.fromkeys(item.section for item in known.items)
    for section in sections:
        items = [item for item in known.items if item.section == section]
        sourced = any(source_words(item, words) for item in items)
        columns = [Column(words("Item"), 2.4), Column(words("Answer"), 1.8)]
        columns += [Column(words("Counts"), 0.9)] if pointed else []
        columns += [Column(words("Found in"), 1.6)] if sourced else []
        yield Section(
            words("Asked: {section}", section=words(section)) if section else words("What is asked"),
            (Table(tuple(columns), tuple(_item_rows(known, items, pointed, sourced, words))),),
        )


def _item_rows(
    known: Instrument, items: list[Item], pointed: bool, sourced: bool, words: Words
) -> Iterator[tuple[str | Cell, ...]]:
    """One row for each item; below a group or a table of items one for each part, unless just defined."""
    told: list[tuple[Item, ...]] = []
    for item in items:
        name = words.say(named(item, known.items))
        yield _item_row(item, name, pointed, sourced, words)
        inside = _parts(item)
        if inside not in told:
            told.append(inside)
            for part, title in _named_parts(inside, name, words):
                yield (
                    Cell(title, under=words(part.hint)),
                    answer_words(part, words),
                    *[""] * (pointed + sourced),
                )


def _parts(item: Item) -> tuple[Item, ...]:
    return item.items if isinstance(item, Group | Rows) else ()


def _named_parts(items: tuple[Item, ...], name: str, words: Words) -> Iterator[tuple[Item, str]]:
    for each in items:
        title = words("{whole}: {part}", whole=name, part=words(each.title))
        yield each, title
        yield from _named_parts(_parts(each), words(each.title), words)


def _item_row(item: Item, name: str, pointed: bool, sourced: bool, words: Words) -> tuple[str | Cell, ...]:
    row: list[str | Cell] = [
        Cell(name, strong=True, under=words(item.hint)),
        answer_words(item, words),
    ]
    if pointed:
        row.append(points_words(item, words) or "–")
    if sourced:
        row.append(source_words(item, words) or words("answered here"))
    return tuple(row)


def _worked_out(known: Instrument, words: Words) -> Iterator[Block]:
    outputs = [output for output in known.outputs if not isinstance(output, Flag)]
    columns = (Column(words("Result"), 2.4), Column(words("Values"), 2.2), Column(words("Limit"), 1.6))
    rows = tuple(
        (Cell(words(output.title), strong=True), output_words(output, words), _limit(known, output, words))
        for output in outputs
    )
    yield Section(words("What is worked out"), (Table(columns, rows),))
    for output in outputs:
        for scheme in output.schemes if isinstance(output, Score) else ():
            heads = (Column(words("Class"), 1), Column(words("Values"), 2))
            yield Section(
                words("{score}: {scheme}", score=words(output.title), scheme=words(scheme.title)),
                (Table(heads, tuple(band_rows(scheme, words))),),
                keep=True,
            )
    flags = [output for output in known.outputs if isinstance(output, Flag)]
    if flags:
        yield Section(
            words("Notes printed where they hold"), tuple(Text(words(each.title)) for each in flags)
        )


def _limit(known: Instrument, output: Output, words: Words) -> str:
    if isinstance(output, Criterion) and output.limit is not None:
        return limit_words(known, output.limit, words)
    return "–"


def _known(known: Instrument, words: Words) -> Iterator[Block]:
    parts = tuple(mark_rows(known, words))
    blocks: list[Block] = [Text(words(MARKS.get(known.mark, known.mark)), words("The formula as a whole."))]
    if parts:
        blocks.append(Table((Column(words("Part"), 2), Column(words("Is"), 2)), parts))
    yield Section(words("How far this was checked"), tuple(blocks))
