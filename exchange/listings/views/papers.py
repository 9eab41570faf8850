"""Documents: handed in by the holder, saved by whoever may have them."""

from functools import partial
from uuid import UUID

from flask import Blueprint, flash, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.kernel import clock
from exchange.kernel.refusals import NotFound
from exchange.kernel.unit_of_work import unit_of_work
from exchange.listings import queries, service
from exchange.listings.forms import PaperForm, PhotoForm
from exchange.listings.service.papers import file_name
from exchange.listings.views.common import may_see, own, papers_for
from exchange.listings.views.photos import changed, files_page
from exchange.web import stored
from exchange.web.answers import go
from exchange.web.audiences import Audience, also_on_behalf, open_to
from exchange.web.forms import filled
from exchange.web.once import once
from exchange.web.visitor import acting_business_id, acting_person_id

bp = Blueprint("papers", __name__)


@bp.post("/offers/<uuid:offer_id>/papers")
@open_to(Audience.MEMBERS)
@also_on_behalf
@once
def add(offer_id: UUID) -> ResponseReturnValue:
    """Lay a document beside the lot."""
    offer, form = own(queries.offer(offer_id)), filled(PaperForm)
    if not form.validate():
        return files_page(offer, PhotoForm(), form), 422
    with unit_of_work():
        service.add_paper(
            offer_id, form.draft(), by=acting_person_id(), business_id=acting_business_id(), at=clock.now()
        )  # fmt: skip
    flash(_("The document is there."), "good")
    return go(url_for("photos.manage", offer_id=offer_id))


@bp.post("/offers/<uuid:offer_id>/papers/<uuid:paper_id>/removal")
@open_to(Audience.MEMBERS)
@also_on_behalf
@once
def remove(offer_id: UUID, paper_id: UUID) -> ResponseReturnValue:
    """Hand it out no more."""
    return changed(offer_id, partial(service.remove_paper, offer_id, paper_id))


@bp.get("/papers/<uuid:paper_id>")
@open_to(Audience.SIGNED_IN)
@also_on_behalf
def save(paper_id: UUID) -> ResponseReturnValue:
    """The document, to be saved. Who may not have it learns nothing of it."""
    found = queries.paper(paper_id)
    if found is None or not may_see(found[1]) or found[0] not in papers_for(found[1]):
        raise NotFound
    return stored.attachment(file_name(paper_id), "application/pdf", f"{found[0].title}.pdf")
