"""What the words of introductions are called by people, one function per list of words."""

from flask_babel import lazy_gettext as _l

from exchange.steering.funnel import Stage
from exchange.steering.models import DropReason


def stage(value: Stage) -> str:
    """How far an introduction came."""
    return {
        Stage.INTRODUCED: _l("Introduced"),
        Stage.ANSWERED: _l("Answered"),
        Stage.LISTED: _l("Both listed"),
        Stage.IN_DEAL: _l("In deal"),
        Stage.DONE: _l("Done"),
    }[value]


def stage_note(value: Stage) -> str:
    """What has happened for a stage to be reached."""
    return {
        Stage.INTRODUCED: _l("Told or written to; nobody has moved yet."),
        Stage.ANSWERED: _l("Somebody signed up, spoke about the flow, or answered by telephone."),
        Stage.LISTED: _l("Both ends are posted by their businesses."),
        Stage.IN_DEAL: _l("The two have negotiated with one another."),
        Stage.DONE: _l("A deal between them is completed."),
    }[value]


def drop_reason(value: DropReason) -> str:
    """Why a facilitator gave up."""
    return {
        DropReason.NO_ANSWER: _l("No answer"),
        DropReason.NOT_INTERESTED: _l("Not interested"),
        DropReason.SERVED_ELSEWHERE: _l("Served elsewhere"),
        DropReason.QUALITY: _l("Quality"),
        DropReason.LAW: _l("Law or permits"),
        DropReason.HAULAGE: _l("Haulage"),
        DropReason.PRICE: _l("Price"),
        DropReason.WRONG_DATA: _l("The register is wrong"),
        DropReason.OTHER: _l("Another reason"),
    }[value]


def ending(value: str) -> str:
    """Why it ended, whoever ended it: a facilitator's reason, a business that dropped its flow, a deal that died."""
    if value == "flow_dropped":
        return str(_l("A business dropped its flow"))
    if value == "deal_ended":
        return str(_l("Their deal ended without a handover"))
    return str(drop_reason(DropReason(value)))
