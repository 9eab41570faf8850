"""One message for a person and a period: at seven in the territory, whatever the clocks and the workers do."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from exchange.accounts.models import Person
from exchange.kernel import mail
from exchange.kernel.ids import new_id
from exchange.kernel.unit_of_work import unit_of_work
from exchange.notices import tasks
from exchange.notices.core.periods import last_day, last_week
from exchange.notices.models import Cadence, Notice, Topic
from tests.notices.conftest import Mails, Say

LILLE = ZoneInfo("Europe/Paris")
Jobs = Callable[[], None]
SetClock = Callable[[datetime], None]
Wishes = Callable[..., None]


def utc(*when: int) -> datetime:
    return datetime(*when, tzinfo=UTC)


def lille(*when: int) -> datetime:
    return datetime(*when, tzinfo=LILLE)


@pytest.mark.parametrize(
    ("at", "day"),
    [
        (utc(2026, 3, 28, 6, 0), date(2026, 3, 28)),  # winter: seven is six
        (utc(2026, 3, 29, 4, 59, 59), date(2026, 3, 28)),
        (utc(2026, 3, 29, 5, 0), date(2026, 3, 29)),  # the short day: seven is five
        (utc(2026, 10, 25, 5, 59, 59), date(2026, 10, 24)),
        (utc(2026, 10, 25, 6, 0), date(2026, 10, 25)),  # the long day: seven is six
        (utc(2026, 10, 24, 23, 30), date(2026, 10, 24)),
    ],
)
def test_a_day_ends_at_seven_in_lille_also_when_the_clocks_change(at: datetime, day: date) -> None:
    assert last_day(at, LILLE).day == day


def test_weeks_end_on_monday_morning_also_after_the_clocks_changed() -> None:
    assert last_week(utc(2026, 3, 30, 4, 59), LILLE).day == date(2026, 3, 23)
    assert last_week(utc(2026, 3, 30, 5, 0), LILLE).day == date(2026, 3, 30)
    assert last_week(utc(2026, 10, 26, 6, 0), LILLE).day == date(2026, 10, 26)


@given(at=st.datetimes(timezones=st.just(UTC)), later=st.timedeltas(timedelta(0), timedelta(9)))
def test_periods_have_ended_never_run_back_and_last_a_day_or_a_week(at: datetime, later: timedelta) -> None:
    first = at.replace(year=2020 + at.year % 15, day=min(at.day, 28))
    then = first + later
    for last, days in ((last_day, 1), (last_week, 7)):
        assert last(first, LILLE).ends_at <= first < last(first, LILLE).ends_at + timedelta(days=days, hours=1)
        assert last(first, LILLE).ends_at <= last(then, LILLE).ends_at


def run_digests(run_jobs: Jobs) -> None:
    tasks.mail_digests()
    run_jobs()


def test_a_day_is_one_message_grouped_and_ranked_with_a_link_for_each(
    say: Say, wishes: Wishes, mails: Mails, set_clock: SetClock, run_jobs: Jobs, anna: Person
) -> None:
    wishes(anna, Cadence.DAILY, Topic.MATCHES, Topic.SEARCHES)
    say(anna, Topic.MATCHES, "Poor fit", at=lille(2026, 11, 24, 9), points=300)
    say(anna, Topic.SEARCHES, "Blue drums", at=lille(2026, 11, 24, 10))
    say(anna, Topic.MATCHES, "Good fit", at=lille(2026, 11, 24, 11), points=900)
    set_clock(lille(2026, 11, 25, 6, 59))
    run_digests(run_jobs)
    assert mails(anna) == []

    set_clock(lille(2026, 11, 25, 7, 2))
    run_digests(run_jobs)

    (letter,) = mails(anna)
    assert letter.subject == "Your day: 2 matches, 1 answer to a search"
    order = [letter.body.index(words) for words in ("Matches", "Good fit", "/there/Good-fit", "Poor fit", "Blue drums")]
    assert order == sorted(order)
    assert letter.body.count("/there/") == 3


def test_what_comes_at_seven_or_after_belongs_to_the_next_message(
    say: Say, wishes: Wishes, mails: Mails, set_clock: SetClock, run_jobs: Jobs, anna: Person
) -> None:
    wishes(anna, Cadence.DAILY, Topic.MATCHES)
    say(anna, Topic.MATCHES, "Before", at=lille(2026, 11, 25, 6, 59))
    say(anna, Topic.MATCHES, "At seven", at=lille(2026, 11, 25, 7))
    for hour in (7, 8, 23):
        set_clock(lille(2026, 11, 25, hour, 5))
        run_digests(run_jobs)
    assert [letter.subject.split("”")[0] for letter in mails(anna)] == ["“Before"]

    set_clock(lille(2026, 11, 26, 7))
    run_digests(run_jobs)

    assert [letter.subject.split("”")[0] for letter in mails(anna)] == ["“Before", "“At seven"]


def test_what_was_stored_late_waits_for_the_next_message_of_which_there_is_one_a_period(
    say: Say, wishes: Wishes, mails: Mails, set_clock: SetClock, run_jobs: Jobs, anna: Person
) -> None:
    wishes(anna, Cadence.DAILY, Topic.MATCHES)
    say(anna, Topic.MATCHES, "In time", at=lille(2026, 11, 25, 6, 58))
    set_clock(lille(2026, 11, 25, 7, 0))
    run_digests(run_jobs)
    say(anna, Topic.MATCHES, "Committed late", at=lille(2026, 11, 25, 6, 59))
    run_digests(run_jobs)
    assert len(mails(anna)) == 1

    set_clock(lille(2026, 11, 26, 7, 0))
    run_digests(run_jobs)

    assert "Committed late" in mails(anna)[1].body


@pytest.mark.parametrize(
    ("told", "early", "due"),
    [
        (lille(2026, 3, 28, 12), utc(2026, 3, 29, 4, 55), utc(2026, 3, 29, 5, 0)),
        (lille(2026, 10, 24, 12), utc(2026, 10, 25, 5, 55), utc(2026, 10, 25, 6, 0)),
    ],
    ids=["the short day", "the long day"],
)
def test_the_message_leaves_once_on_days_when_the_clocks_change(
    say: Say, wishes: Wishes, mails: Mails, set_clock: SetClock, run_jobs: Jobs, anna: Person, told: datetime,
    early: datetime, due: datetime,
) -> None:  # fmt: skip
    wishes(anna, Cadence.DAILY, Topic.MATCHES)
    say(anna, Topic.MATCHES, "Fit", at=told)
    set_clock(early)
    run_digests(run_jobs)
    assert mails(anna) == []

    for minutes in range(0, 25 * 60, 30):
        set_clock(due + timedelta(minutes=minutes))
        run_digests(run_jobs)

    assert len(mails(anna)) == 1


def test_a_worker_that_was_away_for_days_makes_up_for_it_with_one_message(
    say: Say, wishes: Wishes, mails: Mails, set_clock: SetClock, run_jobs: Jobs, anna: Person
) -> None:
    wishes(anna, Cadence.WEEKLY, Topic.MATCHES)
    for day in range(2, 20):
        say(anna, Topic.MATCHES, f"Fit {day}", at=lille(2026, 11, day, 12))
    set_clock(lille(2026, 11, 19, 3, 0))
    run_digests(run_jobs)
    run_digests(run_jobs)

    (letter,) = mails(anna)
    assert letter.subject == "Your week: 14 matches", "from Monday the 16th on they wait for the 23rd"


def test_a_worker_killed_before_the_end_loses_nothing_and_repeats_nothing(
    say: Say, wishes: Wishes, mails: Mails, set_clock: SetClock, run_jobs: Jobs, anna: Person,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    wishes(anna, Cadence.DAILY, Topic.MATCHES)
    say(anna, Topic.MATCHES, "Fit", at=lille(2026, 11, 24, 9))
    set_clock(lille(2026, 11, 25, 7, 0))
    asked = {"person_id": str(anna.id), "cadence": "daily", "day": "2026-11-25"}
    with pytest.raises(KeyboardInterrupt), unit_of_work():
        tasks.mail_digest(**asked)
        assert len(mails(anna)) == 1
        raise KeyboardInterrupt
    assert mails(anna) == []

    tasks.mail_digest(**asked)
    tasks.mail_digest(**asked)

    assert len(mails(anna)) == 1


def test_at_once_is_one_message_for_what_one_job_told_not_one_each(
    say: Say, mails: Mails, run_jobs: Jobs, anna: Person
) -> None:
    with unit_of_work():
        say(anna, Topic.MATCHES, "Good", points=800)
        say(anna, Topic.MATCHES, "Better", points=900)
        say(anna, Topic.DEALS, "Grain")
    run_jobs()
    say(anna, Topic.DEALS, "Pallets")
    run_jobs()

    assert [letter.subject for letter in mails(anna)] == [
        "New for you: 2 matches, 1 step of a deal", "Bram wrote to you about “Pallets”.",
    ]  # fmt: skip


def test_a_very_long_list_is_cut_and_counted(
    say: Say, mails: Mails, run_jobs: Jobs, anna: Person, session: Session
) -> None:
    with unit_of_work():
        for number in range(45):
            say(anna, Topic.MATCHES, f"Fit {number}", points=number)
    run_jobs()

    (letter,) = mails(anna)
    assert letter.body.count("/there/") == 40
    assert "And 5 more: http" in letter.body
    assert session.scalar(sa.select(sa.func.count(Notice.mail_id))) == 45


def test_the_database_refuses_a_mail_that_nobody_wished(
    say: Say, wishes: Wishes, anna: Person, session: Session
) -> None:
    wishes(anna, Cadence.BELL, Topic.DEALS)
    say(anna, Topic.DEALS, "Grain")
    with unit_of_work():
        mail_id = mail.post(anna.email, "Psst", "Psst", dedupe_key=str(new_id()))

    with pytest.raises(IntegrityError, match="mailed_only_if_wished"):
        session.execute(sa.update(Notice).values(mail_id=mail_id))
