"""A disk that remembers what was made durable and what was not, and what a power cut may leave of it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Union

SECTOR = 512


@dataclass(frozen=True)
class Make:
    """A new file or folder appears."""

    path: str
    folder: bool = False


@dataclass(frozen=True)
class Write:
    """Bytes go into a file at a place."""

    path: str
    at: int
    data: bytes


@dataclass(frozen=True)
class Resize:
    """A file is cut or lengthened."""

    path: str
    size: int


@dataclass(frozen=True)
class Sync:
    """A file's content, or a folder's names, are made durable."""

    path: str


@dataclass(frozen=True)
class Move:
    """A name is given to another place; what was there is gone."""

    source: str
    target: str


@dataclass(frozen=True)
class Drop:
    """A name goes away."""

    path: str


@dataclass(frozen=True)
class Mark:
    """The program told somebody something: no effect on the disk."""

    text: str


Op = Make | Write | Resize | Sync | Move | Drop | Mark
Image = dict[str, bytes | None]
"""Relative path -> content, None for a folder."""


@dataclass(eq=False)
class File:
    """What is durable of a content, and the changes since."""

    synced: bytes = b""
    loose: list[Write | Resize] = field(default_factory=list)

    def now(self) -> bytes:
        return _after(self.synced, self.loose)

    def sync(self) -> None:
        self.synced, self.loose = self.now(), []

    def survive(self, rng: Random, way: str) -> bytes:
        if way == "none":
            return self.synced
        if way == "all":
            return self.now()
        if way == "prefix":
            kept: list[Write | Resize] = self.loose[: rng.randint(0, len(self.loose))]
            if kept and isinstance(last := kept[-1], Write):
                kept[-1] = Write("", last.at, last.data[: SECTOR * rng.randint(0, len(last.data) // SECTOR)])
            return _after(self.synced, kept)
        torn = (part for each in self.loose if rng.random() < 0.7 for part in _torn(each, rng))
        return _after(self.synced, list(torn))


def _torn(change: Write | Resize, rng: Random) -> Iterator[Write | Resize]:
    """The whole change, or some of its sectors."""
    if isinstance(change, Resize) or rng.random() < 0.6:
        yield change
        return
    for start in range(0, len(change.data), SECTOR):
        if rng.random() < 0.5:
            yield Write("", change.at + start, change.data[start : start + SECTOR])


def _after(content: bytes, changes: list[Write | Resize]) -> bytes:
    if not changes:
        return content
    made = bytearray(content)
    for each in changes:
        if isinstance(each, Resize):
            del made[each.size :]
            made.extend(bytes(each.size - len(made)))
        elif each.data:
            made.extend(bytes(max(0, each.at - len(made))))
            made[each.at : each.at + len(each.data)] = each.data
    return bytes(made)


@dataclass(eq=False)
class Folder:
    """Names now; which of them are durable is a question to `Names`."""

    names: dict[str, Union["File", "Folder"]] = field(default_factory=dict)


Node = File | Folder


@dataclass(frozen=True)
class Renaming:
    """One change of names: a node leaves a place, arrives at one, or both at once."""

    node: Node
    left: tuple[Folder, str] | None
    arrived: tuple[Folder, str] | None

    @property
    def home(self) -> Folder:
        place = self.arrived or self.left
        assert place is not None
        return place[0]


class Names:
    """Which names are durable. `ordered`: as a journal keeps them, in order, with any sync; else only a
    sync of their own folder keeps them, in any order."""

    def __init__(self, ordered: bool) -> None:
        self.ordered = ordered
        self.durable: dict[Folder, dict[str, Node]] = {}
        self.loose: list[Renaming] = []

    def sync(self, node: Node) -> None:
        done = [each for each in self.loose if self.ordered or each.home is node]
        self.loose = [each for each in self.loose if each not in done]
        for each in done:
            _rename(self.durable, each)

    def survive(self, rng: Random, way: str) -> dict[Folder, dict[str, Node]]:
        kept = {folder: dict(names) for folder, names in self.durable.items()}
        count = {"none": 0, "all": len(self.loose)}.get(way, rng.randint(0, len(self.loose)))
        chosen = self.loose[:count]
        if way == "random" and not self.ordered:
            chosen = [each for each in self.loose if rng.random() < 0.5]
        for each in chosen:
            _rename(kept, each)
        return kept


def _rename(names: dict[Folder, dict[str, Node]], change: Renaming) -> None:
    if change.left and names.get(change.left[0], {}).get(change.left[1]) is change.node:
        del names[change.left[0]][change.left[1]]
    if change.arrived:
        names.setdefault(change.arrived[0], {})[change.arrived[1]] = change.node


class Disk:
    """Operations go in, images of what a cut leaves come out."""

    def __init__(self, *, honest: bool = True) -> None:
        self.top = Folder()
        self.honest = honest
        self.strict, self.ordered = Names(ordered=False), Names(ordered=True)

    def do(self, op: Op) -> None:
        """Apply one operation; what concerns a file without a name is of no interest."""
        match op:
            case Make(path, folder):
                self._change(Folder() if folder else File(), None, self._place(path))
            case Write(path) | Resize(path):
                node = self.find(path)
                if isinstance(node, File):
                    node.loose.append(op)
            case Sync(path) if self.honest:
                node = self.find(path)
                if isinstance(node, File):
                    node.sync()
                if node is not None:
                    self.strict.sync(node)
                    self.ordered.sync(node)
            case Move(source, target):
                node = self.find(source)
                assert node is not None, source
                self._change(node, self._place(source), self._place(target))
            case Drop(path):
                node = self.find(path)
                assert node is not None, path
                self._change(node, self._place(path), None)

    def find(self, path: str) -> Node | None:
        node: Node | None = self.top
        for part in path.split("/") if path else ():
            node = node.names.get(part) if isinstance(node, Folder) else None
        return node

    def _place(self, path: str) -> tuple[Folder, str]:
        above, _, name = path.rpartition("/")
        folder = self.find(above) if above else self.top
        assert isinstance(folder, Folder), path
        return folder, name

    def _change(
        self, node: Node, left: tuple[Folder, str] | None, arrived: tuple[Folder, str] | None
    ) -> None:
        if left:
            del left[0].names[left[1]]
        if arrived:
            arrived[0].names[arrived[1]] = node
        for names in (self.strict, self.ordered):
            names.loose.append(Renaming(node, left, arrived))

    def cut(self, rng: Random) -> Image:
        """What the disk may hold after the power went now."""
        ways = ("none", "all", "prefix", "random")
        names = rng.choice((self.strict, self.ordered)).survive(rng, rng.choice(ways))
        return dict(_walk(self.top, names, "", rng, rng.choice(ways)))


def _walk(
    folder: Folder, names: dict[Folder, dict[str, Node]], at: str, rng: Random, way: str
) -> Iterator[tuple[str, bytes | None]]:
    for name, node in sorted(names.get(folder, {}).items()):
        path = f"{at}{name}"
        if isinstance(node, Folder):
            yield path, None
            yield from _walk(node, names, f"{path}/", rng, way)
        else:
            yield path, node.survive(rng, way)


def lay_out(image: Image, place: Path) -> None:
    """Write an image into an empty folder."""
    for path, content in image.items():
        if content is None:
            (place / path).mkdir()
        else:
            (place / path).write_bytes(content)
