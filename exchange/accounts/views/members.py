"""Who acts for my company: inviting, declining, parting."""

from uuid import UUID

from flask import flash, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.accounts import service
from exchange.accounts.forms import InvitationForm
from exchange.accounts.models import MemberRole
from exchange.accounts.views.blueprints import company_bp as bp
from exchange.accounts.views.company import company_page
from exchange.accounts.views.limits import limit_letters
from exchange.kernel import clock
from exchange.kernel.unit_of_work import unit_of_work
from exchange.web.answers import go
from exchange.web.audiences import Audience, open_to
from exchange.web.forms import filled
from exchange.web.languages import current_language
from exchange.web.once import once
from exchange.web.visitor import acting_business_id, acting_person_id


@bp.post("/company/invitations")
@open_to(Audience.MANAGERS)
@once
def invite() -> ResponseReturnValue:
    """Offer a seat by mail."""
    form = filled(InvitationForm)
    if not form.validate():
        return company_page(form), 422
    limit_letters(acting_business_id())
    with unit_of_work():
        service.invite(
            acting_business_id(), form.email.data, MemberRole(form.role.data), by=acting_person_id(),
            language=current_language(), at=clock.now(),
        )  # fmt: skip
    flash(_("The invitation is on its way."), "good")
    return go(url_for(".show"))


@bp.post("/company/invitations/<uuid:invitation_id>/withdrawal")
@open_to(Audience.MANAGERS)
def withdraw_invitation(invitation_id: UUID) -> ResponseReturnValue:
    """The link stops working."""
    with unit_of_work():
        service.withdraw_invitation(invitation_id, acting_business_id(), by=acting_person_id(), at=clock.now())
    flash(_("The invitation is withdrawn."), "good")
    return go(url_for(".show"))


@bp.post("/company/join-requests/<uuid:person_id>/refusal")
@open_to(Audience.MANAGERS)
def decline_join_request(person_id: UUID) -> ResponseReturnValue:
    """We do not know who asks."""
    with unit_of_work():
        service.decline_join_request(acting_business_id(), person_id, by=acting_person_id(), at=clock.now())
    return go(url_for(".show"))


@bp.post("/company/members/<uuid:person_id>/end")
@open_to(Audience.MEMBERS)
def end_membership(person_id: UUID) -> ResponseReturnValue:
    """Send somebody away, or leave; the last manager stays."""
    with unit_of_work():
        service.end_membership(acting_business_id(), person_id, by=acting_person_id(), at=clock.now())
    flash(_("The membership has ended."), "good")
    return go(url_for(".show"))
