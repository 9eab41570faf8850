"""Drafts, put before the rules about lots."""

from datetime import date
from uuid import UUID

from exchange.accounts.models import Site
from exchange.catalogue import queries as catalogue
from exchange.kernel.orm import session
from exchange.kernel.trade import Country
from exchange.listings.lawful.judging import Objection, Told, objections
from exchange.listings.lawful.lots import lineage, with_safety_sheet
from exchange.listings.service.drafts import OfferDraft


def objections_to_draft(draft: OfferDraft, *, on: date, offer_id: UUID | None = None) -> list[Objection]:
    """What keeps a draft from being posted on a day; the papers of the lot that it changes count."""
    site = session().get(Site, draft.site_id)
    has_sheet = draft.safety_sheet is not None or (offer_id is not None and bool(with_safety_sheet([offer_id])))
    told = Told(
        materials=lineage(draft.material_code), words="\n".join((draft.title, draft.description, draft.composition)),
        is_free=draft.price_eur_per_t == 0, has_safety_sheet=has_sheet, country=site.country if site else Country.FR,
    )  # fmt: skip
    return objections(draft.legal, codes=catalogue.current().waste_codes, on=on, told=told)
