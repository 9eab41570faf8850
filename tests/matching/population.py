"""Random listings with realistic skew, stored, and their facts written down on the way, not read back."""

from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from random import Random
from typing import Any

from exchange.accounts.models import Business, Permit, Person, Site, Standing
from exchange.kernel.orm import session
from exchange.kernel.place import Place
from exchange.kernel.trade import Country, Grade, LegalStatus
from exchange.listings.cells import around
from exchange.listings.models import ListingState
from exchange.matching.core.facts import NeedFacts, OfferFacts
from tests import makers
from tests.matching import oracle

MATERIALS = [
    "wood", "wood.pallets", "wood.chips", "paper", "paper.corrugated", "metal", "metal.steel", "metal.slag",
    "food.spent_grain", "food", "construction.natural_aggregate", "construction.recycled_aggregate", "glass.cullet",
]  # fmt: skip
CODES = ["150103", "191212", "200138"]
STATES = [ListingState.PUBLISHED] * 6 + [ListingState.OBSERVED, ListingState.PAUSED, ListingState.WITHDRAWN]


@dataclass
class Population:
    """Everything that was posted, and what should be known of it: live listings only."""

    random: Random
    offers: list[OfferFacts] = field(default_factory=list)
    needs: list[NeedFacts] = field(default_factory=list)
    rows: list[Any] = field(default_factory=list)

    def settle(self, businesses: int, moderator: Person) -> list[tuple[Business, Site, frozenset[str]]]:
        """Businesses about Lille, some across the border, some suspended, some with a permit."""
        homes = []
        for number in range(businesses):
            suspended = {"standing": Standing.SUSPENDED, "standing_reason": "test"} if number % 9 == 8 else {}
            business = makers.a_business(f"Company {number}", **suspended)
            place = Place(50.63 + self.random.gauss(0, 0.15), 3.06 + self.random.gauss(0, 0.25))
            country = Country.BE if place.lon > 3.25 else Country.FR
            site = makers.a_site(business, place, country=country)
            homes.append((business, site, self._permit(site, moderator)))
        return homes

    def _permit(self, site: Site, moderator: Person) -> frozenset[str]:
        codes = self.random.sample(CODES, self.random.randint(1, 2))
        is_verified, is_in_force = self.random.random() < 0.7, self.random.random() < 0.7
        session().add(
            Permit(
                site_id=site.id, rubric="2714", reference="P", waste_codes=codes, created_at=makers.MONDAY,
                valid_until=makers.TODAY + timedelta(days=0 if is_in_force else -1),
                verified_at=makers.MONDAY if is_verified else None, verified_by=moderator.id if is_verified else None,
            )
        )  # fmt: skip
        return frozenset(codes) if is_verified and is_in_force else frozenset()

    def _state(self, number: int) -> dict[str, Any]:
        state = self.random.choice(STATES)
        return {"state": state, **({"observed_ref": f"E-{number}"} if state is ListingState.OBSERVED else {})}

    def _window(self) -> tuple[Any, Any]:
        first = makers.TODAY + timedelta(days=self.random.randint(0, 60))
        return first, self.random.choice([None, first + timedelta(days=self.random.randint(0, 60))])

    def _kg(self, most: int) -> Decimal:
        return Decimal(self.random.randint(1, most * 1000)) / 1000

    def post_offer(self, number: int, business: Business, site: Site) -> None:
        """A lot of anything."""
        random, state, (first, last) = self.random, self._state(number), self._window()
        status = None if "observed_ref" in state else random.choice(list(LegalStatus))
        facts = {
            "available_from": first, "available_until": last, "is_negotiable": random.random() < 0.2,
            "delivers_within_km": random.choice([0, 0, 10, 30, 80]), "condition": random.choice([None, *Grade]),
            "minimum_kg": random.choice([Decimal(0), self._kg(500)]), "is_whole_lot": random.random() < 0.2,
            "price_eur_per_t": random.choice([None, Decimal(random.randint(-50, 200))]),
            "waste_code": random.choice(CODES) if status is LegalStatus.WASTE else None, "is_hazardous": False,
        }  # fmt: skip
        material, quantity = random.choice(MATERIALS), self._kg(3000)
        row = makers.a_lot(site, material, str(quantity), legal_status=status, **state, **facts)
        self.rows.append(row)
        if state["state"] not in {ListingState.PUBLISHED, ListingState.OBSERVED}:
            return
        price, whole = facts.pop("price_eur_per_t"), facts.pop("is_whole_lot")
        self.offers.append(
            OfferFacts(
                ref=str(row.id), business_ref=str(business.id), is_active=business.standing is Standing.ACTIVE,
                material=oracle.spans()[material], place=_stands(site, state), country=site.country, free_kg=quantity,
                ask_eur_per_t=price, legal_status=status, is_observed="observed_ref" in state,
                **{**facts, "minimum_kg": quantity if whole else facts["minimum_kg"]},
            )
        )  # fmt: skip

    def post_need(self, number: int, business: Business, site: Site, permitted: frozenset[str]) -> None:
        """A need for one to three materials."""
        random, state, (first, last) = self.random, self._state(number), self._window()
        codes = sorted(random.sample(MATERIALS, random.choice([1, 1, 2, 3])))
        statuses = random.choice([[], random.sample(list(LegalStatus), 3)])
        facts = {
            "wanted_from": first, "wanted_until": last, "is_negotiable": random.random() < 0.2,
            "collects_within_km": random.choice([0, 5, 20, 40, 100]), "lowest_grade": random.choice([None, *Grade]),
            "smallest_lot_kg": random.choice([Decimal(0), self._kg(500)]),
            "highest_eur_per_t": random.choice([None, Decimal(random.randint(-50, 200))]),
        }  # fmt: skip
        wanted, covered = self._kg(3000), random.choice([0, 0, 0.5])
        covered_kg = (wanted * Decimal(covered)).quantize(Decimal("0.001"))
        row = makers.a_need(
            site, *codes, quantity=str(wanted), covered_kg=covered_kg, accepted_statuses=statuses, **state, **facts
        )
        self.rows.append(row)
        if state["state"] not in {ListingState.PUBLISHED, ListingState.OBSERVED}:
            return
        self.needs.append(
            NeedFacts(
                ref=str(row.id), business_ref=str(business.id), is_active=business.standing is Standing.ACTIVE,
                accepts=tuple(accept for code in codes for accept in oracle.accepted(code)), place=_stands(site, state),
                country=site.country, wanted_kg=wanted - covered_kg, accepted_statuses=frozenset(statuses),
                permitted_codes=permitted, is_observed="observed_ref" in state, **facts,
            )
        )  # fmt: skip


def _stands(site: Site, state: dict[str, Any]) -> Place:
    """Registers say where exactly; of members' listings only the area is told, and counts."""
    return site.place if "observed_ref" in state else around(site.place)


def populate(seed: int, moderator: Person, *, listings: int) -> Population:
    """A territory at random: the same seed is the same territory."""
    population = Population(Random(seed))
    homes = population.settle(25, moderator)
    for number in range(listings):
        business, site, permitted = population.random.choice(homes)
        if number % 2:
            population.post_offer(number, business, site)
        else:
            population.post_need(number, business, site, permitted)
    return population
