"""What must hold between lots, their ledger and the deals, whoever did what at the same moment."""

import sqlalchemy as sa

from exchange.deals.core.contract import BOUND_STATES
from exchange.deals.core.movement import MOVING_LOADS, OPEN_LOADS, WAITING_LOADS
from exchange.deals.models import Deal, DealHold, DealSample, DealState, DealTerms, Movement, MovementState
from exchange.journal.models import JournalEntry
from exchange.kernel.invariants import invariant
from exchange.kernel.orm import session
from exchange.listings.models import Account, Offer, StockMovement

_COUNTED = [account for account in Account if account is not Account.OUTSIDE]


@invariant("each counter of a lot equals its ledger")
def counters_off_the_ledger() -> list[str]:
    """Lots of which a counter is not what entered the account less what left it."""
    lines = sa.select(
        StockMovement.offer_id,
        *(_balance(account).label(str(account)) for account in _COUNTED),
    )
    ledger = lines.group_by(StockMovement.offer_id).subquery()
    off = sa.or_(*(getattr(Offer, f"{a}_kg") != sa.func.coalesce(ledger.c[str(a)], 0) for a in _COUNTED))
    rows = sa.select(Offer.id).outerjoin(ledger, ledger.c.offer_id == Offer.id).where(off)
    return [f"lot {offer_id}: counters and ledger differ" for offer_id in session().scalars(rows)]


def _balance(account: Account) -> sa.ColumnElement[object]:
    moved = StockMovement.quantity_kg
    entered = sa.case((StockMovement.target == account, moved), else_=0)
    return sa.func.sum(entered - sa.case((StockMovement.source == account, moved), else_=0))


@invariant("what is committed or on the road is what open deals agreed")
def bound_stock_off_the_deals() -> list[str]:
    """Lots whose committed or shipped kilograms are not the sum of the loads that stand there."""
    waiting, moving = Movement.state.in_(WAITING_LOADS), Movement.state.in_(MOVING_LOADS)
    loads = (
        sa.select(
            Deal.offer_id,
            sa.func.sum(sa.case((waiting, Movement.planned_kg), else_=0)).label("committed"),
            sa.func.sum(sa.case((moving, Movement.shipped_kg), else_=0)).label("shipped"),
        )
        .join(Movement, Movement.deal_id == Deal.id)
        .where(Deal.state.in_(BOUND_STATES))
        .group_by(Deal.offer_id)
        .subquery()
    )
    committed, shipped = (sa.func.coalesce(loads.c[name], 0) for name in ("committed", "shipped"))
    off = sa.or_(Offer.committed_kg != committed, Offer.shipped_kg != shipped)
    rows = sa.select(Offer.id).outerjoin(loads, loads.c.offer_id == Offer.id).where(off)
    return [f"lot {offer_id}: bound stock and open deals differ" for offer_id in session().scalars(rows)]


@invariant("what is held is what granted holds keep")
def held_stock_off_the_holds() -> list[str]:
    """Lots whose held kilograms are not the sum of the open holds, and deals that are not held as their hold is."""
    keeps = sa.and_(DealHold.ended_at.is_(None), DealHold.granted_at.is_not(None))
    holds = (
        sa.select(Deal.offer_id, sa.func.sum(DealHold.quantity_kg).label("kg"))
        .join(DealHold, DealHold.deal_id == Deal.id)
        .where(keeps)
        .group_by(Deal.offer_id)
        .subquery()
    )
    lots = sa.select(Offer.id).outerjoin(holds, holds.c.offer_id == Offer.id)
    off = lots.where(Offer.held_kg != sa.func.coalesce(holds.c.kg, 0))
    is_kept = sa.exists().where(DealHold.deal_id == Deal.id, keeps)
    deals = sa.select(Deal.id).where((Deal.state == DealState.HELD) != is_kept)
    return [f"lot {one}: held stock and holds differ" for one in session().scalars(off)] + [
        f"deal {one}: state and hold differ" for one in session().scalars(deals)
    ]


