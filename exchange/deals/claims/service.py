"""The verbs of a claim."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from flask_babel import gettext as _

from exchange.accounts.cases.models import CaseKind
from exchange.accounts.cases.service import deciding
from exchange.deals.claims import policy, queries
from exchange.deals.claims.applying import apply
from exchange.deals.claims.steps import locked_claim, permitted, said, telling_administrators
from exchange.deals.core.claims import ANSWER_TIME, ClaimState, ClaimVerb
from exchange.deals.core.movement import MovementState
from exchange.deals.models import Claim, ClaimGround, Deal, Movement
from exchange.deals.service.drafts import Party
from exchange.deals.service.load_steps import load_of_any
from exchange.deals.service.steps import ensure_turn, locked, moved_on
from exchange.deals.service.ticketing import store
from exchange.kernel.ids import new_id
from exchange.kernel.orm import session
from exchange.kernel.refusals import Conflict, NotFound, Unprocessable, ensure
from exchange.listings.pictures import Picture


@dataclass(frozen=True, slots=True)
class ClaimDraft:
    """What somebody says should count: a weight (None: as it stands) and euro to the side that claims."""

    words: str
    weight_kg: Decimal | None
    amount_eur: Decimal
    picture: Picture | None = None


def raise_claim(
    deal_id: UUID, load_number: int, ground: ClaimGround, draft: ClaimDraft, *, by: Party, at: datetime
) -> Claim:
    """Say what was wrong with a load, and what should count instead. The other side has a week to answer.

    Raises Conflict when the weight does not count yet, two weeks after it did, or while another claim is open.
    """
    deal = locked(deal_id, by)
    load = load_of_any(deal, load_number)
    open_claims = [claim for claim in queries.of_load(load.id) if policy.is_open(claim)]
    if not policy.may_raise(load, open_claims, at):
        raise moved_on()
    _ensure_sensible(load, draft)
    _ensure_asks_for_something(ground, draft)
    claim = Claim(
        id=new_id(), movement_id=load.id, business_id=by.business_id, ground=ground, state=ClaimState.RAISED,
        turn_of=deal.other_side(by.business_id), due_at=at + ANSWER_TIME, raised_at=at, words=[],
    )  # fmt: skip
    session().add(claim)
    session().flush()
    said(deal, load, claim, ClaimVerb.RAISE, by, draft, at=at)
    _show(claim, draft, by, at=at)
    return claim


def answer(deal_id: UUID, claim_id: UUID, draft: ClaimDraft, *, by: Party, at: datetime) -> Claim:
    """Say what should count instead, which may be nothing of it; the other side has the next word."""
    deal, load, claim = locked_claim(deal_id, claim_id, by)
    step = permitted(claim, ClaimVerb.ANSWER, by)
    _ensure_sensible(load, draft)
    claim.state, claim.turn_of, claim.due_at = step.after, deal.other_side(by.business_id), at + ANSWER_TIME
    said(deal, load, claim, ClaimVerb.ANSWER, by, draft, at=at)
    _show(claim, draft, by, at=at)
    return claim


def agree(deal_id: UUID, claim_id: UUID, *, number: int, by: Party, at: datetime) -> Claim:
    """Say yes to what is on the table; ``number`` says which word was read. It counts at once."""
    deal, load, claim = locked_claim(deal_id, claim_id, by)
    step = permitted(claim, ClaimVerb.AGREE, by)
    if claim.last.number != number:
        raise Conflict("superseded", _("Something else is on the table by now. Look at it first."))
    _close(claim, step.after, at=at)
    last = claim.last
    said(deal, load, claim, ClaimVerb.AGREE, by, ClaimDraft("", last.weight_kg, last.amount_eur), at=at)
    apply(deal, load, claim, at=at)
    return claim


def escalate(deal_id: UUID, claim_id: UUID, words: str, *, by: Party, at: datetime) -> Claim:
    """Ask the administrators to decide: the two do not agree."""
    deal, load, claim = locked_claim(deal_id, claim_id, by)
    step = permitted(claim, ClaimVerb.ESCALATE, by)
    claim.state, claim.turn_of, claim.due_at = step.after, None, at + ANSWER_TIME
    last = claim.last
    said(deal, load, claim, ClaimVerb.ESCALATE, by, ClaimDraft(words, last.weight_kg, last.amount_eur), at=at)
    telling_administrators(deal, claim, at=at)
    return claim


def withdraw(deal_id: UUID, claim_id: UUID, *, by: Party, at: datetime) -> Claim:
    """Claim no more; what counted goes on counting."""
    deal, load, claim = locked_claim(deal_id, claim_id, by)
    step = permitted(claim, ClaimVerb.WITHDRAW, by)
    _close(claim, step.after, at=at)
    said(deal, load, claim, ClaimVerb.WITHDRAW, by, ClaimDraft("", None, Decimal(0)), at=at)
    return claim


def decide(claim_id: UUID, draft: ClaimDraft, *, by: UUID, at: datetime) -> Claim:
    """An administrator says what counts, and why. Raises Forbidden about one's own company."""
    deal_id = queries.deal_of(claim_id)
    if deal_id is None:
        raise NotFound
    deal, load, claim = locked_claim(deal_id, claim_id, None)
    is_theirs = not queries.businesses_of(by) & {deal.giver_id, deal.taker_id}
    ensure(is_theirs, "own_company", _("Somebody else decides about your own company."))
    step = permitted(claim, ClaimVerb.DECIDE, None)
    deciding(CaseKind.CLAIM, claim_id, by=by, at=at)
    _ensure_sensible(load, draft)
    _close(claim, step.after, at=at)
    said(deal, load, claim, ClaimVerb.DECIDE, None, draft, at=at, person_id=by)
    apply(deal, load, claim, at=at)
    return claim


