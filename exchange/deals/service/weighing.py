"""On the scale: one side tells the weight, the other has the last word."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from exchange.deals.core.transitions import Verb
from exchange.deals.models import Deal
from exchange.deals.service.drafts import Party, WeightDraft
from exchange.deals.service.quantities import mass_of
from exchange.deals.service.slots import load_of
from exchange.deals.service.steps import done, locked, permitted


def weigh(deal_id: UUID, draft: WeightDraft, *, by: Party, at: datetime) -> Deal:
    """Tell what arrived. The other side confirms it, tells another weight, or stays silent for a week.

    The ledger does not follow yet: a weight is one side's word until it is confirmed.
    """
    deal = locked(deal_id, by)
    step = permitted(deal, Verb.WEIGH, by)
    load = load_of(deal)
    load.received_kg = mass_of(draft.weight, Decimal(1) if draft.is_in_kg else deal.offer.kg_per_unit)
    load.weight_kind = draft.kind
    load.weighed_by, load.weighed_at = by.business_id, at
    facts = {"received_kg": load.received_kg, "weight_kind": draft.kind}
    done(deal, step, by, at=at, turn_of=deal.other_side(by.business_id), **facts)
    return deal
