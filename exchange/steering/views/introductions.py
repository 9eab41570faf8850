"""Introductions: made with one click, followed down the funnel, seen by both sides."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _

from exchange.catalogue import queries as catalogue
from exchange.kernel import clock
from exchange.kernel.refusals import NotFound
from exchange.kernel.unit_of_work import unit_of_work
from exchange.matching.core.facts import Side
from exchange.steering import labels, letters, service
from exchange.steering.forms import DropForm, NoteForm
from exchange.steering.funnel import Stage
from exchange.steering.models import DropReason
from exchange.steering.queries import introductions as queries
from exchange.steering.shown import funnel_rows, step_of
from exchange.steering.sides import half_of, halves
from exchange.web.answers import go
from exchange.web.audiences import Audience, open_to
from exchange.web.forms import filled
from exchange.web.languages import NATIVE_NAMES, current_language
from exchange.web.once import once
from exchange.web.visitor import acting_business_id, acting_person_id

bp = Blueprint("introductions", __name__)
_ONE = "/desk/introductions/<uuid:introduction_id>"


@bp.get("/desk/introductions")
@open_to(Audience.FACILITATORS)
def index() -> ResponseReturnValue:
    """The funnel: how many came how far, where they died and why; below, the introductions of a stage."""
    only, after = request.args.get("stage"), request.args.get("after")
    return render_template(
        "steering/introductions/index.html", funnel=funnel_rows(queries.counts()), only=only, is_first=not after,
        found=queries.introductions(only, after), halves=halves, labels=labels, label=_label, Stage=Stage,
        dropped=queries.DROPPED,
    )  # fmt: skip


@bp.post("/desk/introductions")
@open_to(Audience.FACILITATORS)
@once
def introduce() -> ResponseReturnValue:
    """Bring the two sides of a pair together."""
    ids = _uuid(request.form.get("offer_id", "")), _uuid(request.form.get("need_id", ""))
    with unit_of_work():
        made = service.introduce(*ids, by=acting_person_id(), at=clock.now())
    flash(_("Introduced. Whoever is here has been told; for the others there is a letter below."), "good")
    return go(url_for(".show", introduction_id=made))


@bp.get(_ONE)
@open_to(Audience.FACILITATORS)
def show(introduction_id: UUID) -> ResponseReturnValue:
    """Both sides, how far it came, what to do next, notes."""
    return _page(introduction_id)


@bp.post(f"{_ONE}/notes")
@open_to(Audience.FACILITATORS)
@once
def write(introduction_id: UUID) -> ResponseReturnValue:
    """Remember something."""
    form = filled(NoteForm)
    if not form.validate():
        return _page(introduction_id, note=form), 422
    with unit_of_work():
        service.write_note(introduction_id, form.text.data or "", by=acting_person_id(), at=clock.now())
    return go(url_for(".show", introduction_id=introduction_id))


@bp.post(f"{_ONE}/answer")
@open_to(Audience.FACILITATORS)
@once
def answered(introduction_id: UUID) -> ResponseReturnValue:
    """Somebody answered by telephone or letter."""
    with unit_of_work():
        service.note_answer(introduction_id, by=acting_person_id(), at=clock.now())
    return go(url_for(".show", introduction_id=introduction_id))


@bp.post(f"{_ONE}/dropping")
@open_to(Audience.FACILITATORS)
@once
def drop(introduction_id: UUID) -> ResponseReturnValue:
    """Give it up, with a reason."""
    form = filled(DropForm)
    if not form.validate():
        return _page(introduction_id, dropping=form), 422
    with unit_of_work():
        service.drop(introduction_id, DropReason(form.reason.data), by=acting_person_id(), at=clock.now())
    return go(url_for(".show", introduction_id=introduction_id))


@bp.post(f"{_ONE}/resumption")
@open_to(Audience.FACILITATORS)
@once
def resume(introduction_id: UUID) -> ResponseReturnValue:
    """Take it up again."""
    with unit_of_work():
        service.resume(introduction_id, by=acting_person_id(), at=clock.now())
    return go(url_for(".show", introduction_id=introduction_id))


@bp.get(f"{_ONE}/letter/<any(offer, need):side>")
@open_to(Audience.FACILITATORS)
def letter(introduction_id: UUID, side: str) -> ResponseReturnValue:
    """A letter to print or copy, in the language of the place or the one asked for."""
    introduction = queries.introduction(introduction_id).introduction
    giver, taker = halves(introduction)
    own = giver if side == Side.OFFER else taker
    wish = request.args.get("in")
    language = wish if wish in NATIVE_NAMES else letters.language_of(own.listing.site)
    with force_locale(language):
        written = letters.written(own, introduction.distance_km, on=clock.today())
    return render_template(
        "steering/introductions/letter.html", introduction=introduction, side=side, letter=written, written_in=language,
        letter_languages=NATIVE_NAMES,
    )  # fmt: skip


@bp.get("/introductions/<uuid:introduction_id>")
@open_to(Audience.MEMBERS)
def see(introduction_id: UUID) -> ResponseReturnValue:
    """What one of the two sides sees: its own end, of the other what it may learn, and its next step."""
    standing = queries.introduction(introduction_id)
    sides = half_of(standing.introduction, acting_business_id())
    if sides is None:
        raise NotFound
    own, other = sides
    return render_template(
        "steering/introductions/see.html", standing=standing, own=own, other=other, label=_label,
        step=step_of(standing, own.side),
    )  # fmt: skip


def _page(introduction_id: UUID, note: NoteForm | None = None, dropping: DropForm | None = None) -> str:
    standing = queries.introduction(introduction_id)
    sides = halves(standing.introduction)
    return render_template(
        "steering/introductions/show.html", standing=standing, sides=sides, labels=labels, Stage=Stage, label=_label,
        people=queries.with_people(half.business_id for half in sides), notes=queries.notes(introduction_id),
        note_form=note or NoteForm(), drop_form=dropping or DropForm(),
    )  # fmt: skip


def _label(code: str) -> Any:
    return catalogue.current().label(code, current_language())


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound from None
