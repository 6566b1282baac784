"""Since when there is no steroid, no other drug, nothing: said only where it is known."""

from dataclasses import replace
from datetime import date, timedelta

from tests.courses import DAY0, TODAY, okafor, on
from tests.domain.test_treatment import course as drug
from tracker.domain.followup import Inquiry
from tracker.domain.medication import DoseStep
from tracker.domain.partial_date import PartialDate
from tracker.services.drug_free import Free, drug_free, free_spans
from tracker.services.steroids import steroid_doses, steroid_sum


def taking(*medications):
    return replace(okafor(), medications=medications)


def taper(end=84):
    return drug(
        "prednisolone", steps=(DoseStep(on(-14), "20"), DoseStep(on(0), "10"), DoseStep(on(end), "0"))
    )


def test_that_the_first_day_without_is_the_day_after_the_last_dose():
    found = drug_free(taking(taper()), TODAY).drug_free
    assert (found.state, found.since, found.days) == (Free.YES, on(84), (TODAY - on(84)).days)


def test_that_steroids_and_other_drugs_are_two_facts():
    found = drug_free(
        taking(taper(), drug("mycophenolate", since=on(-90), end=PartialDate.of(on(120)))), TODAY
    )
    assert found.steroids.since == on(84)
    assert found.others.since == on(120)
    assert found.drug_free.since == on(120)


def test_that_antimalarials_break_only_the_strict_fact_unless_the_study_counts_them():
    whole = taking(taper(), drug("hydroxychloroquine", since=on(-900)))
    found = drug_free(whole, TODAY)
    assert (found.drug_free.state, found.fully.state) == (Free.YES, Free.NOT_YET)
    assert drug_free(whole, TODAY, antimalarials_count=True).drug_free.state is Free.NOT_YET


def test_that_nothing_entered_and_nobody_asked_is_not_known():
    assert drug_free(taking(), TODAY).drug_free.state is Free.UNKNOWN
    patient = okafor().patient
    asked = Inquiry(site=patient.site, patient=patient.id, topic="medications", asked=TODAY)
    assert drug_free(taking(), TODAY, asked=(asked,)).drug_free.state is Free.YES


def test_that_a_planned_stop_is_told_while_the_drug_is_still_taken():
    found = drug_free(taking(taper(end=200)), TODAY).steroids
    assert (found.state, found.planned) == (Free.NOT_YET, on(200))


def test_that_toxicity_steroids_beyond_day_28_open_the_question_and_do_not_answer_it():
    late = drug("dexamethasone", "10", purpose="toxicity", since=on(5), end=PartialDate.of(on(40)))
    whole = taking(late)
    assert drug_free(whole, on(20)).drug_free.state is Free.YES
    assert drug_free(whole, on(35)).drug_free.state is Free.OPEN
    assert drug_free(whole, on(35)).steroids.state is Free.NOT_YET
    assert drug_free(whole, on(60)).drug_free.since == on(40)


def test_that_an_end_known_to_the_month_takes_its_last_day_and_says_so():
    found = drug_free(taking(drug("azathioprine", since=on(-300), end=PartialDate(2026, 6))), TODAY).others
    assert (found.since, found.sure) == (date(2026, 6, 30), False)


def test_that_free_stretches_leave_out_every_day_with_a_drug():
    again = drug("prednisone", "10", since=on(140), end=PartialDate.of(on(150)))
    spans = free_spans(taking(taper(), again), TODAY)
    assert spans == ((on(84), on(140)), (on(150), TODAY))
    taken = {DAY0 + timedelta(days=n) for n in (*range(84), *range(140, 150))}
    assert all(not (start <= each < end) for start, end in spans for each in taken)


def test_that_the_steroid_sum_adds_every_day_once():
    doses = steroid_doses(taking(taper()).medications)
    assert steroid_sum(doses, on(0), TODAY) == 84 * 10
    assert steroid_sum(doses, on(-2), on(1)) == 2 * 20 + 2 * 10
    unknown = steroid_doses((drug("prednisone", "5", "drops"),))
    assert steroid_sum(unknown, on(0), TODAY) is None
