"""No cut-off of an instrument stands a second time: others read it from the declaration."""

import ast
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

import pytest

from tests.architecture.cut_offs import (
    COUNTING,
    compared_in,
    cut_offs,
    decided,
    every_number,
    number_of,
    phrases,
    source_of,
    spoken_names,
    words_of,
)
from tests.architecture.tree import ROOT, name, python
from tracker.domain.instrument import Instrument
from tracker.domain.instruments import CATALOGUE, instrument
from tracker.domain.items import Tick
from tracker.domain.outputs import Category, Score
from tracker.services.visit_suggestions import advisers

MADE_UP = "tracker/services/practice"
"""Modules that draw the values of made-up patients; nothing is decided in them."""

OTHER_FACTS: dict[tuple[str, str], str] = {
    ("tracker/cli/self_test.py", "4"): "the total that one arthritis must give: checks what was installed",
    ("tracker/domain/event_answers.py", "3"): "a grade that makes an event of special interest",
    ("tracker/services/lab_grades.py", "3"): "a grade from which an event is suggested",
    ("tracker/services/lab_grades.py", "30"): "days that conditioning explains: a house rule",
    ("tracker/services/renal_crisis.py", "30"): "mmHg that the pressure rises by: a house rule",
}
"""File and number -> why it only looks like a cut-off of an instrument."""

CUT_OFFS = {known.code: (cut_offs(known), spoken_names(known)) for known in CATALOGUE}


def second_places(tree: ast.Module, where: str) -> Iterator[str]:
    """Numbers of a module that are cut-offs of an instrument it speaks of, in code and in sentences."""
    said = words_of(tree)
    agreed = imported_numbers(tree)
    numbers = [(each.number, each.line) for each in decided(tree)]
    numbers += [(n, line) for phrase, line in phrases(tree) for n in compared_in(phrase) - agreed]
    for code, (cuts, names) in CUT_OFFS.items():
        if names & said:
            for number, line in numbers:
                if number in cuts and (where, str(number)) not in OTHER_FACTS:
                    yield f"{where}:{line} {number} is a cut-off of {code}"


def imported_numbers(tree: ast.Module) -> set[Decimal]:
    """Every number of the declarations that a module imports from: its sentences are held against them."""
    found: set[Decimal] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and ".instruments." in node.module:
            part = ROOT / f"{node.module.replace('.', '/')}.py"
            found |= every_number(ast.parse(part.read_text(encoding="utf-8")))
    return found


def disagreeing(tree: ast.Module) -> list[str]:
    """Sentences of a module that imports limits, whose number is neither one of theirs nor its own."""
    imported = imported_numbers(tree)
    known = imported | every_number(tree)
    return [phrase for phrase, _ in phrases(tree) if imported and compared_in(phrase) - known]


def outside() -> list[str]:
    found: list[str] = []
    for path in python("tracker"):
        where = name(path)
        if not where.startswith((MADE_UP, "tracker/domain/instruments/")):
            found += second_places(ast.parse(path.read_text(encoding="utf-8")), where)
    return found


def test_that_no_other_module_holds_a_cut_off_of_an_instrument_it_speaks_of() -> None:
    assert outside() == []


@pytest.mark.parametrize(
    "source",
    [
        'def quiet(record): return record["doris_2021"].pga < Decimal("0.5")',
        "from tracker.domain.instruments.doris_2021 import DORIS_2021\nMOST_PREDNISOLONE = 5",
        'CUTOFF = 10\nkey = "b_cell_cutoff"',
        'Option(key="b_cell_cutoff", default="10")',
        'def aplasia(labs, code="bcell_aplasia", cutoff=Decimal(10)): ...',
        'title = words("Prednisolone 5 mg/day or less"); rule = "doris_2021"',
        'LIMITS = {"sledai_2k": (4, 10)}',
    ],
)
def test_that_a_second_place_would_be_seen(source: str) -> None:
    assert list(second_places(ast.parse(source), "x.py"))


def test_that_a_number_about_something_else_is_left_alone() -> None:
    source = 'WIDTH = 5\ndef cut(text): return len(text) > 10\ntitle = words("Lock after 10 minutes")'
    assert list(second_places(ast.parse(source), "x.py")) == []


