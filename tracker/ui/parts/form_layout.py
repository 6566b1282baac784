"""How the blocks of a form stand on the page: ticks in columns, lines, pairs, groups, tables."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from tracker.domain.item_words import allowed, named
from tracker.domain.items import Item, Number
from tracker.domain.labs import unit_title
from tracker.domain.sources import BASELINE
from tracker.language import Words
from tracker.ui.parts.form_plan import MANY, Block, Look, blocks
from tracker.ui.parts.item_editor import Editor, in_columns
from tracker.ui.parts.item_line import LARGEST_HINT, ItemLine
from tracker.ui.parts.label import label, wrapped
from tracker.ui.theme.tokens import Tokens

NAME, HALF, LAST = 200, 314, 40
"""Width of a name, of half a page, and of the answer before in it; all fit the smallest window."""


class FormLayout:
    """Lays `items` out in `column`; then `lines` says where each is, and `beside` what is next to it."""

    def __init__(  # noqa: PLR0917 (what a page is made from)
        self,
        column: QVBoxLayout,
        items: Sequence[Item],
        editors: Mapping[str, Editor],
        words: Words,
        tokens: Tokens,
        whole: Iterable[Item],
    ) -> None:
        self._words, self._tokens, self._editors = words, tokens, editors
        self.titles = {item.key: words.say(named(item, whole)) for item in items}
        self.lines: dict[str, ItemLine] = {}
        self.beside: dict[tuple[QWidget, int], QWidget] = {}
        """Where Right and Left go from what stands in columns."""
        stand: Mapping[Look, Callable[[Block], QGridLayout]] = {
            Look.TICKS: self._ticks,
            Look.LINES: self._one_below_another,
            Look.COLUMNS: self._two_columns,
            Look.PAIRS: self._pairs,
            Look.GROUPS: self._groups,
            Look.WHOLE: self._whole,
        }
        for at, block in enumerate(blocks(items)):
            if block.section:
                heading = self._heading(block.section)
                heading.setContentsMargins(0, tokens.s4 if at else 0, 0, 0)
                column.addWidget(heading)
            column.addLayout(stand[block.look](block))

    def _heading(self, section: str) -> QWidget:
        return label(self._words(section).upper(), "overline", "text3")

    def _line(self, item: Item, *, roomy: bool = False) -> ItemLine:
        made = ItemLine(
            item, self.titles[item.key], self._editors[item.key], self._words, self._tokens, roomy=roomy
        )
        self.lines[item.key] = made
        self.beside |= self._editors[item.key].beside
        return made

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(self._tokens.s8)
        grid.setVerticalSpacing(0)
        return grid

    def _ticks(self, block: Block) -> QGridLayout:
        columns = 3 if len(block.items) > MANY else 2
        rows = -(-len(block.items) // columns)
        grid = self._grid()
        grid.setHorizontalSpacing(self._tokens.s16)
        self.beside |= in_columns([self._editors[item.key].stops[0] for item in block.items], rows)
        for index, item in enumerate(block.items):
            self._line(item).stand_bare(grid, index % rows, index // rows)
            grid.setRowMinimumHeight(index % rows * 3, 0)
        for column in range(columns):
            grid.setColumnStretch(column, 1)
            grid.setColumnMinimumWidth(column, 1)
        return grid

    def _one_below_another(self, block: Block) -> QGridLayout:
        grid = self._grid()
        units = any(isinstance(item, Number) and item.unit for item in block.items)
        for at, item in enumerate(block.items):
            if units:
                self._editors[item.key].keep_unit_column()
            self._line(item, roomy=True).stand(grid, at, 0, self._tokens.px(NAME))
        return grid

    def _two_columns(self, block: Block) -> QGridLayout:
        """Headings are lines of their own, and a section stays in one column."""
        lines: list[str | Item] = []
        for at, item in enumerate(block.items):
            if item.section and (not at or item.section != block.items[at - 1].section):
                lines.append(item.section)
            lines.append(item)
        half = _middle(lines)
        for item in block.items:
            self._editors[item.key].small()
        widest = max(self._editors[item.key].sizeHint().width() for item in block.items)
        name = self._tokens.px(HALF - LAST) - widest - 2 * self._tokens.s8
        grid = self._grid()
        for at, line in enumerate(lines):
            row, column = (at, 0) if at < half else (at - half, 4)
            if isinstance(line, str):
                heading = self._heading(line)
                heading.setContentsMargins(0, self._tokens.s8 if row else 0, 0, self._tokens.s2)
                grid.addWidget(heading, row * 3, column, 1, 3)
            else:
                self._line(line).stand(grid, row, column, name)
        grid.setColumnMinimumWidth(3, self._tokens.s8)
        return grid

    def _pairs(self, block: Block) -> QGridLayout:
        grid, w, width = self._grid(), self._words, self._tokens.px(104)
        for column, text in ((1, w("Before treatment")), (2, w("Now"))):
            head = label(text, "label", "text2")
            head.setMinimumWidth(width)
            grid.addWidget(head, 0, column)
        measures = list(dict.fromkeys(item.name for item in block.items))
        for at, measure in enumerate(measures, 1):
            for item in (each for each in block.items if each.name == measure):
                line = self._line(item)
                if item.at == BASELINE:
                    name = wrapped(w(item.title), "body", "text")
                    name.setFixedWidth(self._tokens.px(NAME))
                    grid.addWidget(name, at * 3, 0)
                    line.stand_bare(grid, at, 1)
                else:
                    line.stand_bare(grid, at, 2, aside=4)
                    grid.addWidget(label(self._unit(item), "body", "text3"), at * 3, 3)
                self._editors[item.key].bare()
        return grid

    def _unit(self, item: Item) -> str:
        unit = self._words(unit_title(item.unit)) if isinstance(item, Number) else ""
        span = allowed(item) if isinstance(item, Number) and item.ceiling <= LARGEST_HINT else None
        shown = self._words.say(span) if span else ""
        return self._words("{range} {unit}", range=shown, unit=unit).strip()

    def _groups(self, block: Block) -> QGridLayout:
        grid = self._grid()
        grid.setHorizontalSpacing(self._tokens.s24)
        for at, item in enumerate(block.items):
            self._line(item).stand_whole(grid, at // 2 * 2, at % 2)
        return grid

    def _whole(self, block: Block) -> QGridLayout:
        grid = self._grid()
        for at, item in enumerate(block.items):
            heading = self.titles[item.key] != self._words(block.section) or not block.section
            self._line(item).stand_whole(grid, at * 2, 0, heading=heading)
        return grid


def _middle(lines: Sequence[str | Item]) -> int:
    """Where the second column begins: at the heading nearest to the middle, else in the middle."""
    half = -(-len(lines) // 2)
    headings = [at for at, line in enumerate(lines) if isinstance(line, str) and at]
    return min(headings, key=lambda at: abs(at - half), default=half)
