"""Taking a seat that was offered by mail."""

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.accounts import labels, policy, queries, service
from exchange.accounts.forms import NewcomerForm
from exchange.accounts.models import Invitation, Person
from exchange.accounts.views.blueprints import invitations_bp as bp
from exchange.accounts.views.limits import limit_sign_up
from exchange.accounts.visitors import current_sign_in
from exchange.kernel import clock
from exchange.kernel.unit_of_work import unit_of_work
from exchange.web.answers import go
from exchange.web.audiences import Audience, open_to
from exchange.web.forms import filled
from exchange.web.languages import current_language
from exchange.web.once import once
from exchange.web.visitor import acting_person_id, visitor


@bp.get("/invitations/<token>")
@open_to(Audience.ANYONE)
def show(token: str) -> ResponseReturnValue:
    """Who invites, and the way to accept: a button, signing in, or a short form."""
    return _page(token, NewcomerForm())


def _page(token: str, form: NewcomerForm) -> str:
    invitation = queries.invitation_by_token(token, at=clock.now())
    if invitation is None:
        raise service.DeadLink
    known = queries.person_by_email(invitation.email)
    return render_template(
        "accounts/invitation.html", invitation=invitation, token=token, form=form, labels=labels,
        is_known=known is not None, is_for_me=_is_for_me(invitation),
    )  # fmt: skip


def _is_for_me(invitation: Invitation) -> bool:
    return visitor().is_authenticated and policy.may_accept(_myself(), invitation)


def _myself() -> Person:
    return current_sign_in().person


@bp.post("/invitations/<token>/acceptance")
@open_to(Audience.SIGNED_IN)
def accept(token: str) -> ResponseReturnValue:
    """With the account I have."""
    with unit_of_work():
        invitation = service.accept_invitation(token, acting_person_id(), at=clock.now())
        service.choose_business(current_sign_in().id, acting_person_id(), invitation.business_id)
    flash(_("Welcome. You act for this company now."), "good")
    return go(url_for("company.show"))


@bp.post("/invitations/<token>/account")
@open_to(Audience.ANYONE)
@once
def accept_as_newcomer(token: str) -> ResponseReturnValue:
    """With an account that the link itself confirms."""
    limit_sign_up()
    form = filled(NewcomerForm)
    if not form.validate():
        return _page(token, form), 422
    with unit_of_work():
        service.accept_with_new_account(
            token, form.name.data, form.password.data, language=current_language(), at=clock.now()
        )
    flash(_("Welcome. Your account is ready: sign in with your password."), "good")
    return go(url_for("accounts.sign_in"))
