"""Being paid: a company's details, the data of an invoice for its own platform, a code for the buyer's bank."""

import io
from uuid import UUID

import segno
from flask import Blueprint, Response, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from segno import helpers

from exchange.accounts.views.proving import just_proved
from exchange.deals.claims import labels as claim_labels
from exchange.deals.models import Deal, Movement
from exchange.deals.service.owing import standing_lines
from exchange.deals.views.page import seen
from exchange.kernel import clock
from exchange.kernel.refusals import NotFound
from exchange.kernel.unit_of_work import unit_of_work
from exchange.papers import policy, queries, sales
from exchange.papers.core.cii import cii
from exchange.papers.core.ubl import ubl
from exchange.papers.forms import PayingForm, SaleForm
from exchange.papers.service import say_how_paid
from exchange.web.answers import go
from exchange.web.audiences import Audience, open_to
from exchange.web.forms import filled
from exchange.web.once import once
from exchange.web.visitor import acting_business_id, acting_person_id

bp = Blueprint("paying", __name__)
_SYNTAXES = {"cii": cii, "ubl": ubl}
_NAME_CHARS = 70


@bp.get("/company/paying")
@open_to(Audience.MANAGERS)
def details() -> ResponseReturnValue:
    """Tax number and account."""
    return render_template("papers/paying.html", form=PayingForm(obj=queries.paying_details(acting_business_id())))


@bp.post("/company/paying")
@open_to(Audience.MANAGERS)
@just_proved
@once
def keep() -> ResponseReturnValue:
    """Keep them, or take them back."""
    form = filled(PayingForm)
    if not form.validate():
        return render_template("papers/paying.html", form=form), 422
    with unit_of_work():
        say_how_paid(
            acting_business_id(), vat_number=form.vat_number.data, iban=form.iban.data, by=acting_person_id(),
            at=clock.now(),
        )  # fmt: skip
    flash(_("Kept."), "good")
    return go(url_for("company.show"))


@bp.get("/deals/<uuid:deal_id>/loads/<int:load_number>/payment")
@open_to(Audience.MEMBERS)
def show(deal_id: UUID, load_number: int) -> ResponseReturnValue:
    """What is to be paid by whom; data for the seller's platform, a code for the buyer's bank."""
    deal, load = _load(deal_id, load_number)
    return _page(deal, load, SaleForm(data={"issued_on": clock.today()}))


@bp.get("/deals/<uuid:deal_id>/loads/<int:load_number>/invoice.xml")
@open_to(Audience.MEMBERS)
def data(deal_id: UUID, load_number: int) -> ResponseReturnValue:
    """The data of EN 16931 in the format of the seller's platform. Only the seller's: it writes the invoice."""
    deal, load = _load(deal_id, load_number)
    if acting_business_id() != sales.seller_id(deal, load):
        raise NotFound
    form = SaleForm(request.args)
    if not form.validate():
        return _page(deal, load, form), 422
    document = _SYNTAXES[form.syntax.data](sales.sale_of(deal, load, form.draft()))
    answer = Response(document, mimetype="application/xml")
    answer.headers["Content-Disposition"] = f'attachment; filename="data-{form.syntax.data}-{deal.id}.xml"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@bp.get("/deals/<uuid:deal_id>/loads/<int:load_number>/payment.svg")
@open_to(Audience.MEMBERS)
def code(deal_id: UUID, load_number: int) -> ResponseReturnValue:
    """The payment as a code that banks read (EPC069-12); before tax, as the page says."""
    deal, load = _load(deal_id, load_number)
    paid = queries.paying_details(sales.seller_id(deal, load))
    if paid is None or not paid.iban:
        raise NotFound
    payee = deal.giver if deal.giver_id == paid.business_id else deal.taker
    text = f"{deal.id} / {load.load_number}"
    drawn = io.BytesIO()
    code: segno.QRCode = helpers.make_epc_qr(
        payee.name[:_NAME_CHARS], paid.iban, abs(sales.amount_of(deal, load)), text=text, encoding="UTF-8"
    )
    code.save(drawn, kind="svg", scale=4, border=2, light="white")
    return Response(drawn.getvalue(), mimetype="image/svg+xml", headers={"Cache-Control": "private, no-store"})


def _load(deal_id: UUID, number: int) -> tuple[Deal, Movement]:
    """A load of one's own that has a price and a confirmed weight. Raises NotFound otherwise."""
    deal = seen(deal_id)
    load = next((load for load in deal.movements if load.load_number == number), None)
    if load is None or not sales.is_owed(deal, load):
        raise NotFound
    if not policy.may_see(acting_business_id(), deal):
        raise NotFound
    return deal, load


def _page(deal: Deal, load: Movement, form: SaleForm) -> str:
    seller = deal.giver if sales.seller_id(deal, load) == deal.giver_id else deal.taker
    paid = queries.paying_details(seller.id)
    mine = queries.paying_details(acting_business_id())
    return render_template(
        "papers/payment.html", deal=deal, load=load, amount=abs(sales.amount_of(deal, load)), seller=seller,
        sells=seller.id == acting_business_id(), has_iban=bool(paid and paid.iban),
        has_vat=bool(mine and mine.vat_number), form=form, lines=standing_lines(deal, load), claim_labels=claim_labels,
    )  # fmt: skip
