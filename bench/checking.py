"""Whether a search page says the truth: its number, its counts and its first answers, found without any kept count.

The reference asks every listing the same conditions, counts each choice by a statement of its own, and sorts them all.
"""

import re
from urllib.parse import urlencode

import sqlalchemy as sa
from werkzeug.datastructures import MultiDict

from bench.cluster import Stage
from bench.searching import Question
from exchange.catalogue import queries as catalogue_queries
from exchange.kernel.orm import session
from exchange.listings.search.criteria import Criteria, PriceKind, read_criteria
from exchange.listings.search.filters import conditions, meant, table_of
from exchange.listings.search.ordering import order
from exchange.listings.search.queries import PAGE_SIZE

_HEADING = re.compile(r'id="results-heading">(More than )?([0-9,\u202f\xa0 ]+)')
_ANSWER = re.compile(r'card__title"><a href="/(?:offers|needs)/([0-9a-f-]{36})"')
_CHOICE = re.compile(r'id="(material|price)-([a-z_.]+)"[^>]*>[^<]*<span class="facet__count">([0-9]+)')


def check(stage: Stage, asked: Question, html: str) -> bool:
    """Whether the page told all numbers; raises AssertionError where what it told is wrong."""
    with stage.app.app_context():
        criteria = read_criteria(MultiDict(urlencode_pairs(asked)), "en", catalogue_queries.current().materials)
        session().execute(sa.text("SET LOCAL statement_timeout = 0"))
        answers = _count(criteria)
        heading, choices = _HEADING.search(html), _CHOICE.findall(html)
        is_more, told = (bool(heading[1]), int(re.sub(r"\D", "", heading[2]))) if heading else (False, 0)
        _same("answers", answers > told if is_more else told, True if is_more else answers, asked)
        _same("first page", _ANSWER.findall(html)[: min(PAGE_SIZE, answers)], _first(criteria, answers), asked)
        for name, value, count in choices:
            change = {"materials": (value,)} if name == "material" else {"prices": (PriceKind(value),)}
            _same(f"{name} {value}", int(count), _count(criteria.without(**change)), asked)
        session().rollback()
    return bool(choices) and not is_more


def urlencode_pairs(asked: Question) -> list[tuple[str, str]]:
    """A question as the pairs of its address."""
    return [(name, str(value)) for name, value in asked.items()]


def _same(what: str, told: object, right: object, asked: Question) -> None:
    if told != right:
        raise AssertionError(f"{urlencode(asked)}: {what}: told {told}, right {right}")


def _count(criteria: Criteria) -> int:
    catalogue = catalogue_queries.current()
    meanings = meant(catalogue, criteria.words, "en")
    where = conditions(criteria, catalogue, meanings).values()
    return session().scalar(sa.select(sa.func.count()).select_from(table_of(criteria.kind)).where(*where)) or 0


def _first(criteria: Criteria, answers: int) -> list[str]:
    catalogue = catalogue_queries.current()
    meanings = meant(catalogue, criteria.words, "en")
    table, sorted_by = table_of(criteria.kind), order(criteria, catalogue, meanings, answers)
    rows = sa.select(table.id).where(*conditions(criteria, catalogue, meanings).values()).order_by(*sorted_by.by())
    return [str(one) for one in session().scalars(rows.limit(PAGE_SIZE))]
