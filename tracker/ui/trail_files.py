"""How the audit log becomes a file: the ending of its name says whether a table or pages."""

from collections.abc import Callable
from pathlib import Path

from tracker.domain.progress import Progress
from tracker.services.settings import setting
from tracker.services.trail import TrailFilter
from tracker.services.trail_export import TrailExported, export_trail, print_trail
from tracker.ui.workplace import Workplace


def trail_file(place: Workplace, asked: TrailFilter, path: Path) -> Callable[[Progress], TrailExported]:
    """Work for `Jobs.long` that writes the entries asked for into a new file."""
    session, words = place.session, place.words

    def as_table(progress: Progress) -> TrailExported:
        return export_trail(session, path, asked, words, write=place.write_rows, progress=progress)

    def as_pages(progress: Progress) -> TrailExported:
        paper, to_pdf = setting(session.records, "paper"), place.print_letter
        return print_trail(session, path, asked, words, print_letter=to_pdf, paper=paper, progress=progress)

    return as_pages if path.suffix.lower() == ".pdf" else as_table
