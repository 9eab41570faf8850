"""Waste goes only where a permit covers it, other rooms may object to a step, borders are said."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from exchange.accounts.models import Business, Permit, Person, Site
from exchange.deals import conditions
from exchange.deals.models import Deal, DealState
from exchange.kernel.refusals import Conflict
from exchange.kernel.trade import Country, LegalStatus
from exchange.listings.models import Offer
from tests import makers
from tests.deals.acts import Acts
from tests.makers import MONDAY, TODAY, enter

Look = Callable[[Deal | UUID], Deal]


@pytest.fixture
def waste(acts: Acts, brewhouse: Site) -> Offer:
    """Spent grain as waste."""
    lot = makers.a_lot(brewhouse, legal_status=LegalStatus.WASTE, waste_code="020304")
    acts.offer_id = lot.id
    return lot


@pytest.fixture
def permit(session: Session, farmyard: Site, mona: Person) -> Permit:
    """What the farm may take, seen by a moderator."""
    permit = Permit(
        site_id=farmyard.id, rubric="2781-1 D", reference="2024-17", waste_codes=["020304"],
        valid_until=date(2027, 1, 1), created_at=MONDAY, verified_at=MONDAY, verified_by=mona.id,
    )  # fmt: skip
    session.add(permit)
    session.flush()
    return permit


def test_waste_needs_a_verified_permit_of_the_receiving_site(acts: Acts, waste: Offer) -> None:
    with pytest.raises(Conflict, match="permit_missing") as refusal:
        acts.propose()

    assert "020304" in refusal.value.message


@pytest.mark.parametrize(
    "flaw",
    [
        {"verified_at": None, "verified_by": None},
        {"valid_until": TODAY.replace(day=22)},
        {"waste_codes": ["020305"]},
    ],
)
def test_a_permit_counts_only_if_it_was_seen_lasts_and_names_the_code(
    acts: Acts, waste: Offer, permit: Permit, session: Session, flaw: dict[str, Any]
) -> None:
    for name, value in flaw.items():
        setattr(permit, name, value)
    session.flush()

    with pytest.raises(Conflict, match="permit_missing"):
        acts.propose()


def test_a_permit_that_ended_meanwhile_stops_the_acceptance(
    acts: Acts, waste: Offer, permit: Permit, session: Session, look: Look
) -> None:
    deal = acts.propose()
    permit.valid_until = TODAY.replace(day=1)
    session.commit()

    with pytest.raises(Conflict, match="permit_missing"):
        acts.accept(deal)

    assert look(deal).state is DealState.NEGOTIATING


def test_what_another_room_objects_to_is_undone_as_a_whole(
    acts: Acts, session: Session, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    def objects(deal: Deal, verb: str, at: datetime) -> None:
        if verb == "accepted":
            raise Conflict("not_yet", "Not yet")

    monkeypatch.setitem(conditions._CONDITIONS, "tests", objects)
    deal = acts.propose()
    session.commit()

    with pytest.raises(Conflict, match="not_yet"):
        acts.accept(deal)

    assert (look(deal).state, look(deal).offer.committed_kg, look(deal).load) == (DealState.NEGOTIATING, 0, None)


def test_a_load_that_changes_country_says_so(
    acts: Acts, client: FlaskClient, farmyard: Site, bram: Person, farm: Business, session: Session
) -> None:
    farmyard.country = Country.BE
    deal = acts.propose()
    session.commit()

    assert 'id="dossier-border"' in enter(client, bram, farm).get(f"/deals/{deal.id}").text
