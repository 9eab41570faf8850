"""Sites and the permits they hold."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from flask_babel import ngettext

from exchange.accounts import queries, quota, ties
from exchange.accounts.models import Permit, Site
from exchange.kernel import files
from exchange.kernel.happenings import happened
from exchange.kernel.ids import new_id
from exchange.kernel.jobs import Job, defer
from exchange.kernel.orm import session
from exchange.kernel.place import Place
from exchange.kernel.refusals import Conflict, NotFound
from exchange.kernel.territory import Commune
from exchange.web.formats import quoted

MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class SiteDraft:
    """A checked site: in a known commune, at its point unless an exact place (degrees) is given."""

    name: str
    address: str
    postal_code: str
    commune: Commune
    place: Place
    opening_hours: dict[str, Any]
    access: str

    def columns(self) -> dict[str, Any]:
        """The draft as the site's columns."""
        plain = {name: getattr(self, name) for name in ("name", "address", "postal_code", "opening_hours", "access")}
        where = {"commune_code": self.commune.code, "commune_name": self.commune.name, "country": self.commune.country}
        return {**plain, **where, "lat": self.place.lat, "lon": self.place.lon}


@dataclass(frozen=True, slots=True)
class PermitDraft:
    """A permit by its holder's word; codes have six digits each, the last day counts."""

    rubric: str
    reference: str
    waste_codes: list[str]
    valid_until: date
    paper: bytes = b""
    """The act as a checked PDF, where its holder laid it beside."""


def open_site(business_id: UUID, draft: SiteDraft, *, by: UUID, at: datetime) -> Site:
    """A business loads and unloads at one more place."""
    site = Site(id=new_id(), business_id=business_id, created_at=at, **draft.columns())
    session().add(site)
    session().flush()
    happened("site", site.id, "opened", at=at, by=by, business_id=business_id)
    return site


def change_site(site_id: UUID, business_id: UUID, draft: SiteDraft, *, by: UUID, at: datetime) -> Site:
    """Correct or move a site; when it moved, its listings and matches follow. Raises NotFound for a foreign one."""
    site = _own(site_id, business_id)
    moved = (site.place, site.country) != (draft.place, draft.commune.country)
    for column, value in draft.columns().items():
        setattr(site, column, value)
    session().flush()
    if moved:
        defer(Job.FOLLOW_SITE, lock=f"site:{site_id}", site_id=str(site_id))
    happened("site", site.id, "changed", at=at, by=by, business_id=business_id, moved=moved)
    return site


def close_site(site_id: UUID, business_id: UUID, *, by: UUID, at: datetime) -> None:
    """Nothing new loads or unloads there; what was agreed keeps its address.

    Raises NotFound for a foreign one, Conflict naming what other rooms still have there: whoever posts there
    meanwhile waits for this lock, and finds the site closed.
    """
    site = _own(site_id, business_id)
    session().refresh(site, with_for_update={"key_share": True})
    _refuse_while_in_use(site)
    site.closed_at = at
    session().flush()
    happened("site", site_id, "closed", at=at, by=by, business_id=business_id)


def add_permit(site_id: UUID, business_id: UUID, draft: PermitDraft, *, by: UUID, at: datetime) -> Permit:
    """State a permit; it counts once a moderator has seen the paper.

    The file lies there before its row: no row names a missing one. Raises NotFound for a foreign site, Conflict where
    the company's quota is full.
    """
    site = _own(site_id, business_id)
    quota.make_room(business_id, len(draft.paper))
    said = {name: value for name, value in asdict(draft).items() if name != "paper"}
    permit = Permit(id=new_id(), site_id=site.id, created_at=at, paper_bytes=len(draft.paper) or None, **said)
    if draft.paper:
        files.put(paper_name(permit.id), draft.paper)
    session().add(permit)
    session().flush()
    happened("permit", permit.id, "stated", at=at, by=by, business_id=business_id, site=site_id)
    return permit


def paper_name(permit_id: UUID) -> str:
    """Under which name the act of a permit lies in the store."""
    return f"permits/{permit_id}.pdf"


def _refuse_while_in_use(site: Site) -> None:
    titles = ties.titles_at(site.id)
    if not titles:
        return
    named = ", ".join(quoted(title) for title in titles[:MOST_NAMED])
    message = ngettext(
        "%(named)s still stands at this site. Withdraw it or move it to another site first.",
        "%(num)d listings still stand at this site: %(named)s. Withdraw them or move them to another site first.",
        len(titles),
        named=named if len(titles) <= MOST_NAMED else f"{named} …",
    )
    raise Conflict("site_in_use", message)


def _own(site_id: UUID, business_id: UUID) -> Site:
    site = queries.site_of(business_id, site_id)
    if site is None:
        raise NotFound
    return site
