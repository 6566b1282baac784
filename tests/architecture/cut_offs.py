"""Finds the numbers that decide: in the declarations of instruments, and in any other module."""

import ast
import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from tracker.domain.instrument import Instrument
from tracker.domain.items import Number
from tracker.domain.known import exact
from tracker.domain.labs import ANALYTES
from tracker.domain.outputs import Criterion, Score
from tracker.domain.sources import Lab, LabLimit, Series, Setting

COUNTING = frozenset(map(Decimal, (-1, 0, 1)))
"""Numbers that count and index; no published limit but "none" is one of them."""

MARKS = frozenset({"N_", "words", "say", "speak", "w", "_words", "plural"})
DECIDING = re.compile(r"cut|thresh|limit|upto|below|above|floor|default")
PLAIN = re.compile(r"-?\d+(?:\.\d+)?")
COMPARED = re.compile(
    r"(?:over|under|above|below|least|most|than|exactly|=|≥|≤|<|>|up to)\s*(?P<after>\d+(?:[.,]\d+)?)"
    r"|(?P<before>\d+(?:[.,]\d+)?)\s*"
    r"(?:or (?:more|less|over|under|higher|lower|below|above)|(?:%|mg/day|mg/kg|g/g|°C|×|per µL|points?) )"
)
"""A number in a sentence that compares: "below 0.5", "2.5 or more", "5 mg/day or less"."""


@dataclass(frozen=True)
class Decided:
    """A number that something is compared with, and where it stands."""

    number: Decimal
    line: int


def number_of(node: ast.AST, *, text: bool = False) -> Decimal | None:
    """The number a node is: a literal, a minus before it, exact("0.5"), Decimal("0.5"); text where wanted."""
    match node:
        case ast.UnaryOp(op=ast.USub(), operand=inner):
            found = number_of(inner, text=text)
            return None if found is None else -found
        case ast.Constant(value=bool()):
            return None
        case ast.Constant(value=int() | float()):
            return Decimal(str(node.value))
        case ast.Constant(value=str()) if text and PLAIN.fullmatch(node.value):
            return Decimal(node.value)
        case ast.Call(func=ast.Name(id="exact" | "Decimal" | "Limit"), args=[*_, last]):
            return number_of(last, text=True)
    return None


def _leaves(node: ast.AST, *, text: bool = False) -> Iterator[Decided]:
    if isinstance(node, ast.Tuple | ast.List | ast.Set):
        for each in node.elts:
            yield from _leaves(each, text=text)
    elif isinstance(node, ast.Dict):
        keys = [] if _is_menu(node) else node.keys
        for each in (*keys, *node.values):
            yield from _leaves(each, text=text) if each is not None else ()
    elif (number := number_of(node, text=text)) is not None:
        yield Decided(number, getattr(node, "lineno", 0))


def _is_menu(node: ast.Dict) -> bool:
    """Whether its keys count 1, 2, 3 ...: digits to press, not limits."""
    keys = [number_of(key) for key in node.keys if key is not None]
    return len(keys) > 1 and keys == [Decimal(at) for at in range(1, len(keys) + 1)]


def decided(tree: ast.Module) -> Iterator[Decided]:
    """Numbers in comparisons, in constants of the module, and given as cut-off, limit or default."""
    for node in ast.walk(tree):
        match node:
            case ast.Compare():
                for each in (node.left, *node.comparators):
                    yield from _leaves(each)
            case ast.keyword(arg=str()) if DECIDING.search(node.arg):
                yield from _leaves(node.value, text=True)
            case ast.arguments():
                named = [*node.args[len(node.args) - len(node.defaults) :], *node.kwonlyargs]
                for name, value in zip(named, [*node.defaults, *node.kw_defaults], strict=True):
                    if value is not None and DECIDING.search(name.arg):
                        yield from _leaves(value, text=True)
    for node in tree.body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            yield from _leaves(node.value, text=True)


def every_number(tree: ast.Module) -> set[Decimal]:
    """All numbers of a declaration, with the percentages that the same fact may be written in."""
    found = {n for node in ast.walk(tree) if (n := number_of(node, text=True)) is not None}
    hundred = Decimal(100)
    return found | {n * hundred for n in found} | {(1 - n) * hundred for n in found}


def phrases(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Every marked phrase and its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            for argument in node.args if called in MARKS else ():
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    yield argument.value, argument.lineno


def compared_in(phrase: str) -> set[Decimal]:
    """The numbers of a sentence that it compares something with."""
    found = (match["after"] or match["before"] for match in COMPARED.finditer(f"{phrase} "))
    return {Decimal(number.replace(",", ".")) for number in found}


def source_of(known: Instrument) -> Path:
    """The file whose function works the instrument out."""
    return Path(inspect.getsourcefile(inspect.unwrap(known.work)) or "")


def cut_offs(known: Instrument) -> set[Decimal]:
    """Every number by which the instrument decides: limits, edges of classes, defaults, its function."""
    found = {
        exact(output.limit.value)
        for output in known.outputs
        if isinstance(output, Criterion) and output.limit
    }
    for output in known.outputs:
        for scheme in output.schemes if isinstance(output, Score) else ():
            edges = (edge for band in scheme.bands for edge in (band.upto, band.below))
            found |= {exact(edge) for edge in edges if edge is not None}
    found |= {
        Decimal(str(item.default))
        for item in known.items
        if isinstance(item, Number) and item.default is not None
    }
    path = source_of(known)
    if path.parent.name == "instruments":
        found |= {each.number for each in decided(ast.parse(path.read_text(encoding="utf-8")))}
    return found - COUNTING


def spoken_names(known: Instrument) -> set[str]:
    """Words by which a module shows that it speaks of the instrument or of what feeds it."""
    keys = {known.code, *(item.key for item in known.items), *(output.key for output in known.outputs)}
    for item in known.items:
        if isinstance(item.found, Lab | LabLimit | Series):
            keys.add(item.found.analyte)
        if isinstance(item.found, Setting) and item.found.name:
            keys.add(item.found.name)
    return {key for key in keys if re.search(r"[_\d]", key) or key in ANALYTES or key == known.code}


def words_of(tree: ast.Module) -> set[str]:
    """Strings and names of a module, in small letters."""
    found = {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    found |= {node.id.lower() for node in ast.walk(tree) if isinstance(node, ast.Name)}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            found |= {node.module.rpartition(".")[2]} if node.module else set()
            found |= {alias.name.lower() for alias in node.names}
    return found
