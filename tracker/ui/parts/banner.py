"""The banner of a patient with what is due next: what every screen about one patient shows on top."""

from tracker.services.course import Course
from tracker.services.next_due import upcoming
from tracker.ui.parts.patient_banner import PatientBanner
from tracker.ui.workplace import Workplace


def banner_of(workplace: Workplace, course: Course) -> PatientBanner:
    """Made anew after each reading of the record."""
    today = workplace.today()
    due = upcoming(workplace.session.records, course, today)
    return PatientBanner(course, workplace.words, workplace.tokens, today, due)
