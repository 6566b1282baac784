"""Which backups go and which never do, on made-up dates and on any."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.backup_keeping import ALL_OF, DAILY, MONTHLY, WEEKLY, Kept, newest, spare

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def every(hours, count, now=NOW):
    return [Kept(f"b{n}", now - timedelta(hours=hours * n), reach=10_000 - n) for n in range(count)]


@st.composite
def histories(draw):
    """Backups as they come to be, with a clock that may be wrong at any time."""
    moments = draw(st.lists(st.integers(-4000 * 24, 4000 * 24), max_size=60, unique=True))
    return [
        Kept(f"b{n}", NOW + timedelta(hours=hours), draw(st.integers(0, 99)), draw(st.booleans()))
        for n, hours in enumerate(moments)
    ]


def kept(backups, now=NOW):
    gone = {each.name for each in spare(backups, now)}
    return [each for each in backups if each.name not in gone]


def test_that_everything_of_two_days_stays():
    half_hours = every(0.5, 96)
    assert spare(half_hours, NOW) == ()


def test_that_the_third_day_keeps_only_its_last_backup():
    left = kept(every(0.5, 48 * 4))
    old = [each for each in left if each.made <= NOW - ALL_OF]
    assert len({each.made.date() for each in old}) == len(old)
    assert [each.made.hour for each in old[1:]] == [23] * len(old[1:])


def test_that_three_years_of_daily_backups_become_days_weeks_and_months():
    left = kept(every(24, 3 * 365))
    assert len(left) == 2 + DAILY + WEEKLY + MONTHLY
    assert left[-1].made < NOW - timedelta(days=300)


def test_that_a_clock_ten_years_ahead_empties_nothing():
    now = NOW + timedelta(days=3650)
    backups = every(24, 20)
    left = kept(backups, now)
    assert len(left) >= DAILY
    assert left[0] == backups[0]


def test_that_backups_from_the_future_stay_and_take_no_turn():
    ahead = [Kept(f"f{n}", NOW + timedelta(days=400 + n), reach=n) for n in range(40)]
    behind = every(24, 12)
    assert set(kept([*ahead, *behind])) == {*ahead, *behind}


def test_that_the_one_that_reaches_furthest_stays_whatever_its_date_is():
    lost = Kept("1970", datetime(1970, 1, 1, tzinfo=UTC), reach=99_999)
    assert newest([*every(24, 1000), lost]) == lost
    assert lost in kept([*every(24, 1000), lost])


def test_that_where_no_backup_is_verified_none_goes():
    backups = [Kept(f"b{n}", NOW - timedelta(days=n), n, verified=False) for n in range(100)]
    assert spare(backups, NOW) == ()


@given(histories())
def test_that_what_may_never_go_never_goes(backups):
    gone = spare(backups, NOW)
    best = newest(backups)
    assert best not in gone
    assert all(each.verified and each.made <= NOW - ALL_OF for each in gone)
    old = [each for each in kept(backups) if each.verified and each.made <= NOW - ALL_OF]
    assert len(old) <= DAILY + WEEKLY + MONTHLY + 1
    if gone:
        assert len(old) >= 1


@given(histories())
def test_that_thinning_twice_takes_nothing_more(backups):
    assert spare(kept(backups), NOW) == ()


@given(histories(), st.randoms())
def test_that_the_order_of_the_folder_does_not_matter(backups, random):
    mixed = list(backups)
    random.shuffle(mixed)
    assert set(spare(mixed, NOW)) == set(spare(backups, NOW))
