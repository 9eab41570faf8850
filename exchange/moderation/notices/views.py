"""Reporting content: the public form, the receipt, and the state at its secret address."""

from http import HTTPStatus
from uuid import UUID

from flask import Blueprint, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.accounts.visitors import current_sign_in
from exchange.kernel import clock
from exchange.kernel.refusals import NotFound
from exchange.kernel.unit_of_work import unit_of_work
from exchange.moderation.notices import labels, queries, service
from exchange.moderation.notices.finding import address_of, page_named
from exchange.moderation.notices.forms import NoticeForm, ObjectionForm
from exchange.moderation.notices.limits import limit_notices, limit_objections
from exchange.moderation.notices.links import notice_id_of, state_path
from exchange.moderation.notices.models import ContentKind, NoticeReason
from exchange.moderation.notices.service import NoticeDraft
from exchange.web.answers import go
from exchange.web.audiences import Audience, open_to
from exchange.web.forms import filled
from exchange.web.languages import current_language
from exchange.web.once import once
from exchange.web.visitor import visitor

bp = Blueprint("reports", __name__, url_prefix="/reports")


@bp.get("/new")
@open_to(Audience.ANYONE)
def new() -> ResponseReturnValue:
    """The form, with the page's address filled in, and with who asks where that is known."""
    email = current_sign_in().person.email if visitor().is_authenticated else ""
    address = address_of(request.args.get("about", ""))
    return _form_page(NoticeForm(address=address, name=visitor().name, email=email))


@bp.post("")
@open_to(Audience.ANYONE)
@once
def give() -> ResponseReturnValue:
    """Keep it, send the receipt, show the number."""
    form: NoticeForm = filled(NoticeForm)
    is_right = form.validate()
    limit_notices(visitor().person_id, (form.email.data or "") if is_right else "")
    page = page_named(form.address.data or "") if not form.address.errors else None
    if page is None and not form.address.errors:
        form.address.errors = [_("Nothing that is shown here has this address. Copy it from your browser.")]
    if not is_right or page is None:
        return _form_page(form), HTTPStatus.UNPROCESSABLE_ENTITY
    with unit_of_work():
        notice = service.give(_draft(form, *page), at=clock.now())
    flash(_("Your notice has arrived."), "good")
    return go(state_path(notice.id))


@bp.get("/<token>")
@open_to(Audience.ANYONE)
def show(token: str) -> ResponseReturnValue:
    """What became of it, for whoever holds the receipt."""
    return _state_page(token, ObjectionForm())


@bp.post("/<token>/objection")
@open_to(Audience.ANYONE)
@once
def object_to(token: str) -> ResponseReturnValue:
    """The reporter holds the answer to be wrong."""
    limit_objections()
    form = filled(ObjectionForm)
    if not form.validate():
        return _state_page(token, form), HTTPStatus.UNPROCESSABLE_ENTITY
    with unit_of_work():
        service.object_to(_meant(token), form.words.data, at=clock.now())
    flash(_("Your objection has arrived. Somebody else will look at it; you will be told."), "good")
    return go(url_for(".show", token=token))


def _draft(form: NoticeForm, kind: ContentKind, content_id: UUID) -> NoticeDraft:
    """Who gives no name where none is asked is not noted as who was signed in either."""
    return NoticeDraft(
        kind=kind, content_id=content_id, address=form.address.data or "", reason=NoticeReason(form.reason.data),
        words=form.words.data or "", name=form.name.data or "", email=form.email.data or "",
        reporter_id=visitor().person_id if form.name.data else None, language=current_language(),
    )  # fmt: skip


def _meant(token: str) -> UUID:
    notice_id = notice_id_of(token)
    if notice_id is None:
        raise NotFound
    return notice_id


def _form_page(form: NoticeForm) -> str:
    return render_template("moderation/notices/new.html", form=form)


def _state_page(token: str, form: ObjectionForm) -> str:
    notice = queries.notice(_meant(token))
    if notice is None:
        raise NotFound
    objection = queries.objection_to(notice.id)
    is_open = objection is None and notice.decided_at is not None
    may_object = notice.decided_at is not None and clock.now() <= notice.decided_at + service.OBJECTION_LASTS
    return render_template(
        "moderation/notices/state.html", report=notice, objection=objection, labels=labels, token=token,
        undone_at=queries.undone_at(notice),
        form=form if is_open and may_object else None,
    )  # fmt: skip
