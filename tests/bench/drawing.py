"""Writes down what is drawn on a reportlab canvas, so that it can be drawn again with nothing around it."""

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject
from reportlab.pdfgen.textobject import PDFTextObject

KINDS = (Canvas, PDFPathObject, PDFTextObject)
Step = tuple[object, str, tuple[Any, ...], dict[str, Any], object]


@contextmanager
def noted(steps: list[Step]) -> Iterator[None]:
    """Within the block each outermost call of a drawing method is added to `steps`."""
    depth = 0

    def noting(name: str, method: Callable[..., Any]) -> Callable[..., Any]:
        def call(self: object, *args: Any, **kwargs: Any) -> Any:
            nonlocal depth
            depth += 1
            try:
                result = method(self, *args, **kwargs)
            finally:
                depth -= 1
            if depth == 0:
                steps.append((self, name, args, kwargs, result))
            return result

        return call

    kept = [(kind, name, method) for kind in KINDS for name, method in vars(kind).items()]
    kept = [each for each in kept if callable(each[2]) and not each[1].startswith("_")]
    for kind, name, method in kept:
        setattr(kind, name, noting(name, method))
    try:
        yield
    finally:
        for kind, name, method in kept:
            setattr(kind, name, method)


ASKING = {
    "getAvailableFonts",
    "getPageNumber",
    "stringWidth",
    "save",
    "getpdfdata",
    "hasForm",
    "absolutePosition",
}


def drawn_again(steps: list[Step], size: tuple[float, float]) -> bytes:
    """A PDF with the same primitives on a bare canvas."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size)
    twins: dict[int, object] = {}

    def twin(value: object) -> object:
        if isinstance(value, Canvas):
            return canvas
        return twins[id(value)] if isinstance(value, PDFPathObject | PDFTextObject) else value

    for drawn, name, args, kwargs, result in steps:
        if name in ASKING:
            continue
        again = getattr(twin(drawn), name)(*map(twin, args), **{key: twin(kwargs[key]) for key in kwargs})
        if isinstance(result, PDFPathObject | PDFTextObject) and again is not None:
            twins.setdefault(id(result), again)
    canvas.save()
    return out.getvalue()
