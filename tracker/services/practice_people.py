"""Who the practice patients are, in the order they were enrolled."""

from tracker.services.practice_lupus import WITH_LUPUS
from tracker.services.practice_others import WITH_OTHERS
from tracker.services.practice_person import Person

PEOPLE: tuple[Person, ...] = (*WITH_LUPUS, *WITH_OTHERS)
