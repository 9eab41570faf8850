"""The waste register of a company: what was written, what waits, and the file to hand in."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from exchange.kernel.refusals import NotFound
from exchange.papers import sheets
from exchange.papers.labels import direction_label
from exchange.papers.models import Direction
from exchange.papers.register import reading
from exchange.web.audiences import Audience, open_to
from exchange.web.sheets import sheet
from exchange.web.visitor import acting_business_id

bp = Blueprint("register", __name__, url_prefix="/company/register")


@bp.get("")
@open_to(Audience.MEMBERS)
def show() -> ResponseReturnValue:
    """The latest lines, files by year, and what keeps a line from being written."""
    me = acting_business_id()
    files = [(one, str(direction_label(one)), reading.years(me, one)) for one in Direction]
    return render_template(
        "papers/register.html", lines=reading.latest(me), files=files, waiting=reading.waiting(me),
        direction_label=direction_label,
    )  # fmt: skip


@bp.get("/<direction>.csv")
@open_to(Audience.MEMBERS)
def save(direction: str) -> ResponseReturnValue:
    """The lines as the national service takes them in, of one year or all."""
    try:
        which = Direction(direction)
        year = int(request.args["year"]) if "year" in request.args else None
    except ValueError:
        raise NotFound from None
    if year is not None and not 2000 <= year <= 2100:
        raise NotFound
    name = f"register-{which}-{year}.csv" if year else f"register-{which}.csv"
    return sheet(name, sheets.header(which), sheets.rows(which, acting_business_id(), year))
