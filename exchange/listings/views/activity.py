"""What my company does, and what businesses like it probably give and take."""

from flask import Blueprint, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.accounts import queries as accounts
from exchange.accounts import service as accounts_service
from exchange.catalogue import asking, files
from exchange.catalogue.core.activities import Flow
from exchange.kernel import clock
from exchange.kernel.refusals import NotFound
from exchange.kernel.unit_of_work import unit_of_work
from exchange.listings import proposing
from exchange.web.answers import go
from exchange.web.audiences import Audience, open_to
from exchange.web.once import once
from exchange.web.visitor import acting_business_id, acting_person_id

bp = Blueprint("activity", __name__, url_prefix="/company/activity")


@bp.get("")
@open_to(Audience.MEMBERS)
def show() -> ResponseReturnValue:
    """Look the activity up by words or code; below, the guesses that follow from it."""
    business, book = accounts.business(acting_business_id()), files.activity_book()
    if business is None:
        raise NotFound
    words, code = asking.words(request.args, "words"), business.activity_code
    return render_template(
        "listings/activity/show.html",
        words=words,
        found=book.find(words),
        code=code,
        activity=book.label(code) if code else "",
        guesses=proposing.guesses(business.id, code),
        is_known=bool(code and book.proposals(code)),
    )


@bp.post("")
@open_to(Audience.MEMBERS)
@once
def choose() -> ResponseReturnValue:
    """This is what we do."""
    code = files.activity_book().read(request.form.get("code", ""))
    if code is None:
        raise NotFound
    with unit_of_work():
        accounts_service.choose_activity(acting_business_id(), code, by=acting_person_id(), at=clock.now())
    flash(_("Your activity is stored."), "good")
    return go(url_for(".show"))


@bp.post("/refusals")
@open_to(Audience.MEMBERS)
@once
def refuse() -> ResponseReturnValue:
    """Not us."""
    role, material = request.form.get("role", ""), request.form.get("material_code", "")
    if role not in set(Flow):
        raise NotFound
    with unit_of_work():
        proposing.refuse(acting_business_id(), Flow(role), material, by=acting_person_id(), at=clock.now())
    return go(url_for(".show"))
