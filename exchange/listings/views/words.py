"""Words first: the form comes back filled in from a few words, with who would match. Only its photos are kept."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import CombinedMultiDict

from exchange.catalogue import asking
from exchange.listings.flows.rows import Role
from exchange.listings.forms import OfferForm
from exchange.listings.forms.asking import ListingForm
from exchange.listings.forms.sketching import sketch
from exchange.listings.forms.spoken import Reader
from exchange.listings.search.criteria import Kind
from exchange.listings.views import filling, holding, prefilled
from exchange.listings.views.common import asked, form_page
from exchange.web.answers import wants_part
from exchange.web.audiences import Audience, also_on_behalf, open_to
from exchange.web.bodies import takes_up_to
from exchange.web.languages import current_language
from exchange.web.visitor import acting_business_id

bp = Blueprint("words", __name__)
KINDS = {"offers": (Kind.OFFER, Role.OFFER), "needs": (Kind.NEED, Role.NEED)}


@bp.post("/<any(offers, needs):kinds>/filling")
@takes_up_to(holding.REQUEST_MB)
@open_to(Audience.MEMBERS)
@also_on_behalf
def fill(kinds: str) -> ResponseReturnValue:
    """What was typed stays; what was open is filled in. It comes by POST because a form is longer than an address."""
    given, (kind, role) = asked(), KINDS[kinds]
    read = asking.words(request.form, "words"), asking.words(request.form, "words_read")
    reader = Reader(given["catalogue"], current_language(), given["today"])
    texts = reader.filled_in(request.form, *read) if any(read) else request.form
    form = filling.FORMS[kind](CombinedMultiDict([texts, request.files]), **given)
    form.draft_id.data = form.draft_id.data or filling.new_draft_id()
    if not wants_part():
        _keep_photos(form)
    would = sketch(form, given["sites"], acting_business_id())
    return form_page(
        f"listings/{kinds}/new.html", form, flow=prefilled.flow_shown(form, role), sketch=would, is_looked_for=True
    )


def _keep_photos(form: ListingForm) -> None:
    """The whole page is drawn anew: a browser would forget the files that were chosen. Parts leave them where they are.

    A file that is no picture is told beside the field, as after an error.
    """
    if isinstance(form, OfferForm):
        form.photo.errors = list(form.photo.process_errors)
    if not holding.too_many(form):
        holding.hold(form)
