"""Takes everything out of a layout at once, so that nothing of it is seen while new parts come in."""

from PySide6.QtWidgets import QLayout


def empty(layout: QLayout) -> None:
    """Hide and delete what stands in `layout`, also inside the layouts in it."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        if inner is not None:
            empty(inner)
            inner.deleteLater()
