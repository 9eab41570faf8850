"""Claims on the desk: an administrator reads everything about one, and says what counts."""

from http import HTTPStatus
from uuid import UUID

from flask import Blueprint, flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.accounts.cases.models import CaseKind
from exchange.accounts.cases.shown import case_seen
from exchange.deals import keeping, labels, queries
from exchange.deals.claims import labels as claim_labels
from exchange.deals.claims import policy, service
from exchange.deals.claims import queries as claims
from exchange.deals.claims.forms import DecisionForm
from exchange.deals.core.claims import Claimer, ClaimVerb
from exchange.deals.models import Claim, Deal, Movement
from exchange.kernel import clock
from exchange.kernel.refusals import NotFound
from exchange.kernel.unit_of_work import unit_of_work
from exchange.web import stored
from exchange.web.answers import go
from exchange.web.audiences import Audience, open_to
from exchange.web.forms import filled
from exchange.web.once import once
from exchange.web.visitor import acting_person_id

bp = Blueprint("desk_claims", __name__, url_prefix="/desk/claims/<uuid:claim_id>")


@bp.get("")
@open_to(Audience.ADMINISTRATORS)
def show(claim_id: UUID) -> ResponseReturnValue:
    """The claim with its load, its terms, its pictures and every word about it."""
    return _page(claim_id, DecisionForm())


@bp.post("/decision")
@open_to(Audience.ADMINISTRATORS)
@once
def decide(claim_id: UUID) -> ResponseReturnValue:
    """Say what counts, and why."""
    form = filled(DecisionForm)
    if not form.validate():
        return _page(claim_id, form), HTTPStatus.UNPROCESSABLE_ENTITY
    with unit_of_work():
        service.decide(claim_id, form.draft(), by=acting_person_id(), at=clock.now())
    flash(_("Decided. Both sides have been told why."), "good")
    return go(url_for(".show", claim_id=claim_id))


@bp.get("/pictures/<uuid:photo_id>/<any(large, thumb):size>")
@open_to(Audience.ADMINISTRATORS)
def picture(claim_id: UUID, photo_id: UUID, size: str) -> ResponseReturnValue:
    """A picture of the load that the claim is about."""
    _, load, _ = _found(claim_id)
    if photo_id not in {photo.id for photo in queries.pictures(load.id)}:
        raise NotFound
    return stored.picture(keeping.file_name(photo_id, size), "image/webp", is_public=False)


def _found(claim_id: UUID) -> tuple[Deal, Movement, Claim]:
    """A claim that was once put before the administrators. Raises NotFound for any other."""
    deal_id = claims.deal_of(claim_id)
    deal = queries.whole(deal_id) if deal_id is not None else None
    if deal is None:
        raise NotFound
    pairs = [(load, claim) for load in deal.movements for claim in claims.of_load(load.id) if claim.id == claim_id]
    load, claim = pairs[0]
    if not {word.verb for word in claim.words} & {ClaimVerb.ESCALATE, ClaimVerb.ESCALATE_BY_SILENCE}:
        raise NotFound
    return deal, load, claim


def _page(claim_id: UUID, form: DecisionForm) -> str:
    deal, load, claim = _found(claim_id)
    is_own = bool(claims.businesses_of(acting_person_id()) & {deal.giver_id, deal.taker_id})
    may_decide = not is_own and policy.may(ClaimVerb.DECIDE, {Claimer.JUDGE}, claim)
    return render_template(
        "deals/claims/desk.html", deal=deal, load=load, claim=claim, form=form, may_decide=may_decide, is_own=is_own,
        pictures=queries.pictures(load.id), lines=queries.settlement(load.id), labels=labels, claim_labels=claim_labels,
        names={deal.giver_id: deal.giver.name, deal.taker_id: deal.taker.name},
        seen=case_seen(CaseKind.CLAIM, claim_id),
    )  # fmt: skip
