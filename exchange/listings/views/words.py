"""Words first: the form comes back filled in from a few words, with who would match. Nothing is stored."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from exchange.catalogue import asking
from exchange.listings.flows.rows import Role
from exchange.listings.forms.sketching import sketch
from exchange.listings.forms.spoken import Reader
from exchange.listings.search.criteria import Kind
from exchange.listings.views import filling, prefilled
from exchange.listings.views.common import asked, form_page
from exchange.web.audiences import Audience, open_to
from exchange.web.languages import current_language
from exchange.web.visitor import acting_business_id

bp = Blueprint("words", __name__)
KINDS = {"offers": (Kind.OFFER, Role.OFFER), "needs": (Kind.NEED, Role.NEED)}


@bp.post("/<any(offers, needs):kinds>/filling")
@open_to(Audience.MEMBERS)
def fill(kinds: str) -> ResponseReturnValue:
    """What was typed stays; what was open is filled in. It comes by POST because a form is longer than an address."""
    given, (kind, role) = asked(), KINDS[kinds]
    read = asking.words(request.form, "words"), asking.words(request.form, "words_read")
    reader = Reader(given["catalogue"], current_language(), given["today"])
    texts = reader.filled_in(request.form, *read) if any(read) else request.form
    form = filling.FORMS[kind](texts, **given)
    form.draft_id.data = form.draft_id.data or filling.new_draft_id()
    would = sketch(form, given["sites"], acting_business_id())
    return form_page(
        f"listings/{kinds}/new.html", form, flow=prefilled.flow_shown(form, role), sketch=would, is_looked_for=True
    )
