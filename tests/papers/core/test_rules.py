"""Golden cases of RULES §2.2, 3 and 4: which loads are refused at which step, and what makes each lawful."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask
from flask_babel import force_locale

from exchange.kernel.trade import Country, LegalStatus
from exchange.papers import tables
from exchange.papers.core.answers import (
    Answers,
    BaselList,
    Carrier,
    Case,
    Consistency,
    Mode,
    Packaging,
    Region,
    StatusAbroad,
)
from exchange.papers.core.rules import RULES, Step, asked, unmet
from exchange.papers.core.working_days import after_working_days, is_working_day
from exchange.papers.wording.refusals import refusal

MONDAY, THURSDAY = date(2026, 11, 23), date(2026, 11, 26)
LASTING = Carrier("Transports", Mode.ROAD, False, date(2027, 1, 1))
HOME = Case(
    status=LegalStatus.WASTE, is_hazardous=False, is_pop=False, quantity_kg=Decimal(400), origin=Country.FR,
    destination=Country.FR, giver_hauls=False, today=MONDAY, answers=Answers(), earliest_pick_up=THURSDAY,
)  # fmt: skip
GREEN = Answers(operation_code="R3", basel_entry="B3020", contract_on=MONDAY, pick_up_on=THURSDAY)
ABROAD = replace(
    HOME, destination=Country.BE, region=Region.FLANDERS, basel_list=BaselList.GREEN, answers=GREEN
)  # fmt: skip
SLIP = Answers(
    operation_code="R4", acceptance_certificate="CAP-17", slip_number="BSD-20261123-ABC", un_number="UN 3175",
    consistency=Consistency.SOLID, packaging=Packaging.DRUM, packages=4,
)  # fmt: skip
HAZARDOUS = replace(HOME, is_hazardous=True, quantity_kg=Decimal(90), answers=SLIP)
BY_PRODUCT = replace(HOME, status=LegalStatus.BY_PRODUCT, destination=Country.BE, region=Region.WALLONIA)


def broken(case: Case, step: Step = Step.ACCEPT) -> list[str]:
    return [rule.name for rule in unmet(case, step)]


def answered(case: Case, **answers: Any) -> Case:
    return replace(case, answers=replace(case.answers, **answers))


PRODUCT_ABROAD = replace(HOME, status=LegalStatus.PRODUCT, destination=Country.BE)
HEAVY = replace(HOME, quantity_kg=Decimal(900))


@pytest.mark.parametrize("case", [HOME, ABROAD, HAZARDOUS, PRODUCT_ABROAD])
def test_what_is_complete_can_be_agreed(case: Case) -> None:
    assert broken(case) == []


@pytest.mark.parametrize(
    ("case", "refused"),
    [
        (replace(ABROAD, basel_list=BaselList.UNLISTED), "notification_unlisted"),
        (replace(ABROAD, basel_list=BaselList.AMBER), "notification_unlisted"),
        (replace(ABROAD, is_pop=True, answers=replace(SLIP, basel_entry="B3020")), "notification_pop"),
        (replace(HAZARDOUS, destination=Country.BE), "notification_hazardous"),
        (answered(ABROAD, operation_code="D10"), "disposal_abroad"),
        (answered(ABROAD, operation_code=""), "operation_missing"),
        (replace(ABROAD, operation_is_lawful=False), "operation_unlawful"),
        (answered(ABROAD, contract_on=None), "contract_missing"),
        (answered(ABROAD, contract_on=THURSDAY), "contract_missing"),
        (answered(ABROAD, pick_up_on=None), "pick_up_missing"),
        (answered(ABROAD, pick_up_on=date(2026, 11, 25)), "pick_up_too_soon"),
        (answered(HAZARDOUS, slip_number=""), "slip_missing"),
        (answered(HAZARDOUS, acceptance_certificate=""), "acceptance_missing"),
        (answered(HAZARDOUS, un_number=""), "un_number_missing"),
        (answered(HAZARDOUS, consistency=None), "consistency_missing"),
        (answered(HAZARDOUS, packages=None), "packages_missing"),
        (replace(HAZARDOUS, takes_hazardous=False), "plant_may_not_take_it"),
        (replace(HAZARDOUS, quantity_kg=Decimal(40_000)), "too_heavy_for_the_road"),
        (BY_PRODUCT, "status_abroad_open"),
        (answered(BY_PRODUCT, status_abroad=StatusAbroad.RECOGNISED), "status_reference_missing"),
        (answered(BY_PRODUCT, status_abroad=StatusAbroad.WASTE), "operation_missing"),
        (replace(HOME, code_is_valid=False), "code_not_valid"),
    ],
)  # fmt: skip
def test_what_is_open_is_refused_at_the_agreement(case: Case, refused: str) -> None:
    assert refused in broken(case)


@pytest.mark.parametrize(
    "lawful",
    [
        answered(replace(HAZARDOUS, destination=Country.BE), notification_number="FR2026012345"),
        answered(replace(ABROAD, basel_list=BaselList.UNLISTED), notification_number="FR2026012345"),
        replace(ABROAD, quantity_kg=Decimal(20), answers=Answers(operation_code="R3", basel_entry="B3020")),
        answered(BY_PRODUCT, status_abroad=StatusAbroad.RECOGNISED, status_reference="OVAM 2026-17"),
        replace(HAZARDOUS, quantity_kg=Decimal("39999.999")),
    ],
)  # fmt: skip
def test_what_makes_it_lawful_is_enough(lawful: Case) -> None:
    assert broken(lawful) == []


@pytest.mark.parametrize(
    ("case", "refused"),
    [
        (replace(HOME, quantity_kg=Decimal(500)), None),
        (replace(HOME, quantity_kg=Decimal("500.001")), "carrier_missing"),
        (replace(HEAVY, giver_hauls=True), None),
        (replace(HAZARDOUS, quantity_kg=Decimal(101)), "carrier_missing"),
        (answered(HEAVY, carriers=(LASTING,)), None),
        (
            answered(HEAVY, carriers=(replace(LASTING, receipt_until=date(2026, 11, 22)),)),
            "receipt_over",
        ),
        (
            answered(HEAVY, carriers=(replace(LASTING, is_exempt=True, receipt_until=None),)),
            None,
        ),
        (replace(ABROAD, today=THURSDAY), "carrier_of_shipment_missing"),
        (answered(replace(ABROAD, today=THURSDAY), carriers=(LASTING,)), None),
        (answered(ABROAD, carriers=(LASTING,)), "pick_up_early"),
    ],
)  # fmt: skip
def test_who_drives_is_asked_when_the_load_leaves(case: Case, refused: str | None) -> None:
    assert broken(case, Step.HAND_OVER) == ([refused] if refused else [])


def test_a_slot_inside_two_working_days_is_refused() -> None:
    assert broken(replace(ABROAD, slot_on=date(2026, 11, 25)), Step.SLOT) == ["pick_up_too_soon"]
    assert broken(replace(ABROAD, slot_on=THURSDAY), Step.SLOT) == []


def test_a_tracked_load_is_not_closed_without_its_slip() -> None:
    assert broken(answered(HAZARDOUS, slip_number=""), Step.CONFIRM) == ["slip_missing"]


@pytest.mark.parametrize(
    ("start", "country", "earliest"),
    [
        (date(2026, 11, 20), Country.FR, date(2026, 11, 25)),
        (date(2026, 12, 23), Country.FR, date(2026, 12, 29)),
        (date(2026, 7, 13), Country.FR, date(2026, 7, 17)),
        (date(2026, 7, 13), Country.BE, date(2026, 7, 16)),
        (date(2026, 4, 2), Country.BE, date(2026, 4, 8)),
    ],
)
def test_working_days_leave_out_weekends_and_the_holidays_of_the_country(
    start: date, country: Country, earliest: date
) -> None:
    assert after_working_days(start, 2, country) == earliest


def test_ascension_is_no_working_day() -> None:
    assert not is_working_day(date(2027, 5, 6), Country.BE)


def test_only_what_is_asked_is_asked() -> None:
    assert asked(replace(HOME, status=LegalStatus.PRODUCT, destination=Country.BE)) == set()
    assert asked(BY_PRODUCT) == {"status_abroad", "status_reference"}
    assert "slip_number" not in asked(ABROAD)
    assert {"slip_number", "packages"} <= asked(HAZARDOUS)


def test_each_rule_says_what_would_make_it_lawful(app: Flask) -> None:
    with app.app_context(), force_locale("en"):
        said = {rule.name: refusal(rule.name, ABROAD) for rule in RULES}

    assert all(len(words) > 30 for words in said.values())
    assert "26 Nov 2026" in said["pick_up_too_soon"]
    assert "Flanders" in said["status_abroad_open"]


def test_operations_that_the_law_does_not_know_are_not_among_those_to_choose_from() -> None:
    assert "R3" in tables.operations()
    assert not {"D6", "D7", "D11"} & set(tables.operations())


@pytest.mark.parametrize(
    ("entry", "found"),
    [("B3020", "green"), ("GC020", "green"), ("BEU04", "green"), ("EU3011", "green"), ("A1180", "amber"),
     ("AC170", "amber"), ("Y48", "amber"), ("Z9999", "unlisted"), ("", "unlisted"), ("B302", "unlisted")],
)  # fmt: skip
def test_an_entry_is_on_its_list(entry: str, found: str) -> None:
    assert tables.basel_list(entry) == found
