"""What services work out of the practice record is what was planted there, patient by patient."""

import pytest

from tests.services.test_practice import TODAY, everyone
from tracker.domain.adverse_event import EventKind
from tracker.domain.bedside_sheets import CRS, ICANS
from tracker.domain.diseases import disease
from tracker.services.b_cells import after_each
from tracker.services.drug_free import Free, drug_free
from tracker.services.episodes import episodes
from tracker.services.event_reading import Relapse, relapse_class
from tracker.services.immune_reset import Reset, immune_reset
from tracker.services.practice import generate
from tracker.services.remission import remission_rule

SEEDS = [7, 2026]


def planted(seed):
    truth = {each.patient.study_id: each.planted for each in generate(seed, TODAY).patients}
    return [(each, truth[each.patient.study_id]) for each in everyone(seed)]


@pytest.mark.parametrize("seed", SEEDS)
def test_that_aplasia_begins_and_ends_where_it_was_planted(seed):
    compared = 0
    for each, truth in planted(seed):
        found = [cells for _, cells in after_each(each)]
        if not truth.gone:
            assert all(cells.start is None for cells in found), each.patient.study_id
            continue
        for cells, gone in zip(found, truth.gone, strict=True):
            if cells.start is None:
                assert gone.start >= (TODAY - each.infusions[-1].day0.exact).days - 1
                continue
            assert cells.start == gone.start, each.patient.study_id
            if gone.back is None:
                assert cells.back is None, each.patient.study_id
                continue
            before, seen = cells.returned
            assert before < gone.back <= seen, each.patient.study_id
            assert cells.least < gone.back - gone.start <= cells.most
            compared += 1
    assert compared >= 15


@pytest.mark.parametrize("seed", SEEDS)
def test_that_the_first_aplasia_lasts_to_the_day_as_planted(seed):
    for each, truth in planted(seed):
        if truth.gone and truth.gone[0].back is not None:
            first, gone = after_each(each)[0][1], truth.gone[0]
            assert (first.back, first.observed) == (gone.back, gone.back - gone.start)


@pytest.mark.parametrize("seed", SEEDS)
def test_that_the_highest_grades_are_those_planted_for_each_infusion(seed):
    for each, truth in planted(seed):
        numbers = {infusion.id: infusion.number for infusion in each.infusions if infusion.day0}
        found = {(code.code, number): 0 for code in (CRS, ICANS) for number in numbers.values()}
        for episode in episodes(each):
            at = (episode.sheet.code, numbers[episode.infusion])
            found[at] = max(found[at], episode.maximum)
        assert found == truth.maxima, each.patient.study_id


def alive(each):
    """The last day to ask about: today, or the day before the patient left."""
    left = each.patient.standing_since
    return left.exact.fromordinal(left.exact.toordinal() - 1) if left else TODAY


@pytest.mark.parametrize("seed", SEEDS)
def test_that_as_many_are_drug_free_as_planted_and_since_the_day_planted(seed):
    free = {}
    for each, truth in planted(seed):
        found = drug_free(each, alive(each)).drug_free
        assert found.state in {Free.YES, Free.NOT_YET}, each.patient.study_id
        free[each.patient.study_id] = each.day_number(found.since) if found.since else None
        assert free[each.patient.study_id] == truth.drug_free, each.patient.study_id
    assert sum(day is not None for day in free.values()) >= 20


@pytest.mark.parametrize("seed", SEEDS)
def test_that_who_relapsed_relapsed_after_the_return_of_b_cells(seed):
    relapsed = 0
    for each, truth in planted(seed):
        flares = [event for event in each.events if event.kind is EventKind.FLARE]
        days = [each.day_number(event.start.exact) for event in flares]
        assert days == ([] if truth.relapse is None else [truth.relapse]), each.patient.study_id
        for event in flares:
            after = truth.gone[0].back is not None and truth.relapse > truth.gone[0].back
            wanted = Relapse.AFTER_RECONSTITUTION if after else Relapse.DURING_APLASIA
            assert relapse_class(each, event) is wanted
            relapsed += 1
    assert relapsed == 1


@pytest.mark.parametrize("seed", SEEDS)
def test_that_nobody_is_reset_who_was_not_planted_so_and_a_rule_makes_it_plain(seed):
    answers = {}
    for each, truth in planted(seed):
        found = immune_reset(each, TODAY)
        if found is None:
            continue
        answers[each.patient.study_id] = found.answer
        if found.answer is Reset.YES:
            assert truth.resets, each.patient.study_id
        late = truth.resets and (TODAY - each.day0).days > truth.gone[0].back + 200
        if late and remission_rule(disease(each.disease)):
            assert found.answer is Reset.YES, (each.patient.study_id, found.criteria)
    assert list(answers.values()).count(Reset.YES) >= 4
    assert Reset.NOT_EVALUABLE in answers.values()
