"""How a PDF becomes pictures of its pages, and how those reach a printer."""

from importlib.util import find_spec

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QDialog, QWidget

SCREEN_DPI, PAPER_DPI = 110, 200


def page_images(pdf: bytes, dpi: float = SCREEN_DPI) -> tuple[QImage, ...]:
    """Every page as an image; safe on any thread."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        return tuple(_image(page, dpi) for page in document)
    finally:
        document.close()


def can_print() -> bool:
    """Whether this installation brings what printing needs."""
    return find_spec("PySide6.QtPrintSupport") is not None


def ask_printer(parent: QWidget | None, title: str) -> object | None:
    """The printer a person chose, None when cancelled. `title` shows in the print queue: no name."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setFullPage(True)
    asked = QPrintDialog(printer, parent)
    return printer if asked.exec() == QDialog.DialogCode.Accepted else None


def paint_pages(printer: object, pages: tuple[QImage, ...]) -> None:
    """Draw each page as large as the paper allows."""
    painter = QPainter(printer)  # type: ignore[call-overload]
    for number, page in enumerate(pages):
        if number:
            printer.newPage()  # type: ignore[attr-defined]
        room = painter.viewport()
        size = page.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        left = (room.width() - size.width()) // 2
        painter.drawImage(QRect(left, 0, size.width(), size.height()), page)
    painter.end()


def _image(page: object, dpi: float) -> QImage:
    bitmap = page.render(scale=dpi / 72, rev_byteorder=True)  # type: ignore[attr-defined]
    kinds = {3: QImage.Format.Format_RGB888, 4: QImage.Format.Format_RGBA8888}
    made = QImage(
        bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, kinds[bitmap.n_channels]
    ).copy()
    bitmap.close()
    page.close()  # type: ignore[attr-defined]
    return made
