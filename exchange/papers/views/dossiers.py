"""The dossier of a deal: what is open, what was answered, who drives."""

from typing import Any
from uuid import UUID

from flask import flash, jsonify, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.deals.models import Deal
from exchange.deals.service import Party
from exchange.deals.views.page import seen
from exchange.kernel import clock
from exchange.kernel.refusals import NotFound
from exchange.kernel.unit_of_work import unit_of_work
from exchange.papers import labels, queries, service
from exchange.papers.cases import case_of
from exchange.papers.core.rules import asked
from exchange.papers.forms import CarrierForm, DossierForm
from exchange.papers.shown import open_points
from exchange.papers.slip import slip_of
from exchange.papers.views.blueprint import bp
from exchange.web.answers import go
from exchange.web.audiences import Audience, open_to
from exchange.web.forms import ExchangeForm, filled
from exchange.web.once import once
from exchange.web.visitor import acting_business_id, acting_person_id


@bp.get("/deals/<uuid:deal_id>/dossier")
@open_to(Audience.MEMBERS)
def dossier(deal_id: UUID) -> ResponseReturnValue:
    """What is asked, and what was answered."""
    return _page(seen(deal_id))


@bp.post("/deals/<uuid:deal_id>/dossier")
@open_to(Audience.MEMBERS)
@once
def answer(deal_id: UUID) -> ResponseReturnValue:
    """Keep the answers; those that are still open stay open."""
    deal = seen(deal_id)
    form = filled(DossierForm).only(_asked(deal))
    if not form.validate():
        return _page(deal, form=form), 422
    with unit_of_work():
        service.answer(deal_id, form.answers(), by=_party(), at=clock.now())
    return _back(deal_id, _("The answers are kept."))


@bp.post("/deals/<uuid:deal_id>/dossier/carriers")
@open_to(Audience.MEMBERS)
@once
def add_carrier(deal_id: UUID) -> ResponseReturnValue:
    """One more who drives."""
    deal, form = seen(deal_id), filled(CarrierForm)
    _asked(deal)
    if not form.validate():
        return _page(deal, carrier_form=form), 422
    with unit_of_work():
        service.add_carrier(deal_id, form.draft(), by=_party(), at=clock.now())
    return _back(deal_id, _("The carrier is in the dossier."))


@bp.post("/deals/<uuid:deal_id>/dossier/carriers/<int:number>/removal")
@open_to(Audience.MEMBERS)
@once
def remove_carrier(deal_id: UUID, number: int) -> ResponseReturnValue:
    """Somebody else drives."""
    seen(deal_id)
    with unit_of_work():
        service.remove_carrier(deal_id, number, by=_party(), at=clock.now())
    return _back(deal_id, _("The carrier is out of the dossier."))


@bp.get("/deals/<uuid:deal_id>/dossier/slip.json")
@open_to(Audience.MEMBERS)
def slip(deal_id: UUID) -> ResponseReturnValue:
    """The dossier as a tracking slip is opened with: to be copied, never a signature."""
    deal = seen(deal_id)
    if not case_of(deal, today=clock.today()).is_tracked:
        raise NotFound
    answer = jsonify(slip_of(deal, reader_id=acting_business_id()))
    answer.headers["Content-Disposition"] = f'attachment; filename="bsdd-{deal.id}.json"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _asked(deal: Deal) -> set[str]:
    """What the law asks of a deal. Raises NotFound where it asks nothing: there is no dossier then."""
    fields = asked(case_of(deal, today=clock.today()))
    if not fields:
        raise NotFound
    return fields


def _party() -> Party:
    return Party(acting_person_id(), acting_business_id())


def _back(deal_id: UUID, message: str) -> ResponseReturnValue:
    flash(message, "good")
    return go(url_for(".dossier", deal_id=deal_id))


def _page(deal: Deal, **refused: ExchangeForm) -> str:
    """The page; ``refused`` forms keep what was typed. Raises NotFound where the law asks nothing."""
    case, fields = case_of(deal, today=clock.today()), _asked(deal)
    forms: dict[str, Any] = {"form": _answered(deal.id).only(fields), "carrier_form": CarrierForm(), **refused}
    return render_template(
        "papers/dossier.html", deal=deal, case=case, points=open_points(case), labels=labels,
        may_fill=service.may_fill(deal), carriers=queries.carriers(deal.id),
        fields=list(forms["form"]._fields), **forms,
    )  # fmt: skip


def _answered(deal_id: UUID) -> DossierForm:
    return DossierForm(obj=queries.dossier(deal_id))