def test_that_every_exception_is_still_needed() -> None:
    kept = dict(OTHER_FACTS)
    OTHER_FACTS.clear()
    try:
        found = "\n".join(outside())
        assert [place for place in kept if f"{place[0]}:" not in found] == []
    finally:
        OTHER_FACTS.update(kept)


OTHERS = [path for path in python("tracker") if path.parent.name != "instruments"]


@pytest.mark.parametrize("path", OTHERS, ids=name)
def test_that_a_sentence_beside_imported_limits_names_one_of_them(path) -> None:
    assert disagreeing(ast.parse(path.read_text(encoding="utf-8"))) == []


def test_that_a_sentence_left_behind_by_a_changed_limit_would_be_seen() -> None:
    source = (
        "from tracker.domain.instruments.crs_astct_2019 import FEVER\ntitle = N_('Temperature {} °C or more')"
    )
    assert disagreeing(ast.parse(source.format("38.7"))) != []
    assert disagreeing(ast.parse(source.format("38"))) == []


def compared_twice(tree: ast.Module) -> list[str]:
    """The same thing compared with the same literal more than once, a Limit included."""
    pairs: Counter[tuple[str, Decimal]] = Counter()
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            sides = (node.left, *node.comparators)
            for side in sides:
                number = number_of(side)
                if number is not None and number not in COUNTING:
                    pairs[next(ast.unparse(each) for each in sides if each is not side), number] += 1
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Limit":
            number, key = number_of(node), node.args[0]
            if number is not None and number not in COUNTING and isinstance(key, ast.Constant):
                pairs[f"a.{key.value}", number] += 1
    return [f"{what} with {number}" for (what, number), times in pairs.items() if times > 1]


SOURCES = {source_of(known) for known in CATALOGUE}
DECLARATIONS = sorted(path for path in SOURCES if path.parent.name == "instruments")


@pytest.mark.parametrize("path", DECLARATIONS, ids=lambda path: path.stem)
def test_that_a_declaration_compares_a_thing_with_a_number_in_one_place(path) -> None:
    assert compared_twice(ast.parse(path.read_text(encoding="utf-8"))) == []


def test_that_a_limit_written_twice_would_be_seen() -> None:
    twice = 'CALM = Limit("pga", "<", "0.5")\ndef work(a): return a.pga < exact("0.5")'
    assert compared_twice(ast.parse(twice)) == ["a.pga with 0.5"]


def numbers_of(known: Instrument) -> set[Decimal]:
    """Every number of the declaration and of those it is built from."""
    tree = ast.parse(source_of(known).read_text(encoding="utf-8"))
    return every_number(tree) | imported_numbers(tree)


def titles(known: Instrument) -> Iterator[str]:
    for output in known.outputs:
        yield output.title
        if isinstance(output, Category):
            yield from output.options.values()
        for scheme in output.schemes if isinstance(output, Score) else ():
            yield from (band.title for band in scheme.bands)


@pytest.mark.parametrize("known", CATALOGUE, ids=lambda known: known.code)
def test_that_a_number_in_a_title_is_one_the_declaration_decides_by(known: Instrument) -> None:
    told = {number for title in titles(known) for number in compared_in(title)}
    assert told <= numbers_of(known)


def test_that_a_title_with_an_old_number_would_be_seen() -> None:
    assert compared_in("Active, linear skin term (2.6 or more)") == {Decimal("2.6")}
    assert Decimal("2.6") not in numbers_of(instrument("eustar_ai_2017"))
    assert compared_in("Prednisolone 5 mg/day or less") == {Decimal(5)}
    assert compared_in("Physician global below 0.5") == {Decimal("0.5")}


@pytest.mark.parametrize("known", CATALOGUE, ids=lambda known: known.code)
def test_that_a_definition_and_the_values_that_suggest_it_name_the_same_limit(known: Instrument) -> None:
    for adviser in advisers(known):
        for output in adviser.outputs:
            tick = known.item(output.key)
            assert isinstance(tick, Tick)
            assert compared_in(tick.hint) <= numbers_of(adviser), tick.key
