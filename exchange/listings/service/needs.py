"""Posting and editing a need."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from flask_babel import gettext as _

from exchange.kernel.orm import session
from exchange.kernel.refusals import Conflict, Unprocessable
from exchange.listings import policy
from exchange.listings.cells import around
from exchange.listings.models import ListingState, Need, NeedAccepts
from exchange.listings.placing import here, reach_circle
from exchange.listings.service.changes import (
    Hand,
    Stale,
    announce,
    first_state,
    locked_own,
    note_opening,
    open_state,
    site_of,
    state_after_edit,
)
from exchange.listings.service.drafts import NeedDraft
from exchange.listings.service.materials import material_spans
from exchange.listings.vetting import vet
from exchange.web.formats import mass

MOST_MATERIALS = 5


def post_need(draft: NeedDraft, *, by: UUID, business_id: UUID, at: datetime) -> Need:
    """Say what is wanted: published at once for verified businesses, in review for others.

    Raises Unprocessable where a material or the site does not stand.
    """
    state = first_state(business_id)
    need = Need(
        business_id=business_id, posted_by=by, state=state, created_at=at, covered_kg=Decimal(0),
        **_columns(draft, business_id),
    )  # fmt: skip
    if state is ListingState.PUBLISHED:
        need.state = state = open_state(need, at)
        note_opening(need, at)
    session().add(need)
    session().flush()
    _accept(need.id, draft)
    announce(need, "posted", Hand(at, by, business_id), quantity_kg=draft.quantity_kg, state=state)
    session().flush()
    session().refresh(need)
    vet(need, at)
    return need


def edit_need(need_id: UUID, draft: NeedDraft, *, version: int, by: UUID, business_id: UUID, at: datetime) -> Need:
    """Change a need as a whole.

    Raises Stale when ``version`` is not the stored one any more, Conflict when less would be wanted than is agreed
    already, Unprocessable as for posting.
    """
    need = locked_own(Need, need_id, business_id)
    if not policy.may_edit(business_id, need):
        raise Conflict("not_editable", _("A withdrawn listing cannot be changed. Post it anew."))
    if need.version != version:
        raise Stale
    if draft.quantity_kg < need.covered_kg:
        raise Conflict("already_covered", _("%(covered)s are agreed already.", covered=mass(need.covered_kg)))
    before = _facts(need)
    for name, value in _columns(draft, business_id).items():
        setattr(need, name, value)
    need.version, need.state = need.version + 1, state_after_edit(need, at)
    note_opening(need, at)
    _accept(need.id, draft)
    announce(need, "edited", Hand(at, by, business_id), before=before, after=_facts(need))
    session().flush()
    session().refresh(need)
    vet(need, at)
    return need


def _columns(draft: NeedDraft, business_id: UUID) -> dict[str, Any]:
    if not 1 <= len(draft.material_codes) <= MOST_MATERIALS:
        raise Unprocessable("material_codes", _("Name one to five materials."))
    place = around(site_of(draft.site_id, business_id).place)
    names = (
        "title", "description", "unit", "kg_per_unit", "smallest_lot_kg", "rhythm", "is_weekly", "lowest_grade",
        "site_id", "collects_within_km", "wanted_from", "wanted_until", "highest_eur_per_t", "is_negotiable",
        "is_anonymous", "partners_from", "everyone_from",
    )  # fmt: skip
    return {
        **{name: getattr(draft, name) for name in names},
        "weekdays": list(draft.weekdays),
        "months": list(draft.months),
        "wanted_kg": draft.quantity_kg,
        "accepted_statuses": [str(status) for status in draft.accepted_statuses],
        "material": material_spans(draft.material_codes),
        **here(place),
        "reach": reach_circle(place, draft.collects_within_km),
    }


def _accept(need_id: UUID, draft: NeedDraft) -> None:
    """One row per accepted node, for the direction offer → needs."""
    session().execute(sa.delete(NeedAccepts).where(NeedAccepts.need_id == need_id))
    session().add_all(NeedAccepts(need_id=need_id, material_code=code) for code in dict.fromkeys(draft.material_codes))


def _facts(need: Need) -> dict[str, Any]:
    names = (
        "title",
        "wanted_kg",
        "unit",
        "highest_eur_per_t",
        "wanted_until",
        "collects_within_km",
        "state",
        "version",
    )
    return {name: getattr(need, name) for name in names}
