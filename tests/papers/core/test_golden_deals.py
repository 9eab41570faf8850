"""The golden cases: every deal of the file is refused for exactly the rules that the file names, on its day."""

import tomllib
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from exchange.kernel.trade import LegalStatus
from exchange.papers.core.answers import Answers, Case
from exchange.papers.core.rules import RULES, Step, unmet
from exchange.papers.forms import DossierForm
from exchange.papers.wording.refusals import refusal
from tests.papers.core.test_rules import ABROAD, HAZARDOUS, HOME

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "golden_deals.toml").read_text("utf-8"))["cases"]
BASES = {"home": HOME, "abroad": ABROAD, "slip": HAZARDOUS, "goods": replace(HOME, status=LegalStatus.PRODUCT)}
EMPTY = Answers()


def case_on(told: dict[str, Any]) -> Case:
    """The base with what the line changes, its own days moved to the case's."""
    day: date = told["on"]
    base = BASES[told["base"]]
    answers = base.answers
    if answers.pick_up_on is not None:
        answers = replace(answers, contract_on=day, pick_up_on=day + timedelta(days=3))
    answers = replace(answers, **told.get("answers", {}))
    answers = replace(answers, **{name: getattr(EMPTY, name) for name in told.get("unanswered", ())})
    early = day + timedelta(days=3)
    return replace(base, today=day, earliest_pick_up=early, answers=answers, **told.get("set", {}))


@pytest.mark.parametrize("told", CASES, ids=lambda told: f"{told['on']} {told['why']}")
def test_each_golden_deal_is_refused_for_what_the_file_says(told: dict[str, Any]) -> None:
    assert [rule.name for rule in unmet(case_on(told), Step.ACCEPT)] == told["broken"]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_each_rule_has_a_text_a_day_and_words(app: Flask, rule: Any) -> None:
    with app.test_request_context():
        assert len(refusal(rule.name, HOME)) > 20
        assert rule.field in {"", "carriers", *dir(DossierForm)}
    assert rule.act
    assert rule.since < date(2026, 11, 23)
