"""Which kept searches a listing could answer, as one question to the database.

Each condition here lets at least those through that the search's own conditions would: where places are rounded or a
material overlaps more than it should, too many, never too few. What is left is asked the search itself.
"""

from collections.abc import Iterator, Sequence
from math import hypot
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import Range, array

from exchange.accounts.models import Membership
from exchange.catalogue.core.snapshot import Catalogue
from exchange.kernel.orm import session
from exchange.kernel.place import planar_m
from exchange.kernel.territory import territory
from exchange.listings.cells import cell_centre_m
from exchange.listings.models import Need, Offer, SavedSearch, SearchHit
from exchange.listings.models.saved import hit_column
from exchange.listings.search.criteria import WITHIN_KM, Kind, PriceKind
from exchange.listings.search.filters import left_kg, table_of
from exchange.listings.search.wording import spoken_queries

_SLACK_M = 1.0
"""For the rounding of roots: the database measures again."""


def askable(kind: Kind, listing: Any, catalogue: Catalogue) -> Sequence[SavedSearch]:
    """Awake searches of others that a listing could answer for the first time.

    Members of its business are not asked. Searches whose words were understood under another version of the
    catalogue are all let through as far as words go.
    """
    table = table_of(kind)
    members = sa.select(Membership.person_id).where(
        Membership.business_id == listing.business_id, Membership.ended_at.is_(None)
    )  # fmt: skip
    known = sa.exists().where(SearchHit.search_id == SavedSearch.id, hit_column(kind) == listing.id)
    awake = SavedSearch.kind == kind, SavedSearch.paused_at.is_(None)
    rows = sa.select(SavedSearch).join(table, table.id == listing.id).where(*awake, *_fits(kind, listing, catalogue))
    return session().scalars(rows.where(~known, SavedSearch.person_id.not_in(members)).order_by(SavedSearch.id)).all()


def _fits(kind: Kind, listing: Any, catalogue: Catalogue) -> Iterator[sa.ColumnElement[bool]]:
    """Cheap ones first; the words last."""
    codes = _overlapping(listing, catalogue)
    asked = SavedSearch.criteria
    nears = asked["near"].astext + "/" + asked["within"].astext
    yield sa.or_(sa.func.cardinality(SavedSearch.materials) == 0, SavedSearch.materials.overlap(codes))
    yield _if("price", asked["price"].has_key(_price_kind(listing)))
    yield _if("commune", asked["commune"].has_any(array(_communes_around(listing), type_=sa.Text)))
    yield _if("within", nears.in_(_reaching(listing)))
    yield _if("status", _status(kind, listing))
    yield _if("grade", _grade(kind))
    yield _if("least_kg", left_kg(table_of(kind)) >= sa.cast(asked["least_kg"].astext, sa.Numeric))
    says = [table_of(kind).words.op("@@")(query) for query in spoken_queries(asked["q"].astext)]
    yield _if("q", sa.or_(SavedSearch.meant_by != catalogue.version, SavedSearch.meant.overlap(codes), *says))


def _if(name: str, condition: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    """A criterion that the search does not name holds for everything."""
    return sa.or_(~SavedSearch.criteria.has_key(name), condition)


def _overlapping(listing: Offer | Need, catalogue: Catalogue) -> list[str]:
    """The nodes above and below what the listing is or accepts."""
    spans = [listing.material] if isinstance(listing, Offer) else list(listing.material)
    nodes = ((code, Range(entry.span.lft, entry.span.end)) for code, entry in catalogue.materials.items())
    return [code for code, node in nodes if any(node.overlaps(span) for span in spans)]


def _price_kind(listing: Offer | Need) -> str:
    price = listing.price_eur_per_t if isinstance(listing, Offer) else listing.highest_eur_per_t
    if price is None:
        return PriceKind.OPEN.value
    return (PriceKind.FREE if price == 0 else PriceKind.PAID if price > 0 else PriceKind.HOLDER_PAYS).value


def _communes_around(listing: Offer | Need) -> list[str]:
    """Communes whose set holds the listing's public cell."""
    cell = listing.cell_x_m, listing.cell_y_m
    communes = territory().communes.values()
    return [one.code for one in communes if one.name == listing.cell_name or cell_centre_m(one.place) == cell]


def _reaching(listing: Offer | Need) -> list[str]:
    """Every «commune/kilometres» within which the listing's public cell lies."""
    reaching = []
    for commune in territory().communes.values():
        x_m, y_m = planar_m(commune.place)
        apart_m = hypot(listing.cell_x_m - x_m, listing.cell_y_m - y_m)
        reaching += [f"{commune.code}/{within}" for within in WITHIN_KM if apart_m <= within * 1000 + _SLACK_M]
    return reaching


def _status(kind: Kind, listing: Any) -> sa.ColumnElement[bool]:
    taken = [str(listing.legal_status)] if kind is Kind.OFFER else list(listing.accepted_statuses)
    named: sa.ColumnElement[bool] = SavedSearch.criteria["status"].has_any(array(taken, type_=sa.Text))
    return named if taken else sa.true()


def _grade(kind: Kind) -> sa.ColumnElement[bool]:
    asked = sa.cast(SavedSearch.criteria["grade"].astext, sa.Integer)
    return (
        Offer.condition >= asked
        if kind is Kind.OFFER
        else sa.or_(Need.lowest_grade.is_(None), Need.lowest_grade <= asked)
    )
