"""What matching adds to the pages of other rooms."""

from typing import Any

from flask import render_template
from markupsafe import Markup

from exchange.kernel import clock
from exchange.listings.models import Need, Offer
from exchange.matching import policy
from exchange.matching.core.facts import Side
from exchange.matching.forms import choices
from exchange.matching.listed import Listed
from exchange.matching.looking import looking
from exchange.matching.queries import dismissals, matches
from exchange.matching.queries.facts import LIVE
from exchange.matching.shown import block
from exchange.web.panels import panel
from exchange.web.visitor import visitor

ON_A_PAGE = 10
NEWEST = 5


@panel("offer", 10)
def offer_matches(offer: Offer) -> str:
    """Needs that fit, on the offer's page: for its business and for staff; nothing for anybody else."""
    return _for(Side.OFFER, offer)


@panel("need", 10)
def need_matches(need: Need) -> str:
    """Offers that fit, on the need's page: for its business and for staff; nothing for anybody else."""
    return _for(Side.NEED, need)


@panel("offer", 12)
def needs_that_almost_fit(offer: Offer) -> str:
    """Near misses, fetched when somebody scrolls there; a plain link without scripts."""
    return _almost(Side.OFFER, offer)


@panel("need", 12)
def offers_that_almost_fit(need: Need) -> str:
    """Near misses, fetched when somebody scrolls there; a plain link without scripts."""
    return _almost(Side.NEED, need)


@panel("desk", 35)
def to_dismissals(_: Any) -> str:
    """The way to what was put aside and why, for facilitators."""
    return render_template("matching/_to_dismissals.html") if visitor().may_facilitate else ""


@panel("company", 15)
def my_newest(_: Any) -> str:
    """The latest matches of all my listings, each with the next step."""
    business = visitor().business
    found = [] if business is None else matches.newest(business.id, NEWEST, day=clock.today())
    blocks = [block(one, side) for side, one in found]
    return render_template("matching/_newest.html", blocks=blocks) if blocks else ""


@panel("desk", 30)
def to_flows(_: Any) -> str:
    """The way to the potential that registers show, for facilitators."""
    return render_template("matching/_to_flows.html") if visitor().may_facilitate else ""


@panel("desk", 40)
def to_weights(_: Any) -> str:
    """The way to the weights of the score, for administrators."""
    return render_template("matching/_to_weights.html") if visitor().may_administer else ""


def part(listing: Listed, *, with_observed: bool, after: str | None = None, size: int = matches.PAGE) -> Markup:
    """What a listing's page polls while its matches follow a change. What registers saw is for facilitators."""
    page = matches.ranked(listing, with_observed=with_observed, day=clock.today(), size=size, after=after)
    drawn = render_template(
        "matching/_matches.html",
        listing=listing,
        blocks=[block(found, listing.side) for found in page.rows],
        is_mine=policy.may_dismiss(listing, looking()["business_id"]),
        reasons=choices(),
        dismissed=dismissals.count_of(listing),
        next_cursor=page.next_cursor,
        is_first=not after,
    )
    return Markup(drawn)  # noqa: S704 # nosec B704 # nosemgrep: markup-from-data — the template escaped it


def _for(side: Side, row: Offer | Need) -> str:
    who = visitor()
    listing = matches.listed(side, row.id)
    if listing is None or not policy.may_see_matches(listing, **looking()):
        return ""
    return part(listing, with_observed=who.may_facilitate, size=ON_A_PAGE)


def _almost(side: Side, row: Offer | Need) -> str:
    listing = Listed(row.id, side, row.business_id, row.title, row.state, row.matched_at is None)
    if row.state not in LIVE or not policy.may_see_matches(listing, **looking()):
        return ""
    return render_template("matching/_to_near_misses.html", listing=listing)
