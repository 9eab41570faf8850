"""The list of my deals, a new one, and its page."""

from uuid import UUID

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.deals import labels, proposing, queries, service, shown
from exchange.deals.forms import ProposalForm
from exchange.deals.views.blueprint import back_to, bp, not_too_often, party
from exchange.deals.views.page import page, seen
from exchange.kernel import clock
from exchange.kernel.refusals import NotFound
from exchange.kernel.unit_of_work import unit_of_work
from exchange.web.audiences import Audience, also_on_behalf, open_to
from exchange.web.forms import filled
from exchange.web.once import once
from exchange.web.paging import read_cursor
from exchange.web.visitor import acting_business_id

MOST_PROPOSALS_AN_HOUR = 60


@bp.get("")
@open_to(Audience.MEMBERS)
@also_on_behalf
def index() -> ResponseReturnValue:
    """My deals, those that wait for me first."""
    me = acting_business_id()
    try:
        found = queries.board(me, read_cursor(request.args.get("after"), 3))
    except (TypeError, ValueError):
        found = queries.board(me)
    then = url_for(".index", after=found.next_cursor) if found.next_cursor else None
    return render_template("deals/index.html", deals=found.rows, me=me, shown=shown, labels=labels, next_href=then)


@bp.get("/new")
@open_to(Audience.MEMBERS)
def new() -> ResponseReturnValue:
    """Terms for a lot, asked for by its taker or offered by its holder to a need."""
    form = ProposalForm(request.args)
    return _proposal_page(form, _lot_of(form), fresh=True)


@bp.post("")
@open_to(Audience.MEMBERS)
@once
def propose() -> ResponseReturnValue:
    """Put terms on the table."""
    not_too_often("proposal", MOST_PROPOSALS_AN_HOUR)
    form = filled(ProposalForm)
    offer_id = _lot_of(form)
    if not form.validate():
        return _proposal_page(form, offer_id), 422
    with unit_of_work():
        deal = service.propose(form.draft(offer_id), by=party(), at=clock.now())
    return back_to(deal.id, _("Your proposal is on its way."))


@bp.get("/<uuid:deal_id>")
@open_to(Audience.MEMBERS)
def show(deal_id: UUID) -> ResponseReturnValue:
    """Where it stands, whose turn it is, and everything said and done."""
    return page(seen(deal_id))


def _lot_of(form: ProposalForm) -> UUID:
    """The lot that a proposal is about. Raises NotFound for what is no id."""
    try:
        return UUID(form.offer_id.data or "")
    except ValueError:
        raise NotFound from None


def _proposal_page(form: ProposalForm, offer_id: UUID, *, fresh: bool = False) -> str:
    asked = proposing.asked(form, offer_id, acting_business_id(), fresh=fresh)
    return render_template("deals/new.html", form=form, **asked)