@invariant("what went as a sample is what samples took")
def samples_off_the_stock() -> list[str]:
    """Lots whose sample kilograms are not the sum of what was handed out, and deals that are not as their sample is."""
    given = (
        sa.select(Deal.offer_id, sa.func.sum(DealSample.quantity_kg).label("kg"))
        .join(DealSample, DealSample.deal_id == Deal.id)
        .where(DealSample.given_at.is_not(None))
        .group_by(Deal.offer_id)
        .subquery()
    )
    lots = sa.select(Offer.id).outerjoin(given, given.c.offer_id == Offer.id)
    off = lots.where(Offer.sample_kg != sa.func.coalesce(given.c.kg, 0))
    is_open = sa.exists().where(DealSample.deal_id == Deal.id, DealSample.ended_at.is_(None))
    deals = sa.select(Deal.id).where((Deal.state == DealState.SAMPLE) != is_open)
    return [f"lot {one}: sample stock and samples differ" for one in session().scalars(off)] + [
        f"deal {one}: state and sample differ" for one in session().scalars(deals)
    ]


@invariant("what was delivered is what was confirmed")
def delivered_off_the_loads() -> list[str]:
    """Lots whose delivered kilograms are not the sum of the confirmed weights."""
    loads = (
        sa.select(Deal.offer_id, sa.func.sum(Movement.received_kg).label("kg"))
        .join(Movement, Movement.deal_id == Deal.id)
        .where(Movement.state == MovementState.CONFIRMED)
        .group_by(Deal.offer_id)
        .subquery()
    )
    rows = sa.select(Offer.id).outerjoin(loads, loads.c.offer_id == Offer.id)
    off = rows.where(Offer.delivered_kg != sa.func.coalesce(loads.c.kg, 0))
    return [f"lot {offer_id}: delivered and confirmed differ" for offer_id in session().scalars(off)]


@invariant("loads follow the contract")
def loads_off_their_deal() -> list[str]:
    """Deals with loads that the contract's state does not allow, or without the one that it needs."""
    loads = (
        sa.select(
            Movement.deal_id,
            sa.func.count().label("all"),
            sa.func.count().filter(Movement.state.in_(OPEN_LOADS)).label("open"),
            sa.func.count().filter(Movement.state == MovementState.CONFIRMED).label("confirmed"),
        )
        .group_by(Movement.deal_id)
        .subquery()
    )
    every, still_open, confirmed = (sa.func.coalesce(loads.c[name], 0) for name in ("all", "open", "confirmed"))
    had_loads = {DealState.AGREED, DealState.COMPLETED, DealState.CANCELLED, *BOUND_STATES}
    wrong = [
        sa.and_(Deal.state == DealState.AGREED, still_open == 0),
        sa.and_(Deal.state == DealState.COMPLETED, sa.or_(still_open > 0, confirmed == 0)),
        sa.and_(Deal.state == DealState.CANCELLED, sa.or_(still_open > 0, every == 0)),
        sa.and_(Deal.state.not_in(had_loads), every > 0),
    ]
    rows = sa.select(Deal.id).outerjoin(loads, loads.c.deal_id == Deal.id).where(sa.or_(*wrong))
    return [f"deal {deal_id}: its loads are elsewhere" for deal_id in session().scalars(rows)]


@invariant("versions of terms have no gaps")
def gaps_in_the_terms() -> list[str]:
    """Deals whose versions do not run from one to the current."""
    versions = (
        sa.select(
            DealTerms.deal_id,
            sa.func.count().label("count"),
            sa.func.min(DealTerms.version).label("first"),
            sa.func.max(DealTerms.version).label("last"),
        )
        .group_by(DealTerms.deal_id)
        .subquery()
    )
    whole = sa.and_(versions.c.first == 1, versions.c.last == Deal.current_version, versions.c.count == versions.c.last)
    rows = sa.select(Deal.id).outerjoin(versions, versions.c.deal_id == Deal.id)
    gaps = rows.where(~sa.func.coalesce(whole, sa.false()))
    return [f"deal {deal_id}: versions of terms are missing" for deal_id in session().scalars(gaps)]


@invariant("every step of a deal is in the journal once")
def steps_off_the_journal() -> list[str]:
    """Deals whose count of steps is not the count of their journal entries."""
    entries = (
        sa.select(JournalEntry.subject_id, sa.func.count().label("count"))
        .where(JournalEntry.subject == "deal", JournalEntry.details["step"].is_not(None))
        .group_by(JournalEntry.subject_id)
        .subquery()
    )
    rows = sa.select(Deal.id).outerjoin(entries, entries.c.subject_id == Deal.id)
    off = rows.where(Deal.steps != sa.func.coalesce(entries.c.count, 0))
    return [f"deal {deal_id}: steps and journal differ" for deal_id in session().scalars(off)]
