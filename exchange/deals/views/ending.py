"""No, never mind, called off: each with its reason."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.deals import service
from exchange.deals.core.reasons import EndReason
from exchange.deals.forms import ReasonForm
from exchange.deals.views.blueprint import back_to, bp, party
from exchange.deals.views.page import page, seen
from exchange.kernel import clock
from exchange.kernel.unit_of_work import unit_of_work
from exchange.web.audiences import Audience, open_to
from exchange.web.forms import filled
from exchange.web.once import once


@bp.post("/<uuid:deal_id>/decline")
@open_to(Audience.MEMBERS)
@once
def decline(deal_id: UUID) -> ResponseReturnValue:
    """Say no to the other side's terms."""
    return _with_reason(deal_id, service.decline, _("Declined. The other side has been told why."))


@bp.post("/<uuid:deal_id>/withdrawal")
@open_to(Audience.MEMBERS)
@once
def withdraw(deal_id: UUID) -> ResponseReturnValue:
    """Take one's own terms off the table."""
    return _with_reason(deal_id, service.withdraw, _("Taken back. The other side has been told why."))


@bp.post("/<uuid:deal_id>/cancellation")
@open_to(Audience.MEMBERS)
@once
def cancel(deal_id: UUID) -> ResponseReturnValue:
    """Call off what was agreed, before anything was loaded."""
    return _with_reason(deal_id, service.cancel, _("Called off. The quantity is free again."))


def _with_reason(deal_id: UUID, verb: Callable[..., Any], message: str) -> ResponseReturnValue:
    form = filled(ReasonForm)
    if not form.validate():
        return page(seen(deal_id), reason_form=form), 422
    with unit_of_work():
        verb(deal_id, form.reason.data, code=EndReason(form.code.data), by=party(), at=clock.now())
    return back_to(deal_id, message)
