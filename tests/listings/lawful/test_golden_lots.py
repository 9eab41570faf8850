"""The golden cases: every lot of the file breaks exactly the rules that the file names, on its day."""

import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask_babel import force_locale
from sqlalchemy.orm import Session

from exchange.catalogue import queries as catalogue
from exchange.kernel.trade import Country, LegalStatus
from exchange.listings.forms import OfferForm
from exchange.listings.lawful.judging import Told, case_of
from exchange.listings.lawful.lots import lineage
from exchange.listings.lawful.reading import rule_book
from exchange.listings.lawful.wording import refusal
from exchange.listings.legal import ByProductTest, EndOfWasteAct, LegalClaim
from exchange.moderation.models import Ground

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "golden_lots.toml").read_text("utf-8"))["cases"]


def broken(case: dict[str, Any], on: date) -> list[str]:
    status, open_test = LegalStatus(case["status"]), case.get("open_test")
    claim = LegalClaim(
        status, tests={test: "Every week" for test in ByProductTest if test != open_test},
        waste_code=case.get("waste_code", ""), is_hazardous=case.get("hazardous", False),
        act=EndOfWasteAct(case["act"]) if case.get("act") else None, animal_category=case.get("animal_category"),
        feed_registration=case.get("feed_registration", ""), use_by=case.get("use_by"),
        donation_refused=case.get("donation_refused", ""),
    )  # fmt: skip
    told = Told(
        materials=lineage(case["material"]), words=case.get("words", ""), is_free=not case.get("price", False),
        has_safety_sheet=case.get("safety_sheet", False), country=Country(case.get("country", "FR")),
    )  # fmt: skip
    assert told.materials, f"the catalogue has no {case['material']}"
    return [rule.name for rule in rule_book().broken(case_of(claim, told, catalogue.current().waste_codes), on)]


def test_each_golden_lot_breaks_what_the_file_says(session: Session) -> None:
    wrong = [
        f"{case['on']} {case['status']} {case['material']}: {found}, not {case['broken']} ({case['why']})"
        for case in CASES
        if (found := broken(case, case["on"])) != case["broken"]
    ]

    assert wrong == []


def test_the_cases_are_many_and_meet_every_rule(session: Session) -> None:
    met = {name for case in CASES for name in case["broken"]}

    assert len(CASES) >= 60
    assert {rule.name for rule in rule_book().rules} - met == {"status_missing"}  # no form lets a lot through without


@pytest.mark.parametrize("rule", rule_book().rules, ids=lambda rule: rule.name)
def test_each_rule_has_a_text_a_field_a_ground_and_words_in_every_language(app: Flask, rule: Any) -> None:
    with app.test_request_context():
        said = {language: refusal(rule, code="16 06 07*") for language in ("en", "fr", "nl") if force_locale(language)}

    assert rule.act
    assert Ground(rule.ground)
    assert rule.field in dir(OfferForm)
    assert all(len(words) > 20 for words in said.values())


def test_no_rule_is_asked_before_its_first_day_or_after_its_last(session: Session) -> None:
    for case in CASES:
        first = {rule.name: rule.since for rule in rule_book().rules}
        for name in case["broken"]:
            assert name not in broken(case, first[name] - timedelta(days=1))
