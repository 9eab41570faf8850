"""The frame of every verb of a claim: see or 404, lock, do or 403 or 409, then note it once and tell both sides."""

from datetime import datetime
from decimal import Decimal
from typing import Protocol
from uuid import UUID

from exchange.deals.claims import policy, queries
from exchange.deals.core.claims import ANSWER_TIME, Claimer, ClaimStep, ClaimVerb, claim_step_from
from exchange.deals.models import Claim, ClaimWord, Deal, Movement
from exchange.deals.service.drafts import Party
from exchange.deals.service.steps import ensure_turn, locked, moved_on, tell
from exchange.journal import service as journal
from exchange.kernel.orm import session
from exchange.kernel.refusals import NotFound
from exchange.notices import service as notices
from exchange.notices.models import Topic


class _Said(Protocol):
    """What a word holds."""

    @property
    def words(self) -> str: ...
    @property
    def weight_kg(self) -> Decimal | None: ...
    @property
    def amount_eur(self) -> Decimal: ...


def locked_claim(deal_id: UUID, claim_id: UUID, by: Party | None) -> tuple[Deal, Movement, Claim]:
    """The deal, its load and the claim, locked in this order. Raises NotFound for strangers and missing ones alike."""
    deal = locked(deal_id, by)
    claim = queries.locked(claim_id, deal_id)
    if claim is None:
        raise NotFound
    return deal, next(load for load in deal.movements if load.id == claim.movement_id), claim


def permitted(claim: Claim, verb: ClaimVerb, by: Party | None) -> ClaimStep:
    """The line of the table now; nobody's party (None) is the judge. Raises Conflict or Forbidden."""
    step = claim_step_from(verb, claim.state)
    if step is None:
        raise moved_on()
    actors = policy.roles(by.business_id, claim) if by else frozenset({Claimer.JUDGE})
    ensure_turn(is_theirs=policy.may(verb, actors, claim))
    return step


def said(
    deal: Deal, load: Movement, claim: Claim, verb: ClaimVerb, by: Party | None, draft: _Said, *, at: datetime,
    person_id: UUID | None = None,
) -> None:  # fmt: skip
    """One word more, one line in the journal, and word to both sides. ``person_id``: an administrator's."""
    word = ClaimWord(
        claim_id=claim.id, number=len(claim.words) + 1, verb=verb, business_id=by.business_id if by else None,
        person_id=by.person_id if by else person_id, words=draft.words, weight_kg=draft.weight_kg,
        amount_eur=draft.amount_eur, at=at,
    )  # fmt: skip
    claim.words.append(word)
    session().flush()
    journal.record(
        "deal", deal.id, verb, at=at, by=word.person_id, business_id=word.business_id, claim_id=claim.id,
        load_number=load.load_number, to=claim.state, weight_kg=draft.weight_kg, amount_eur=draft.amount_eur,
    )  # fmt: skip
    tell(deal, f"deal_{verb}", by, at=at, key=f"claim:{claim.id}:{word.number}", reason=draft.words)


def telling_administrators(deal: Deal, claim: Claim, *, at: datetime) -> None:
    """Word to all who may decide; once for each week of waiting."""
    week = (at - claim.raised_at) // ANSWER_TIME
    notices.tell(
        queries.administrators(), "claim_to_decide", at=at, path=f"/desk/claims/{claim.id}",
        dedupe_key=f"claim:{claim.id}:decide:{week}", topic=Topic.DEALS, title=deal.offer.title,
    )  # fmt: skip
