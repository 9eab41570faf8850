"""The weights of the score, for administrators: read, set with a reason, see who set which."""

from typing import Any

from flask import Blueprint, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import BadRequest

from exchange.kernel import clock
from exchange.kernel.refusals import Unprocessable
from exchange.kernel.unit_of_work import unit_of_work
from exchange.matching import labels, service
from exchange.matching.core.weights import TermName
from exchange.matching.queries import weights as stored
from exchange.matching.weights_form import WeightsForm, differences, filled_from
from exchange.web.answers import go
from exchange.web.audiences import Audience, open_to
from exchange.web.forms import filled
from exchange.web.once import once
from exchange.web.visitor import acting_person_id

bp = Blueprint("weights", __name__)


@bp.get("/desk/weights")
@open_to(Audience.ADMINISTRATORS)
def show() -> ResponseReturnValue:
    """What each term is worth today, to change, and how it came to that."""
    return _page(WeightsForm(data=filled_from(stored.setting())))


@bp.post("/desk/weights")
@open_to(Audience.ADMINISTRATORS)
@once
def change() -> ResponseReturnValue:
    """Set other weights; if somebody was faster, show both and let the person decide."""
    form: WeightsForm = filled(WeightsForm)
    if not form.validate():
        return _page(form), 422
    try:
        with unit_of_work():
            service.set_weights(
                form.weights(), version=_version(form), reason=form.reason.data or "", by=acting_person_id(),
                at=clock.now(),
            )  # fmt: skip
    except service.StaleWeights as stale:
        return _compared(form, stale.message), 409
    except Unprocessable as unchanged:
        form.form_errors.append(unchanged.message)
        return _page(form), 422
    flash(_("The weights are stored. Every match is judged anew; this takes a moment."), "good")
    return go(url_for(".show"))


def _compared(form: WeightsForm, stale: str) -> str:
    """Both versions; the form now answers to the stored one, so that sending it again means it."""
    now = stored.setting()
    form.version.data = str(now.version)
    form.version.raw_data = None
    return _page(form, stale=stale, differing=differences(form, now))


def _version(form: WeightsForm) -> int:
    """Which setting the form was made from. Raises BadRequest for what none of our pages sent."""
    text = str(form.version.data or "")
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise BadRequest
    return int(text)


def _page(form: WeightsForm, stale: str = "", differing: Any = ()) -> str:
    return render_template(
        "matching/weights.html",
        form=form,
        stale=stale,
        differing=differing,
        past=stored.history(request.args.get("after")),
        is_first=not request.args.get("after"),
        terms=[(name, labels.term(name)) for name in TermName],
    )
