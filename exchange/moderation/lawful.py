"""What is out there and has become unlawful by a date: found each day, hidden with its reasons, its holder told."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from flask_babel import force_locale

from exchange.accounts.models import Site
from exchange.journal import service as journal
from exchange.kernel.clock import day_of
from exchange.kernel.ids import new_id
from exchange.kernel.orm import session
from exchange.kernel.trade import Country
from exchange.listings import service as listings
from exchange.listings.lawful.judging import Objection
from exchange.listings.lawful.lots import objections_to_lot, with_safety_sheet
from exchange.listings.lawful.reading import rule_book
from exchange.listings.models import ListingState, Offer
from exchange.listings.policy import SHOWN
from exchange.moderation import queries
from exchange.moderation.models import Ground, ListingKind, Measure, Outcome, Redress, Review, StatementOfReasons
from exchange.notices import service as notices

LOTS_AT_ONCE = 500


def hide_unlawful(after: UUID | None, *, at: datetime) -> UUID | None:
    """One page of what is out there, behind its locks; returns where the next begins, None at the end.

    Twice changes nothing: what is hidden is out there no more.
    """
    page = _page(after)
    for lot, objection in _barred(page, day_of(at)):
        _hide(lot, objection, at)
    return page[-1][0].id if len(page) == LOTS_AT_ONCE else None


def would_hide(on: date) -> Iterator[tuple[Offer, str]]:
    """What the check of that day would hide as things stand, each lot with the name of the rule; hides nothing."""
    after: UUID | None = None
    while page := _page(after):
        for lot, objection in _barred(page, on):
            yield lot, objection.rule.name
        after = page[-1][0].id


def _barred(page: Sequence[tuple[Offer, Country]], on: date) -> Iterator[tuple[Offer, Objection]]:
    sheets = with_safety_sheet([lot.id for lot, _ in page])
    for lot, country in page:
        found = objections_to_lot(lot, on=on, country=country, has_safety_sheet=lot.id in sheets)
        if found:
            yield lot, found[0]


def act_of(rule: str | None) -> str:
    """The text of a rule by its name; empty where no rule, or one that is no longer kept, was applied."""
    return next((one.act for one in rule_book().rules if one.name == rule), "")


def _page(after: UUID | None) -> Sequence[tuple[Offer, Country]]:
    """Locked in the order of their ids; what somebody changes right now is looked at tomorrow, or by that change."""
    rows = sa.select(Offer, Site.country).join(Site, Site.id == Offer.site_id)
    out_there = rows.where(Offer.state.in_([*SHOWN, ListingState.PAUSED]))
    if after is not None:
        out_there = out_there.where(Offer.id > after)
    locked = out_there.order_by(Offer.id).limit(LOTS_AT_ONCE).with_for_update(skip_locked=True, of=Offer)
    return [(lot, country) for lot, country in session().execute(locked)]


def _hide(lot: Offer, objection: Objection, at: datetime) -> None:
    statement = _statement(lot, objection, at)
    session().add(statement)
    session().flush()
    review = Review(
        id=new_id(), listing_kind=ListingKind.OFFER, listing_id=lot.id, listing_version=lot.version,
        waiting_since=at, outcome=Outcome.REFUSED, decided_by=None, decided_at=at, statement_id=statement.id,
    )  # fmt: skip
    session().add(review)
    journal.record(
        ListingKind.OFFER, lot.id, "hidden_by_rule", at=at, statement_id=statement.id, rule=statement.rule,
        version=lot.version, explanation=statement.explanation,
    )  # fmt: skip
    listings.reject_offer(lot.id, at=at)
    notices.tell_business(
        lot.business_id, "listing_unlawful", at=at, path=f"/statements/{statement.id}",
        dedupe_key=f"listing_unlawful:{review.id}", title=lot.title,
    )  # fmt: skip


def _statement(lot: Offer, objection: Objection, at: datetime) -> StatementOfReasons:
    """All that article 17(3) asks for, in the language of whoever looks after the lot."""
    with force_locale(queries.language_of(lot.posted_by)):
        words = objection.message
    facts = {
        "title": lot.title, "description": lot.description, "found_by": "daily_check",
        "legal_status": lot.legal_status, "waste_code": lot.waste_code, "rule": objection.rule.name,
    }  # fmt: skip
    was_public = lot.state is not ListingState.PAUSED
    return StatementOfReasons(
        id=new_id(), business_id=lot.business_id, ground=Ground(objection.rule.ground),
        measure=Measure.TAKEN_DOWN if was_public else Measure.NOT_PUBLISHED, facts=facts, explanation=words,
        rule=objection.rule.name, was_automated=True, redress=list(Redress), made_at=at,
    )  # fmt: skip
