"""On its way: the load passes to a carrier or a store."""

from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _

from exchange.deals import policy, queries
from exchange.deals.models import MOST_CUSTODY_STEPS, CustodyStep
from exchange.deals.service.drafts import CustodyDraft, Party
from exchange.deals.service.load_steps import load_of
from exchange.deals.service.steps import locked, moved_on, tell
from exchange.journal import service as journal
from exchange.kernel.ids import new_id
from exchange.kernel.orm import session
from exchange.kernel.refusals import Conflict, Unprocessable


def pass_on(deal_id: UUID, load_number: int, draft: CustodyDraft, *, by: Party, at: datetime) -> CustodyStep:
    """Say who has the load from now on. Nothing moves in the ledger: it stays shipped until it arrives.

    Raises Conflict where the load is not on the road and for a ninth step, Unprocessable for a moment before the
    step before it, or yet to come.
    """
    deal = locked(deal_id, by)
    load = load_of(deal, load_number)
    if not policy.may_pass_on(by.business_id, deal, load):
        raise moved_on()
    before = queries.custody(load.id)
    if len(before) >= MOST_CUSTODY_STEPS:
        raise Conflict("too_many_steps", _("A load changes hands %(most)s times at most.", most=MOST_CUSTODY_STEPS))
    earliest = before[-1].taken_at if before else load.shipped_at
    if (earliest is not None and draft.taken_at < earliest) or draft.taken_at > at:
        raise Unprocessable("out_of_order", _("This is before the step before it, or yet to come: check the time."))
    step = CustodyStep(
        id=new_id(), movement_id=load.id, number=len(before) + 1, kind=draft.kind, holder=draft.holder,
        place=draft.place, plate=draft.plate, taken_at=draft.taken_at, business_id=by.business_id,
        person_id=by.person_id, at=at,
    )  # fmt: skip
    session().add(step)
    session().flush()
    journal.record(
        "deal", deal.id, "passed_on", at=at, by=by.person_id, business_id=by.business_id, load_number=load_number,
        holder=draft.holder, place=draft.place,
    )  # fmt: skip
    tell(deal, "deal_passed_on", by, at=at, key=f"custody:{step.id}", holder=draft.holder, place=draft.place)
    return step
