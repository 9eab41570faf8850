"""On the scale: one side tells the weight, the other has the last word."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from exchange.deals.core.movement import LoadVerb
from exchange.deals.models import Deal
from exchange.deals.service.drafts import Party, WeightDraft
from exchange.deals.service.load_steps import load_of, moved, permitted_load
from exchange.deals.service.quantities import mass_of
from exchange.deals.service.steps import locked


def weigh(deal_id: UUID, load_number: int, draft: WeightDraft, *, by: Party, at: datetime) -> Deal:
    """Tell what arrived. The other side confirms it, tells another weight, or stays silent for a week.

    Of a load that was refused in part this is what was accepted.

    The ledger does not follow yet: a weight is one side's word until it is confirmed.
    """
    deal = locked(deal_id, by)
    load = load_of(deal, load_number)
    step = permitted_load(deal, load, LoadVerb.WEIGH, by)
    load.received_kg = mass_of(draft.weight, Decimal(1) if draft.is_in_kg else deal.offer.kg_per_unit)
    load.weight_kind = draft.kind
    load.moisture_percent, load.impurities_percent = draft.found.moisture, draft.found.impurities
    load.weighed_by, load.weighed_at = by.business_id, at
    facts = {"received_kg": load.received_kg, "weight_kind": draft.kind}
    moved(deal, load, step, by, at=at, **facts)
    return deal
