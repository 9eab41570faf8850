"""Notices of content on the desk: the queue, one case, the decision, and objections to it."""

from decimal import Decimal
from http import HTTPStatus
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from exchange.accounts.cases.models import CaseKind
from exchange.accounts.cases.shown import case_seen, cases_seen
from exchange.accounts.labels import verification_label
from exchange.accounts.models import Verification
from exchange.catalogue import queries as catalogue
from exchange.kernel import clock
from exchange.kernel.refusals import NotFound
from exchange.kernel.trade import LegalStatus
from exchange.kernel.unit_of_work import unit_of_work
from exchange.listings.labels import legal_status
from exchange.moderation import batches
from exchange.moderation import queries as moderation
from exchange.moderation.notices import labels, queries, service
from exchange.moderation.notices.forms import DecisionForm, JudgementForm, NothingForm
from exchange.moderation.notices.models import ContentNotice, NoticeOutcome, ObjectionOutcome
from exchange.moderation.notices.snapshots import content_now
from exchange.moderation.views.left_out import tell_left_out
from exchange.web.answers import go
from exchange.web.audiences import Audience, open_to
from exchange.web.formats import eur_per_t, mass
from exchange.web.forms import filled
from exchange.web.languages import current_language
from exchange.web.once import once
from exchange.web.visitor import acting_person_id

MOST_SHOWN, MOST_SAME = 50, 20
bp = Blueprint("desk_reports", __name__, url_prefix="/desk/reports")


@bp.get("")
@open_to(Audience.MODERATORS)
def index() -> ResponseReturnValue:
    """What waits, the oldest first."""
    return _index(NothingForm())


@bp.post("/decisions")
@open_to(Audience.MODERATORS)
def decide_ticked() -> ResponseReturnValue:
    """Nothing to do about those ticked, with one answer for all who reported them. Twice changes nothing."""
    form = filled(NothingForm)
    if not form.validate():
        return _index(form), HTTPStatus.UNPROCESSABLE_ENTITY
    decision = service.Decision(NoticeOutcome.NOTHING, form.answer.data or "")
    by, at = acting_person_id(), clock.now()
    done = batches.each(form.case.data or [], lambda one: service.decide(one, decision, by=by, at=at), _number)
    if done.decided:
        flash(
            ngettext("One answered. Who reported it has been told.",
                     "%(num)d answered. Who reported them has been told.", done.decided), "good",
        )  # fmt: skip
    tell_left_out(done)
    return go(url_for(".index"))


@bp.get("/<uuid:notice_id>")
@open_to(Audience.MODERATORS)
def show(notice_id: UUID) -> ResponseReturnValue:
    """The content as it was reported, who says what about it, earlier notices, and the form that fits."""
    return _page(_known(notice_id))


@bp.post("/<uuid:notice_id>/decision")
@open_to(Audience.MODERATORS)
@once
def decide(notice_id: UUID) -> ResponseReturnValue:
    """Nothing to do, hide, or refuse."""
    notice = _known(notice_id)
    form: DecisionForm = filled(DecisionForm, kind=notice.content_kind)
    if not form.validate():
        return _page(notice, decision=form), HTTPStatus.UNPROCESSABLE_ENTITY
    with unit_of_work():
        service.decide(notice_id, form.decision(), by=acting_person_id(), at=clock.now())
    flash(_("Decided. Both sides have been told."), "good")
    return go(url_for(".index"))


@bp.post("/<uuid:notice_id>/judgement")
@open_to(Audience.MODERATORS)
@once
def judge(notice_id: UUID) -> ResponseReturnValue:
    """Somebody else looks at an answer to which the reporter objects."""
    notice, form = _known(notice_id), filled(JudgementForm)
    if not form.validate():
        return _page(notice, judgement=form), HTTPStatus.UNPROCESSABLE_ENTITY
    outcome = ObjectionOutcome(form.outcome.data)
    with unit_of_work():
        service.judge(notice_id, outcome, form.answer.data, by=acting_person_id(), at=clock.now())
    flash(_("Decided. Who reported it has been told."), "good")
    again = outcome is ObjectionOutcome.REVERSED
    return go(url_for(".show", notice_id=notice_id) if again else url_for(".index"))


@bp.post("/<uuid:notice_id>/reporter")
@open_to(Audience.MODERATORS)
@once
def open_reporter(notice_id: UUID) -> ResponseReturnValue:
    """Show who reported it to who presses; the journal keeps that they looked."""
    with unit_of_work():
        service.open_reporter(notice_id, by=acting_person_id(), at=clock.now())
    return go(url_for(".show", notice_id=notice_id))


def _known(notice_id: UUID) -> ContentNotice:
    notice = queries.notice(notice_id)
    if notice is None:
        raise NotFound
    return notice


def _number(notice_id: UUID) -> str:
    notice = queries.notice(notice_id)
    return notice.number if notice else ""


def _index(form: NothingForm) -> str:
    waiting = queries.waiting(MOST_SHOWN)
    return render_template(
        "moderation/notices/index.html", waiting=waiting, count=queries.waiting_count(), form=form,
        labels=labels, own=moderation.business_ids_of(acting_person_id()),
        seen=cases_seen(CaseKind.NOTICE, [one.notice.id for one in waiting]),
    )  # fmt: skip


def _told(content: dict[str, Any]) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """What a page said, in words: short facts, and texts."""
    names = labels.content_facts()
    words = {name: _in_words(name, content[name]) for name in names if name in content}
    facts = [(names[name], text) for name, text in words.items() if name not in labels.TEXTS]
    return facts, [(names[name], text) for name, text in words.items() if name in labels.TEXTS]


def _in_words(name: str, value: Any) -> str:
    if name == "legal_status":
        return str(legal_status(LegalStatus(value)))
    if name == "verification":
        return str(verification_label(Verification(value)))
    if name == "price":
        return eur_per_t(Decimal(value.removesuffix(" EUR/t")))
    if name == "quantity":
        return mass(Decimal(value.removesuffix(" kg")))
    if name == "material":
        known, language = catalogue.current(), current_language()
        return ", ".join(known.label(code, language) for code in value.split(", "))
    return value if isinstance(value, str) else " · ".join(value)


def _page(notice: ContentNotice, decision: DecisionForm | None = None, judgement: JudgementForm | None = None) -> str:
    me, objection = acting_person_id(), queries.objection_to(notice.id)
    facts, texts = _told(notice.content)
    now = content_now(notice.content_kind, notice.content_id)
    is_mine = notice.business_id in moderation.business_ids_of(me) or notice.reporter_id == me
    decided_first = objection is not None and objection.first_decided_by == me
    return render_template(
        "moderation/notices/show.html",
        report=notice,
        company=queries.company_of(notice),
        objection=objection,
        now=now,
        facts=facts,
        texts=texts,
        same=queries.about_the_same(notice, MOST_SAME),
        labels=labels,
        may_decide=not is_mine and not decided_first,
        seen=case_seen(CaseKind.NOTICE, notice.id),
        may_open=not is_mine,
        is_opened=not is_mine and queries.has_opened_reporter(notice.id, me),
        form=decision or DecisionForm(kind=notice.content_kind),
        judgement=judgement or JudgementForm(),
    )
