"""At the taker's gate: not all of it, or none of it, and why."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from exchange.deals.core.movement import LoadVerb
from exchange.deals.models import Deal
from exchange.deals.service.drafts import Party, RefusalDraft
from exchange.deals.service.load_steps import load_of, moved, permitted_load
from exchange.deals.service.quantities import mass_of
from exchange.deals.service.steps import locked


def refuse(deal_id: UUID, load_number: int, draft: RefusalDraft, *, by: Party, at: datetime) -> Deal:
    """Take a part of a load or nothing of it; the giver stands by it, tells another weight or stays silent.

    The ledger does not follow yet: like a weight, a refusal is one side's word until it is confirmed.
    """
    deal = locked(deal_id, by)
    load = load_of(deal, load_number)
    verb = LoadVerb.REFUSE_ALL if draft.accepted is None else LoadVerb.REFUSE_PART
    step = permitted_load(deal, load, verb, by)
    kg_per_unit = Decimal(1) if draft.is_in_kg else deal.offer.kg_per_unit
    load.refused_kg = mass_of(draft.refused, kg_per_unit)
    load.received_kg = None if draft.accepted is None else mass_of(draft.accepted, kg_per_unit)
    load.moisture_percent, load.impurities_percent = draft.found.moisture, draft.found.impurities
    load.refusal_ground, load.refusal_words = draft.ground, draft.words
    load.weight_kind, load.weighed_by, load.weighed_at = draft.kind, by.business_id, at
    facts = {"refused_kg": load.refused_kg, "ground": draft.ground, "reason": draft.words}
    moved(deal, load, step, by, at=at, **facts)
    return deal
