"""A claim that was agreed or decided counts: compensating entries for the mass, lines for the euro."""

import contextlib
from datetime import datetime
from decimal import Decimal

from exchange.deals.models import Claim, Deal, Movement
from exchange.deals.service.owing import owe_claimed
from exchange.deals.service.settling import correct
from exchange.deals.service.steps import locked_lot
from exchange.impact import service as impact
from exchange.journal import service as journal
from exchange.listings import coverage, following, stock
from exchange.listings.models import Account, Cause


def apply(deal: Deal, load: Movement, claim: Claim, *, at: datetime) -> None:
    """Bring ledger, need and what is owed to the last word of a claim; nothing that was written is changed."""
    word = claim.last
    before_kg = load.stands_at_kg
    difference_kg = Decimal(0) if word.weight_kg is None else word.weight_kg - before_kg
    if difference_kg:
        _correct_mass(deal, load, difference_kg, at=at)
        _weight_corrected(deal, load, before_kg, at=at)
    to_giver = claim.business_id == deal.giver_id
    compensation_eur = word.amount_eur if to_giver else -word.amount_eur
    owe_claimed(deal, load, claim.id, difference_kg=difference_kg, compensation_eur=compensation_eur, at=at)


def _correct_mass(deal: Deal, load: Movement, difference_kg: Decimal, *, at: datetime) -> None:
    lot = locked_lot(deal.offer_id)
    correct(deal, lot, difference_kg, Account.DELIVERED, Cause.CLAIMED, at=at)
    stock.settle_state(lot.id)
    following.offer_changed(lot.id)
    if deal.need_id is not None:
        coverage.correct(deal.need_id, difference_kg)
        following.need_changed(deal.need_id)
    load.received_kg = load.stands_at_kg + difference_kg


def _weight_corrected(deal: Deal, load: Movement, before_kg: Decimal, *, at: datetime) -> None:
    """The weight that counts is another one from now on: whatever was reckoned from it follows here.

    The only place where a confirmed weight changes. The register of waste reads it from there by itself.
    """
    with contextlib.suppress(LookupError):  # a credit from before its basis was kept stays as it was reckoned
        impact.correct(load.id, mass_kg=load.stands_at_kg, at=at)
    journal.record(
        "deal", deal.id, "weight_corrected", at=at, load_number=load.load_number, before_kg=before_kg,
        received_kg=load.received_kg,
    )  # fmt: skip
