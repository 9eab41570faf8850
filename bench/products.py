"""Real products as listings, and the real words that people looked for them with: what a first page is worth.

Both files are the household dictionary of the French environment agency (quefairedemesobjets, MIT licence): 424
products, and for each query the one product that an editor called right.
"""

import csv
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import TSQUERY, Range

from exchange.accounts.models import Business, Site, Verification
from exchange.catalogue import queries as catalogue_queries
from exchange.catalogue.core.snapshot import Catalogue
from exchange.kernel import clock
from exchange.kernel.orm import session
from exchange.kernel.place import Place
from exchange.kernel.registration import RegistrationKind
from exchange.kernel.trade import Country, LegalStatus
from exchange.kernel.unit_of_work import unit_of_work
from exchange.listings.models import ListingState, MassBasis, Offer
from exchange.listings.placing import here
from exchange.listings.search import queries
from exchange.listings.search.criteria import Criteria, Sort
from exchange.listings.search.filters import meant
from exchange.listings.search.near import merged, near

FOLDER = Path(__file__).parents[1].parent / "shared" / "data" / "real"
PRODUCTS, QUERIES = "qfdmo_products_fr.csv", "qfdmo_queries_fr_dev.csv"
TEXTS = ("text_what_to_do", "text_what_becomes", "text_avoid")
_SPACE = UUID("6f1d7a52-8a0e-4f0e-9d3c-0d5a4f2c7b11")
_ANYWHERE = Place(50.6311, 3.0468)

Finder = Callable[[str], Sequence[UUID]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A query and its right answer; whether it is the product's very name."""

    words: str
    answer: UUID
    is_name: bool


@dataclass(frozen=True, slots=True)
class Worth:
    """How often the right answer came first and among the first ten, and the mean reciprocal rank of the first ten."""

    recall_1: float
    recall_10: float
    mrr_10: float


def load(folder: Path) -> None:
    """Every product as a published lot; its material is what the form would propose for the name."""
    catalogue = catalogue_queries.current()
    with unit_of_work():
        site = _site()
        session().add_all([_lot(row, site, catalogue) for row in _rows(folder / PRODUCTS)])
    session().execute(sa.text("ANALYZE offer"))


def questions(folder: Path) -> list[Asked]:
    """All queries of the file."""
    return [
        Asked(row["query"], _id(row["product_id"]), row["query_equals_product_name"] == "1")
        for row in _rows(folder / QUERIES)
    ]


def ours(words: str) -> list[UUID]:
    """What our search shows on its first page: the answers in their order, and where they are few what comes close."""
    catalogue = catalogue_queries.current()
    criteria = Criteria(words=words, sort=Sort.RELEVANCE)
    meanings = meant(catalogue, words, "fr")
    found = queries.page(criteria, catalogue, meanings, None).rows
    more = near(criteria, catalogue, meanings, "fr") if len(found) < queries.PAGE_SIZE else []
    return [hit.listing.id for hit in merged(found, more)]


def plain(of: str, *, all_words: bool) -> Finder:
    """PostgreSQL's own French full-text search over some text of a lot, ranked by ts_rank; all words or any."""
    text = sa.func.to_tsvector("french", sa.text(of))
    query: sa.ColumnElement[Any] = sa.func.plainto_tsquery("french", sa.bindparam("q"))
    if not all_words:
        query = sa.cast(sa.func.replace(sa.cast(query, sa.Text), "&", "|"), TSQUERY)
    rows = sa.select(Offer.id).where(text.op("@@")(query)).order_by(-sa.func.ts_rank(text, query), Offer.id).limit(10)
    return lambda words: session().scalars(rows, {"q": words}).all()


def worth(finder: Finder, asked: Iterable[Asked]) -> Worth:
    """The three figures over some queries."""
    ranks = []
    for one in asked:
        found = list(finder(one.words))[:10]
        ranks.append(found.index(one.answer) + 1 if one.answer in found else None)
    found_at = [rank for rank in ranks if rank]
    return Worth(
        sum(rank == 1 for rank in found_at) / len(ranks),
        len(found_at) / len(ranks),
        sum(1 / rank for rank in found_at) / len(ranks),
    )


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _id(number: str) -> UUID:
    return uuid5(_SPACE, number)


def _site() -> Site:
    now = clock.now()
    business = Business(
        name="Dictionary", registration_kind=RegistrationKind.SIREN, registration_number="732829320",
        country=Country.FR, verification=Verification.VERIFIED, created_at=now,
    )  # fmt: skip
    session().add(business)
    session().flush()
    site = Site(
        business_id=business.id, name="Yard", address="1 rue", postal_code="59000", commune_code="59350",
        commune_name="Lille", country=Country.FR, lat=_ANYWHERE.lat, lon=_ANYWHERE.lon, created_at=now,
    )  # fmt: skip
    session().add(site)
    session().flush()
    return site


def _lot(row: dict[str, str], site: Site, catalogue: Catalogue) -> Offer:
    found = catalogue.suggest(row["nom"], language="fr", most=1)
    code = found[0].code if found else "mixed"
    span, now = catalogue.span(code), clock.now()
    return Offer(
        id=_id(row["product_id"]), business_id=site.business_id, site_id=site.id, state=ListingState.PUBLISHED,
        title=row["nom"][:160], description=" ".join(row[name] for name in TEXTS), material_code=code,
        material=Range(span.lft, span.end), declared_kg=Decimal(1), free_kg=Decimal(1), unit="kg",
        kg_per_unit=Decimal(1), mass_basis=MassBasis.DECLARED, legal_status=LegalStatus.PRODUCT,
        available_from=now.date(), created_at=now, published_at=now, **here(_ANYWHERE),
    )  # fmt: skip
