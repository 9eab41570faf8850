"""Take this case, give it back, take the next ones."""

from uuid import UUID

from flask import Blueprint, flash, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from exchange.accounts.cases import service as leases
from exchange.accounts.cases.models import CaseKind
from exchange.kernel import clock
from exchange.kernel.unit_of_work import unit_of_work
from exchange.moderation.taking import service
from exchange.moderation.taking.known import ensure_waits, page_of
from exchange.web.answers import go
from exchange.web.audiences import Audience, open_to
from exchange.web.visitor import acting_person_id, visitor

bp = Blueprint("taking", __name__, url_prefix="/desk")
_CASE = f"/cases/<any({', '.join(CaseKind)}):kind>/<uuid:case_id>"
NEXT = 20
"""What somebody decides in one sitting, and sees at once."""


@bp.post(f"{_CASE}/taking")
@open_to(Audience.MODERATORS)
def take(kind: str, case_id: UUID) -> ResponseReturnValue:
    """From now on it is this person's, for twenty minutes."""
    case, by = CaseKind(kind), acting_person_id()
    with unit_of_work():
        service.take_case(case, case_id, by=by, may_administer=visitor().may_administer, at=clock.now())
    return go(page_of(case, case_id))


@bp.post(f"{_CASE}/return")
@open_to(Audience.MODERATORS)
def give_back(kind: str, case_id: UUID) -> ResponseReturnValue:
    """Somebody else may decide it at once."""
    case, by = CaseKind(kind), acting_person_id()
    with unit_of_work():
        ensure_waits(case, case_id, by=by, may_administer=visitor().may_administer)
        leases.give_back(case, [case_id], by=by)
    return go(page_of(case, case_id))


@bp.post("/listings/taking")
@open_to(Audience.MODERATORS)
def take_next() -> ResponseReturnValue:
    """The listings that wait longest and that nobody has."""
    mine = service.take_next(NEXT, by=acting_person_id(), at=clock.now())
    told = ngettext("You have one listing for 20 minutes.", "You have %(num)d listings for 20 minutes.", mine)
    flash(told if mine else _("Nothing is left to take."), "good" if mine else "info")
    return go(url_for("queue.show", _anchor="next"))
