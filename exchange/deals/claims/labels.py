"""Words for claims and what is owed."""

from flask_babel import lazy_gettext as _l

from exchange.deals.core.claims import ClaimState, ClaimVerb
from exchange.deals.core.settlement import LineKind
from exchange.deals.models import ClaimGround


def ground_label(ground: ClaimGround) -> str:
    """What was wrong."""
    return {
        ClaimGround.WEIGHT: _l("The weight is wrong"),
        ClaimGround.QUALITY: _l("The quality is not as agreed"),
        ClaimGround.DELAY: _l("It came too late"),
    }[ground]


def state_label(state: ClaimState) -> str:
    """Where a claim stands."""
    return {
        ClaimState.RAISED: _l("Waits for an answer"),
        ClaimState.ANSWERED: _l("Answered"),
        ClaimState.ESCALATED: _l("Before the administrators"),
        ClaimState.AGREED: _l("Agreed"),
        ClaimState.DECIDED: _l("Decided"),
        ClaimState.WITHDRAWN: _l("Withdrawn"),
        ClaimState.LAPSED: _l("Lapsed"),
    }[state]


def verb_label(verb: ClaimVerb) -> str:
    """What happened, for a line of the history."""
    return {
        ClaimVerb.RAISE: _l("Made a claim"),
        ClaimVerb.ANSWER: _l("Answered the claim"),
        ClaimVerb.AGREE: _l("Agreed to what was on the table"),
        ClaimVerb.ESCALATE: _l("Asked the administrators to decide"),
        ClaimVerb.ESCALATE_BY_SILENCE: _l("Nobody answered: the administrators decide"),
        ClaimVerb.WITHDRAW: _l("Withdrew the claim"),
        ClaimVerb.LAPSE: _l("The claim lapsed: nothing more was said"),
        ClaimVerb.DECIDE: _l("The administrators decided"),
    }[verb]


def line_label(kind: LineKind) -> str:
    """Why a line of euro stands there."""
    return {
        LineKind.PRICE: _l("Price"),
        LineKind.QUALITY: _l("Quality"),
        LineKind.ROUNDING: _l("To the agreed price for all"),
        LineKind.MASS: _l("Weight after the claim"),
        LineKind.CLAIM: _l("Compensation"),
    }[kind]
