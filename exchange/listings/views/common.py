"""What the doors of offers and needs share: who looks, what forms are given, what may be seen."""

from functools import partial
from typing import Any, TypeVar
from uuid import UUID

from flask import render_template, request, url_for
from werkzeug.exceptions import BadRequest

from exchange.accounts import queries as accounts
from exchange.catalogue import queries as catalogue
from exchange.kernel import clock
from exchange.kernel.refusals import NotFound
from exchange.listings import audience, completing, labels, parties, policy, queries, shown
from exchange.listings.forms.asking import ListingForm
from exchange.listings.forms.renewal import RenewalForm
from exchange.listings.models import Need, Offer, Paper
from exchange.listings.service.tending import EXTENSION
from exchange.listings.views.holding import kept_with
from exchange.web import copying
from exchange.web.visitor import acting_business, acting_business_id, visitor

Listing = TypeVar("Listing", Offer, Need)


def asked() -> dict[str, Any]:
    """What a form may offer to the business acted for, today."""
    sites = accounts.sites_of(acting_business_id())
    return {"catalogue": catalogue.current(), "sites": sites, "today": clock.today()}


def wants_suggestions() -> bool:
    """Whether the button beside the words was pressed: a step of the form, not yet its end."""
    return "suggest" in request.form


def form_page(template: str, form: ListingForm, **context: Any) -> str:
    """The form, or where to begin for a business without a site."""
    if not form.site_id.choices:
        return render_template("listings/no_site.html")
    usual: dict[str, Any] = {"differing": [], "stale": "", "sketch": None, "is_looked_for": False}
    usual["kept"] = kept = context["kept"] if "kept" in context else kept_with(form, None)
    usual["complete"] = completing.of_form(form, photos=len(kept))
    return render_template(template, form=form, labels=labels, **{**usual, **context})


def version_of(form: ListingForm) -> int:
    """Which version the form was made from. Raises BadRequest for what none of our pages sent."""
    text = str(form.version.data or "")
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise BadRequest
    return int(text)


def looking() -> dict[str, Any]:
    """Who looks, as policies ask for it."""
    business = acting_business()
    return {"business_id": business.id if business else None, "is_staff": visitor().is_staff}


def may_see(listing: Offer | Need) -> bool:
    """Whether whoever looks may see it; its holder must be loaded."""
    who = looking()
    return policy.may_see(
        listing, listing.business, **who, may_facilitate=visitor().may_facilitate,
        is_guest=audience.is_guest(listing, who["business_id"], clock.today()),
    )  # fmt: skip


def seen(listing: Listing | None) -> Listing:
    """The listing, if whoever looks may see it. Raises NotFound otherwise, as for a missing one."""
    if listing is None or not may_see(listing):
        raise NotFound
    return listing


def read(listing: Listing | None) -> Listing:
    """The listing on its page: as ``seen``, and counted where it is somebody else's. Raises TooMany, too."""
    found, mine = seen(listing), acting_business()
    if mine is None or not policy.owns(mine.id, found):
        copying.note_page()
    return found


def papers_for(offer: Offer) -> list[Paper]:
    """The documents of a lot that whoever looks may fetch."""
    mine, papers = acting_business(), queries.papers_of(offer.id)
    if mine is None or not papers:
        return []
    is_trading, has_agreed = visitor().is_confirmed and mine.is_active, parties.has_agreed(offer.id, mine.id)
    may_read = partial(
        policy.may_read_paper, offer=offer, business_id=mine.id, is_trading=is_trading, has_agreed=has_agreed
    )  # fmt: skip
    return [paper for paper in papers if may_read(paper)]


def own(listing: Listing | None) -> Listing:
    """The listing, if it belongs to the business acted for and may still change. Raises NotFound otherwise."""
    if listing is None or not policy.may_edit(acting_business_id(), listing):
        raise NotFound
    return listing


def me() -> UUID | None:
    """The business acted for, for templates that ask the policy."""
    business = acting_business()
    return business.id if business else None


def tended(listing: Offer | Need) -> dict[str, Any]:
    """For the owner's panel: who could look after it, who does, and until when it would be renewed."""
    if not policy.owns(me(), listing):
        return {}
    colleagues = [member.person for member in accounts.members_of(listing.business_id)]
    return {
        "colleagues": colleagues,
        "hands": next((person.name for person in colleagues if person.id == listing.posted_by), ""),
        "renewal": RenewalForm(until=clock.today() + EXTENSION),
    }


def whereabouts(listing: Offer | Need, kind: str) -> dict[str, Any]:
    """Where it is, in words and on the map, as far as whoever looks may know."""
    name, place = shown.public_place(listing)
    href = url_for("search.show", kind="need" if kind == "need" else None)
    return {"place": name, "map": shown.place_map(name, place, kind, href, url_for("pictures.land"))}
