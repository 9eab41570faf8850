"""When the truck comes: one side proposes, the other agrees."""

from datetime import datetime, timedelta
from uuid import UUID

from flask_babel import gettext as _

from exchange.deals.core.movement import LoadVerb
from exchange.deals.core.slots import is_open
from exchange.deals.models import Deal
from exchange.deals.service.drafts import Party, SlotDraft
from exchange.deals.service.load_steps import load_of, moved, permitted_load
from exchange.deals.service.steps import locked
from exchange.kernel import clock
from exchange.kernel.refusals import Conflict, Unprocessable

FARTHEST_AHEAD = timedelta(days=366)


def propose_slot(deal_id: UUID, load_number: int, draft: SlotDraft, *, by: Party, at: datetime) -> Deal:
    """Name a time for the load inside both sites' opening hours. An agreed slot falls until the other side agrees."""
    deal = locked(deal_id, by)
    load = load_of(deal, load_number)
    step = permitted_load(deal, load, LoadVerb.PROPOSE_SLOT, by)
    ensure_possible(deal, draft, at=at)
    load.slot_start, load.slot_end, load.slot_proposed_by = draft.start, draft.end, by.business_id
    moved(deal, load, step, by, at=at, start=draft.start.isoformat())
    return deal


def ensure_possible(deal: Deal, draft: SlotDraft | None, *, at: datetime) -> None:
    """Raises Unprocessable for a slot in the past, backwards, too far off, or when a site is closed. None is open."""
    if draft is None:
        return
    if not at < draft.start < draft.end or draft.start > at + FARTHEST_AHEAD:
        raise Unprocessable("slot_not_ahead", _("A slot lies ahead, within a year, and ends after it begins."))
    for site in (deal.offer.site, deal.taker_site):
        if not is_open(site.opening_hours, draft.start, draft.end, clock.zone()):
            message = _("%(site)s is closed then. Choose a time inside its opening hours.", site=site.name)
            raise Unprocessable("outside_hours", message)


def agree_slot(deal_id: UUID, load_number: int, *, start: datetime, by: Party, at: datetime) -> Deal:
    """Say yes to the slot that the other side named. ``start`` says which: a changed one is not agreed blindly."""
    deal = locked(deal_id, by)
    load = load_of(deal, load_number)
    step = permitted_load(deal, load, LoadVerb.AGREE_SLOT, by)
    if load.slot_start is None or load.slot_start != start:
        raise Conflict("superseded", _("Another slot is on the table by now. Look at it first."))
    if load.slot_start <= at:
        raise Conflict("slot_has_passed", _("This slot has passed. Propose another one."))
    moved(deal, load, step, by, at=at, start=load.slot_start.isoformat())
    return deal