def pursue(deal_id: UUID, claim_id: UUID, *, at: datetime) -> bool:
    """What the clock does when nobody answers: who claims and is silent drops it, the other's silence escalates it,
    administrators are reminded each week. False when somebody spoke in the meantime: safe to run twice.
    """
    deal, load, claim = locked_claim(deal_id, claim_id, None)
    if claim.due_at is None or claim.due_at > at:
        return False
    if claim.state is ClaimState.ESCALATED:
        claim.due_at = at + ANSWER_TIME
        telling_administrators(deal, claim, at=at)
        return True
    _by_clock(deal, load, claim, at=at)
    return True


def _by_clock(deal: Deal, load: Movement, claim: Claim, *, at: datetime) -> None:
    last = claim.last
    if policy.may(ClaimVerb.LAPSE, policy.clock_on(claim), claim):
        _close(claim, ClaimState.LAPSED, at=at)
        said(deal, load, claim, ClaimVerb.LAPSE, None, ClaimDraft("", None, Decimal(0)), at=at)
        return
    ensure_turn(is_theirs=policy.may(ClaimVerb.ESCALATE_BY_SILENCE, policy.clock_on(claim), claim))
    claim.state, claim.turn_of, claim.due_at = ClaimState.ESCALATED, None, at + ANSWER_TIME
    draft = ClaimDraft("", last.weight_kg, last.amount_eur)
    said(deal, load, claim, ClaimVerb.ESCALATE_BY_SILENCE, None, draft, at=at)
    telling_administrators(deal, claim, at=at)


def _close(claim: Claim, state: ClaimState, *, at: datetime) -> None:
    claim.state, claim.turn_of, claim.due_at, claim.closed_at = state, None, None, at


def _show(claim: Claim, draft: ClaimDraft, by: Party, *, at: datetime) -> None:
    if draft.picture is not None:
        store(claim.movement_id, draft.picture, by=by, at=at, claim_id=claim.id)


def _ensure_sensible(load: Movement, draft: ClaimDraft) -> None:
    """Raises Unprocessable for a weight of what went back."""
    if draft.weight_kg is not None and load.state is MovementState.RETURNED:
        raise Unprocessable("nothing_delivered", _("This load went back as a whole: there is no weight to correct."))


def _ensure_asks_for_something(ground: ClaimGround, draft: ClaimDraft) -> None:
    """Raises Unprocessable for a claim that would change nothing."""
    if ground is ClaimGround.WEIGHT and draft.weight_kg is None:
        raise Unprocessable("weight_missing", _("Say which weight should count."))
    if draft.weight_kg is None and not draft.amount_eur:
        raise Unprocessable("nothing_asked", _("Say which weight should count, or how much you ask for."))
