"""Doors of saved searches."""

from uuid import UUID

from flask import Blueprint, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.catalogue import queries as catalogue_queries
from exchange.kernel import clock
from exchange.kernel.unit_of_work import unit_of_work
from exchange.listings.models import SavedSearch
from exchange.listings.saved import queries, service
from exchange.listings.saved.forms import AS_USUAL, SearchForm
from exchange.listings.search.criteria import read_address, read_criteria
from exchange.listings.search.shown import address
from exchange.listings.search.spoken import in_words, name_of
from exchange.notices import labels
from exchange.notices import queries as notices
from exchange.notices.models import Cadence, Topic
from exchange.web.answers import go
from exchange.web.audiences import Audience, open_to
from exchange.web.forms import filled
from exchange.web.languages import current_language
from exchange.web.once import once
from exchange.web.visitor import acting_person_id

bp = Blueprint("searches", __name__)


@bp.get("/searches")
@open_to(Audience.CONFIRMED)
def index() -> ResponseReturnValue:
    """What I keep an eye on."""
    return _index()


@bp.get("/searches/new")
@open_to(Audience.CONFIRMED)
def new() -> ResponseReturnValue:
    """The search of the address in words, to be kept: where somebody arrives who had to sign in first."""
    catalogue, language = catalogue_queries.current(), current_language()
    criteria = read_criteria(request.args, language, catalogue.materials)
    return render_template(
        "listings/saved/new.html",
        criteria=criteria,
        words=in_words(criteria, catalogue, language),
        form=SearchForm(name=name_of(criteria, catalogue, language)),
    )


@bp.post("/searches")
@open_to(Audience.CONFIRMED)
@once
def save() -> ResponseReturnValue:
    """Keep a search, and back to what it finds now."""
    catalogue, language = catalogue_queries.current(), current_language()
    criteria, form = read_criteria(request.form, language, catalogue.materials), filled(SearchForm, cadence=AS_USUAL)
    if not form.validate():
        words = in_words(criteria, catalogue, language)
        return render_template("listings/saved/new.html", criteria=criteria, words=words, form=form), 422
    with unit_of_work():
        service.save(
            acting_person_id(), criteria, name=form.name.data or name_of(criteria, catalogue, language),
            language=language, cadence=form.wish(), at=clock.now(),
        )  # fmt: skip
    flash(_("Done. You are told as soon as something new answers this search."), "good")
    return go(address(criteria))


@bp.post("/searches/<uuid:search_id>")
@open_to(Audience.CONFIRMED)
@once
def change(search_id: UUID) -> ResponseReturnValue:
    """Another name, another wish."""
    search = queries.own(search_id, acting_person_id())
    form = filled(SearchForm, **_stored(search))
    if not form.validate():
        return _index(search_id, form), 422
    with unit_of_work():
        name = form.name.data or search.name
        known = service.change(search_id, name=name, cadence=form.wish(), by=acting_person_id())
    flash(_("The changes to “%(name)s” are stored.", name=known.name), "good")
    return go(url_for(".index"))


@bp.post("/searches/<uuid:search_id>/pause")
@open_to(Audience.CONFIRMED)
@once
def pause(search_id: UUID) -> ResponseReturnValue:
    """Tell nothing for a while."""
    with unit_of_work():
        service.pause(search_id, by=acting_person_id(), at=clock.now())
    return go(url_for(".index"))


@bp.post("/searches/<uuid:search_id>/resumption")
@open_to(Audience.CONFIRMED)
@once
def resume(search_id: UUID) -> ResponseReturnValue:
    """Tell again."""
    with unit_of_work():
        service.resume(search_id, by=acting_person_id())
    return go(url_for(".index"))


@bp.post("/searches/<uuid:search_id>/removal")
@open_to(Audience.CONFIRMED)
@once
def remove(search_id: UUID) -> ResponseReturnValue:
    """Forget it."""
    with unit_of_work():
        service.remove(search_id, by=acting_person_id())
    flash(_("The search is removed."), "good")
    return go(url_for(".index"))


def _stored(search: SavedSearch) -> dict[str, str]:
    return {"name": search.name, "cadence": search.cadence or AS_USUAL}


def _index(refused: UUID | None = None, form: SearchForm | None = None) -> str:
    """All of mine; the one whose change was refused keeps what was typed."""
    catalogue, language = catalogue_queries.current(), current_language()
    rows = []
    for kept in queries.kept(acting_person_id()):
        search, criteria = kept.search, read_address(kept.search.address, catalogue.materials)
        mine = form if search.id == refused else SearchForm(**_stored(search))
        rows.append((kept, mine, in_words(criteria, catalogue, language), address(criteria)))
    preferred = notices.preferences(acting_person_id())[Topic.SEARCHES]
    is_stopped = preferred is Cadence.BELL
    return render_template(
        "listings/saved/index.html", rows=rows, labels=labels, preferred=preferred, is_stopped=is_stopped
    )
