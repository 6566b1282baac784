"""Where the words of a chart stand so that they neither cover each other nor what was drawn."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from tracker.domain.marks import Anchor, Place, Role, Room, Words, text_width

LINE = 1.25
"""Height of a line of words, in letter-heights."""

Box = tuple[float, float, float, float]


@dataclass
class Sheet:
    """A panel measured in letter-heights: knows what is taken, and finds room for a label."""

    days: tuple[float, float]
    room: Room
    taken: list[Box] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)
    written: list[Box] = field(default_factory=list)

    def x(self, day: float) -> float:
        """How far from the left edge `day` is, in letter-heights."""
        return (day - self.days[0]) / self.day_per_letter

    def y(self, height: float) -> float:
        """How far from the foot `height` is, in letter-heights."""
        return height * self.room.height

    @property
    def day_per_letter(self) -> float:
        return max(self.days[1] - self.days[0], 1e-9) / self.room.width

    @property
    def height_per_letter(self) -> float:
        return 1 / self.room.height

    def take(self, at: Place, width: float, height: float) -> None:
        """Mark a place as drawn upon: a point, a shape."""
        x, y = self.x(at[0]), self.y(at[1])
        self.taken.append((x - width / 2, x + width / 2, y - height / 2, y + height / 2))

    def take_line(self, points: Sequence[Place]) -> None:
        """Mark a line as drawn upon, bead by bead."""
        for (day, height), (next_day, next_height) in pairwise(points):
            x, y, nx, ny = self.x(day), self.y(height), self.x(next_day), self.y(next_height)
            beads = max(int(max(abs(nx - x), abs(ny - y)) / 0.6), 1)
            for bead in range(beads + 1):
                at, up = x + (nx - x) * bead / beads, y + (ny - y) * bead / beads
                self.taken.append((at - 0.25, at + 0.25, up - 0.25, up + 0.25))

    def covered(self, box: Box) -> float:
        """How much of what is drawn `box` would cover; leaving the panel counts too."""
        left, right, foot, head = box
        area = sum(
            max(min(right, r) - max(left, x), 0) * max(min(head, h) - max(foot, f), 0)
            for x, r, f, h in self.taken
        )
        outside = max(-left, 0) + max(right - self.room.width, 0)
        above = max(-foot, 0) + max(head - self.room.height, 0)
        return area + 4 * outside + 4 * above * (right - left)

    def write_inside(self, text: str, box: Box, role: Role) -> bool:
        """Write in the middle of a shape that has room for it, unless words stand there already."""
        left, right, foot, head = box
        middle, half = (left + right) / 2, text_width(text) / 2
        wanted = (middle - half, middle + half, foot, head)
        if 2 * half + 0.8 > right - left or any(_touch(wanted, other) for other in self.written):
            return False
        self.written.append(wanted)
        self.taken.append(wanted)
        at = (self.days[0] + middle * self.day_per_letter, (foot + head) / 2 * self.height_per_letter)
        self.words.append(Words(at, text, role, Anchor.MIDDLE))
        return True

    def put(
        self,
        lines: Sequence[str],
        role: Role,
        places: Iterable[tuple[Place, Anchor]],
        *,
        strong: bool = False,
        always: bool = True,
    ) -> bool:
        """Write `lines` at the first free place, or the least covered one; nowhere if it need not be."""
        width = max(text_width(line) for line in lines) * (1.06 if strong else 1)
        height = LINE * len(lines)
        best: tuple[float, Place, Anchor, Box] | None = None
        for at, anchor in places:
            box = _box(self.x(at[0]), self.y(at[1]), width, height, anchor)
            cost = self.covered(box)
            if best is None or cost < best[0] - 1e-9:
                best = (cost, at, anchor, box)
            if cost == 0:
                break
        if best is None or (best[0] > 0 and not always):
            return False
        _, at, anchor, box = best
        self.taken.append(box)
        self.written.append(box)
        for index, line in enumerate(lines):
            up = ((len(lines) - 1) / 2 - index) * LINE * self.height_per_letter
            self.words.append(Words((at[0], at[1] + up), line, role, anchor, strong and index == 0))
        return True


def _touch(one: Box, other: Box) -> bool:
    return one[0] < other[1] and other[0] < one[1] and one[2] < other[3] and other[2] < one[3]


def _box(x: float, y: float, width: float, height: float, anchor: Anchor) -> Box:
    left = {Anchor.START: x, Anchor.MIDDLE: x - width / 2, Anchor.END: x - width}[anchor]
    return left, left + width, y - height / 2, y + height / 2
