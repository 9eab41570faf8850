"""What the rows of the room name in the file store: nothing else of its folders is kept, and nothing less."""

from collections.abc import Collection
from uuid import UUID

import sqlalchemy as sa

from exchange.accounts import quota
from exchange.kernel import files
from exchange.kernel.invariants import invariant
from exchange.kernel.orm import session
from exchange.listings.models import KeptPhoto, Offer, Paper, Photo
from exchange.listings.service import papers

_CHECKED = 2000
"""The newest of each: asking a bucket for every photo of years would take hours."""


@files.named_by("photos")
def photos_named(names: Collection[str]) -> Collection[str]:
    """Those of some names that belong to a photo, of a lot or of a form that is not done."""
    return [*_named(Photo, names), *_named(KeptPhoto, names)]


@files.named_by("papers")
def papers_named(names: Collection[str]) -> Collection[str]:
    """Those of some names that belong to a document."""
    return _named(Paper, names)


@quota.counts("lots")
def used_bytes(business_id: UUID) -> int:
    """What the photos and documents of a company's lots weigh together, with the photos of its forms."""
    sums = [
        sa.select(sa.func.coalesce(sa.func.sum(table.bytes), 0)).join(Offer).where(Offer.business_id == business_id)
        for table in (Photo, Paper)
    ]
    kept = sa.select(sa.func.coalesce(sa.func.sum(KeptPhoto.bytes), 0)).where(KeptPhoto.business_id == business_id)
    all_of_it = [one.scalar_subquery() for one in (*sums, kept)]
    return int(session().scalar(sa.select(all_of_it[0] + all_of_it[1] + all_of_it[2])) or 0)


@invariant("every photo and document has its file")
def without_file() -> list[str]:
    """The newest rows whose file is not there."""
    pairs = [(f"photo {id_}", f"photos/{id_}-large.webp") for id_ in _newest(Photo)]
    pairs += [(f"document {id_}", papers.file_name(id_)) for id_ in _newest(Paper)]
    return [f"{row} has no file" for row, name in pairs if not files.exists(name)]


def _named(table: type[Photo] | type[Paper] | type[KeptPhoto], names: Collection[str]) -> list[str]:
    ids = {name: UUID(name.partition("/")[2][:36]) for name in names}
    known = set(session().scalars(sa.select(table.id).where(table.id.in_(ids.values()))))
    return [name for name, id_ in ids.items() if id_ in known]


def _newest(table: type[Photo] | type[Paper]) -> list[UUID]:
    return list(session().scalars(sa.select(table.id).order_by(table.id.desc()).limit(_CHECKED)))
