"""Days, hours and portions of regular loads, and the calendar that other programs read."""

import itertools
import re
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.deals.core.actors import Actor
from exchange.deals.recurring.core.horizon import Plan, days, portion, slot
from exchange.deals.recurring.core.icalendar import Event, escaped, folded, written
from exchange.deals.recurring.core.rhythm import OPEN_RHYTHMS, RHYTHM_STEPS, RhythmState

PARIS = ZoneInfo("Europe/Paris")
DAYS = st.dates(date(2026, 1, 1), date(2028, 12, 31))
PLANS = st.builds(
    Plan,
    every_weeks=st.sampled_from([1, 2, 4]),
    weekday=st.integers(0, 6),
    slot_starts=st.just(time(10)),
    slot_ends=st.just(time(11)),
    starts_on=DAYS,
    ends_on=st.none() | DAYS,
)


def plan(weekday: int = 6, at: time = time(10)) -> Plan:
    return Plan(1, weekday, at, time(at.hour + 1, at.minute), date(2026, 10, 1))


@pytest.mark.parametrize(
    ("day", "utc"),
    [
        (date(2026, 10, 24), 8), (date(2026, 10, 25), 9), (date(2026, 10, 26), 9),
        (date(2027, 3, 27), 9), (date(2027, 3, 28), 8), (date(2027, 3, 29), 8),
    ],
)  # fmt: skip
def test_ten_o_clock_stays_ten_o_clock_when_the_clocks_change(day: date, utc: int) -> None:
    found = slot(plan(day.weekday()), day, PARIS)

    assert found is not None
    assert found[0].astimezone(UTC).hour == utc
    assert [one.astimezone(PARIS).hour for one in found] == [10, 11]


@pytest.mark.parametrize("day", [date(2026, 10, 25), date(2027, 3, 28)])
def test_an_hour_that_comes_twice_or_never_is_left_to_the_two_sides(day: date) -> None:
    assert slot(plan(6, time(2, 30)), day, PARIS) is None


@given(PLANS, DAYS, st.integers(0, 120))
def test_days_are_of_the_weekday_apart_by_the_weeks_and_inside(rhythm: Plan, first: date, length: int) -> None:
    last = first + timedelta(days=length)

    found = list(days(rhythm, first, last))

    assert all(day.weekday() == rhythm.weekday for day in found)
    assert all(max(first, rhythm.starts_on) <= day <= min(last, rhythm.ends_on or last) for day in found)
    assert {later - day for day, later in itertools.pairwise(found)} <= {timedelta(weeks=rhythm.every_weeks)}


@given(PLANS, DAYS, st.integers(0, 60), st.integers(0, 60))
def test_a_horizon_that_rolls_finds_the_days_that_one_look_finds(
    rhythm: Plan, first: date, ahead: int, more: int
) -> None:
    middle, last = first + timedelta(days=ahead), first + timedelta(days=ahead + more)

    in_two = [*days(rhythm, first, middle), *days(rhythm, middle + timedelta(days=1), last)]

    assert in_two == list(days(rhythm, first, last))


KG = st.decimals(0, 5000, places=3)


@given(st.lists(KG, max_size=12), KG, KG)
def test_portions_never_add_up_to_more_than_is_free(wanted: list[Decimal], free: Decimal, least: Decimal) -> None:
    given_kg: list[Decimal] = []
    for one in wanted:
        given_kg.append(portion(one, free - sum(given_kg, Decimal(0)), least))

    assert sum(given_kg, Decimal(0)) <= free
    assert all(got == 0 or least <= got <= one for got, one in zip(given_kg, wanted, strict=True))


def test_every_open_rhythm_has_a_clock_and_no_final_one_leads_anywhere() -> None:
    clocked = {step.before for step in RHYTHM_STEPS if Actor.TIMER in step.actors}

    assert clocked == OPEN_RHYTHMS
    assert not [step for step in RHYTHM_STEPS if step.before not in OPEN_RHYTHMS]
    assert len(RHYTHM_STEPS) == len({(step.verb, step.before) for step in RHYTHM_STEPS})
    assert {step.after for step in RHYTHM_STEPS} | {RhythmState.PROPOSED} == set(RhythmState)


def event(summary: str = "Grain") -> Event:
    begins = datetime(2026, 10, 25, 10, tzinfo=PARIS)
    return Event("1@navette", begins, begins, begins + timedelta(hours=1), summary, "Yard", "https://x.example/", True)


def read(text: str) -> dict[str, str]:
    """What a strict reader makes of a calendar with one event. Fails for what the standard forbids."""
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    raw = text.split("\r\n")[:-1]
    assert all(0 < len(line.encode()) <= 75 for line in raw)
    lines = "\r\n".join(raw).replace("\r\n ", "").split("\r\n")
    assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 1
    found = {}
    for line in lines[1:-1]:
        name, value = line.split(":", 1)
        assert re.fullmatch(r"[A-Z-]+", name)
        assert all(sign.isprintable() for sign in value)
        assert name in {"BEGIN", "END"} or name not in found
        found[name] = value
    assert all(re.fullmatch(r"\d{8}T\d{6}Z", found[name]) for name in ("DTSTAMP", "DTSTART", "DTEND"))
    return found


def unescaped(value: str) -> str:
    assert not re.search(r"(?<!\\)(?:\\\\)*[;,]", value)
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], value)


def test_a_slot_is_written_in_utc() -> None:
    assert read(written("Slots", [event()]))["DTSTART"] == "20261025T090000Z"


@given(st.text(max_size=300))
def test_a_strict_reader_gets_any_words_back(words: str) -> None:
    found = read(written("Slots", [event(words)]))

    lines = words.replace("\r\n", "\n")
    assert unescaped(found["SUMMARY"]) == "".join(s if s == "\n" or s.isprintable() else " " for s in lines)


def test_nothing_of_a_title_becomes_a_line_of_its_own() -> None:
    assert "\r" not in escaped("a\rBEGIN:VALARM")
    assert read(written("Slots", [event("a\r\nEND:VEVENT")]))["SUMMARY"] == "a\\nEND:VEVENT"


def test_folding_never_cuts_a_character() -> None:
    assert folded("é" * 60).split("\r\n ")[0] == "é" * 37
