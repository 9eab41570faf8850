"""Which pictures of loads the file store keeps, where, and that they count in their company's quota."""

from collections.abc import Collection
from uuid import UUID

import sqlalchemy as sa

from exchange.accounts import quota
from exchange.deals.models import LoadPhoto
from exchange.kernel import files
from exchange.kernel.invariants import invariant
from exchange.kernel.orm import session

SIZES = ("large", "thumb")
_CHECKED = 2000


def file_name(photo_id: UUID, size: str) -> str:
    """Where a size of a picture lies in the store."""
    return f"tickets/{photo_id}-{size}.webp"


@quota.counts("tickets")
def used_bytes(business_id: UUID) -> int:
    """What a company has shown of its loads."""
    shown = sa.select(sa.func.coalesce(sa.func.sum(LoadPhoto.bytes), 0)).where(LoadPhoto.business_id == business_id)
    return int(session().scalar(shown) or 0)


@files.named_by("tickets")
def tickets_named(names: Collection[str]) -> Collection[str]:
    """Those of some names that belong to a picture of a load."""
    ids = {name: UUID(name.partition("/")[2][:36]) for name in names}
    known = set(session().scalars(sa.select(LoadPhoto.id).where(LoadPhoto.id.in_(ids.values()))))
    return [name for name, id_ in ids.items() if id_ in known]


@invariant("every picture of a load has its file")
def without_file() -> list[str]:
    """The newest pictures whose file is not there."""
    newest = session().scalars(sa.select(LoadPhoto.id).order_by(LoadPhoto.id.desc()).limit(_CHECKED))
    return [f"picture {id_} has no file" for id_ in newest if not files.exists(file_name(id_, "large"))]
