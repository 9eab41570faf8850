"""Stored lots, put before the rules."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from exchange.accounts.models import Site
from exchange.catalogue import queries as catalogue
from exchange.kernel.orm import session
from exchange.kernel.trade import Country
from exchange.listings.lawful.core.case import LotCase
from exchange.listings.lawful.judging import Objection, Told, case_of, objections
from exchange.listings.legal import claim_of
from exchange.listings.models import Offer, Paper, PaperKind


def objections_to_lot(offer: Offer, *, on: date, country: Country, has_safety_sheet: bool) -> list[Objection]:
    """What keeps a stored lot from being offered on a day; nothing for what a register observed."""
    if offer.legal_status is None:
        return []
    told = told_of(offer, country=country, has_safety_sheet=has_safety_sheet)
    return objections(claim_of(offer), codes=catalogue.current().waste_codes, on=on, told=told)


def objections_now(offer: Offer, *, on: date) -> list[Objection]:
    """The same, with what is not on its row looked up."""
    site = session().get_one(Site, offer.site_id)
    has_sheet = bool(with_safety_sheet([offer.id]))
    return objections_to_lot(offer, on=on, country=site.country, has_safety_sheet=has_sheet)


def told_of(offer: Offer, *, country: Country, has_safety_sheet: bool) -> Told:
    """What is known of a stored lot beside its holder's declaration."""
    return Told(
        materials=lineage(offer.material_code), words="\n".join((offer.title, offer.description, offer.composition)),
        is_free=offer.price_eur_per_t == 0, has_safety_sheet=has_safety_sheet, country=country,
    )  # fmt: skip


def lot_case(offer: Offer, *, country: Country) -> LotCase:
    """A stored lot as the rules look at it, for rooms that ask about the taker, too. Its papers are left aside."""
    told = told_of(offer, country=country, has_safety_sheet=False)
    return case_of(claim_of(offer), told, catalogue.current().waste_codes)


def lineage(code: str) -> frozenset[str]:
    """A node and all above it."""
    return frozenset(entry.code for entry in catalogue.current().path(code))


def with_safety_sheet(offer_ids: Collection[UUID]) -> frozenset[UUID]:
    """Those of some lots that have a safety data sheet beside them."""
    sheets = sa.select(Paper.offer_id).where(Paper.offer_id.in_(offer_ids), Paper.kind == PaperKind.SAFETY_SHEET)
    return frozenset(session().scalars(sheets))
