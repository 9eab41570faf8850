"""Beginning and ending to act for a company."""

from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from flask_babel import gettext as _

from exchange.accounts.acting.models import StandIn
from exchange.accounts.models import Business
from exchange.journal import service as journal
from exchange.kernel.ids import new_id
from exchange.kernel.orm import session
from exchange.kernel.refusals import Conflict, NotFound, ensure
from exchange.moderation import policy, queries
from exchange.notices import service as notices

LASTS = timedelta(minutes=60)


def begin(sign_in_id: UUID, business_id: UUID, reason: str, *, by: UUID, at: datetime) -> StandIn:
    """Act for a company in this stay, for an hour at most; its people are told at once.

    ``reason``: 1 to 500 characters. Raises NotFound; Forbidden for one's own company; Conflict for one that does not
    trade. What was begun before in this stay ends.
    """
    business = session().get(Business, business_id)
    if business is None:
        raise NotFound
    others = policy.may_decide(queries.business_ids_of(by), business_id)
    ensure(others, "own_company", _("You belong to this company: act for it as its member."))
    if not business.is_active:
        raise Conflict("not_trading", _("This company does not trade: nobody acts for it."))
    end(sign_in_id, by=by, at=at)
    one = StandIn(
        id=new_id(), sign_in_id=sign_in_id, person_id=by, business_id=business_id, reason=reason, began_at=at,
        ends_at=at + LASTS,
    )  # fmt: skip
    session().add(one)
    session().flush()
    journal.record(
        "business", business_id, "acted_for", at=at, by=by, business_id=business_id, on_behalf=True, reason=reason,
        until=one.ends_at, stand_in_id=one.id,
    )  # fmt: skip
    notices.tell_business(
        business_id, "acted_for", at=at, path="/company#acting", dedupe_key=f"acted_for:{one.id}",
        company=business.name, reason=reason,
    )  # fmt: skip
    return one


def end(sign_in_id: UUID, *, by: UUID, at: datetime) -> None:
    """Act for oneself again; nothing where nothing was begun."""
    open_ones = sa.update(StandIn).where(StandIn.sign_in_id == sign_in_id, StandIn.ended_at.is_(None))
    ended = open_ones.values(ended_at=sa.func.least(StandIn.ends_at, sa.literal(at))).returning(StandIn.business_id)
    for business_id in session().scalars(ended).all():
        journal.record(
            "business", business_id, "acted_for_ended", at=at, by=by, business_id=business_id, on_behalf=True
        )
