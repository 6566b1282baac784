"""What a real program does to a folder, seen by strace and read as operations of a disk."""

import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.faults.disk import Disk, Drop, File, Make, Mark, Move, Op, Resize, Sync, Write
from tests.faults.machine import ROOT, surroundings

CALLS = (
    "openat,open,creat,write,pwrite64,writev,pwritev,pwritev2,ftruncate,truncate,fallocate,fsync,fdatasync,"
    "rename,renameat,renameat2,unlink,unlinkat,rmdir,mkdir,mkdirat,link,linkat,symlink,symlinkat,sendfile,"
    "copy_file_range,lseek"
)
_LINE = re.compile(r"(\d+) +(\w+)\((.*)\) += (-?\d+|\?)")
_BEGUN = re.compile(r"(\d+) +(\w+\(.*?)\s*<unfinished \.\.\.>$")
_RESUMED = re.compile(r"(\d+) +<\.\.\. \w+ resumed>(.*)$")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_HANDLE = re.compile(r"^(\d+)<((?:\\x[0-9a-f]{2})*)>")
_HANDLES = re.compile(r"(\d+)<((?:\\x[0-9a-f]{2})*)>")


class Unread(AssertionError):
    """A call that changes the folder and that this reader does not know: the picture would be wrong."""


def record(place: Path, told: Path, module: str, *arguments: str, home: Path) -> list[Op]:
    """Run a module that works in `place` and reports to `told`; what it did, in order."""
    place.mkdir()
    log = told.with_suffix(".strace")
    command = ["strace", "-f", "-qq", "--seccomp-bpf", "-y", "-xx", "-s", "100000000", "-e"]
    command += [f"trace={CALLS}", "-e", "signal=none", "-o", str(log)]
    command += [sys.executable, "-m", module, str(place), str(told), *arguments]
    subprocess.run(command, cwd=ROOT, env=surroundings(home), check=True, capture_output=True, text=True)
    with log.open(encoding="ascii") as lines:
        ops = list(Reader(place, told).read(_whole(lines)))
    log.unlink()
    return ops


def _whole(lines: Iterator[str]) -> Iterator[str]:
    """Calls that another thread interrupted, put together again at their end."""
    begun: dict[str, str] = {}
    for line in lines:
        if found := _BEGUN.match(line):
            begun[found[1]] = found[2]
        elif found := _RESUMED.match(line):
            yield f"{found[1]} {begun.pop(found[1])}{found[2]}"
        else:
            yield line


def _bytes(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))


class Reader:
    """Follows positions and contents far enough to turn calls into operations."""

    def __init__(self, place: Path, told: Path) -> None:
        self._place, self._told = f"{place}/".encode(), str(told).encode()
        self._at: dict[str, int] = {}
        self._disk = Disk()

    def read(self, lines: Iterator[str]) -> Iterator[Op]:
        for line in lines:
            found = _LINE.match(line)
            if not found or found[4] == "?" or int(found[4]) < 0:
                continue
            for op in self._ops(found[2], found[3], int(found[4])):
                self._disk.do(op)
                yield op

    def _inside(self, path: bytes) -> str | None:
        """The path below the place; "" for the place itself, None for what lies elsewhere."""
        return path[len(self._place) :].decode() if (path + b"/").startswith(self._place) else None

    def _ops(self, call: str, said: str, answer: int) -> Iterator[Op]:
        texts = [_bytes(each) for each in _TEXT.findall(said)]
        handle = _HANDLE.match(said)
        path = self._inside(_bytes(handle[2])) if handle else None
        if call == "write" and handle and _bytes(handle[2]) == self._told:
            yield Mark(texts[0].decode())
        elif call in {"openat", "open", "creat"}:
            yield from self._opened(texts[0], said, answer)
        elif call == "lseek" and handle:
            self._at[handle[1]] = answer
        elif call in {"rename", "renameat", "renameat2"}:
            yield from self._renamed(*texts)
        elif call in {"mkdir", "mkdirat", "unlink", "unlinkat", "rmdir"}:
            inside = self._inside(texts[0])
            if inside is None and self._dirfd_inside(said, texts[0]):
                inside = self._dirfd_inside(said, texts[0])
            if inside is not None:
                yield Make(inside, folder=True) if call.startswith("mkdir") else Drop(inside)
        elif path is not None and handle:
            yield from self._changed(call, path, said, texts, answer)
        elif call in {"link", "linkat", "symlink", "symlinkat", "truncate"} and any(map(self._inside, texts)):
            raise Unread(call)

    def _dirfd_inside(self, said: str, name: bytes) -> str | None:
        """shutil.rmtree works with the handle of a folder and a bare name."""
        handle = _HANDLE.match(said)
        return self._inside(_bytes(handle[2]) + b"/" + name) if handle and b"/" not in name else None

    def _opened(self, name: bytes, said: str, answer: int) -> Iterator[Op]:
        self._at[str(answer)] = 0
        path = self._inside(name)
        if not path:
            return
        known = self._disk.find(path)
        if known is None:
            yield Make(path)
        elif "O_TRUNC" in said and isinstance(known, File) and known.now():
            yield Resize(path, 0)

    def _renamed(self, source: bytes, target: bytes) -> Iterator[Op]:
        one, other = self._inside(source), self._inside(target)
        if (one is None) != (other is None):
            raise Unread("a rename across the border")
        if one is not None and other is not None:
            yield Move(one, other)

    def _changed(self, call: str, path: str, said: str, texts: Sequence[bytes], answer: int) -> Iterator[Op]:
        handle = said.partition("<")[0]
        if call in {"fsync", "fdatasync"}:
            yield Sync(path)
        elif call == "pwrite64":
            yield Write(path, int(said.rsplit(",", 1)[1]), texts[0][:answer])
        elif call == "write":
            at = self._at.get(handle, 0)
            self._at[handle] = at + answer
            yield Write(path, at, texts[0][:answer])
        elif call == "ftruncate":
            yield Resize(path, int(said.rsplit(",", 1)[1]))
        elif call == "sendfile" and answer:
            source = self._disk.find(self._inside(_bytes(_HANDLES.findall(said)[1][1])) or "")
            start = re.search(r"\[(\d+)\]", said)
            if not isinstance(source, File) or not start:
                raise Unread(call)
            at = self._at.get(handle, 0)
            self._at[handle] = at + answer
            yield Write(path, at, source.now()[int(start[1]) : int(start[1]) + answer])
        elif call in {"writev", "pwritev", "pwritev2", "fallocate", "copy_file_range"}:
            raise Unread(call)
