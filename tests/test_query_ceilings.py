"""List pages cost the same with sixty rows as with ten: no query runs once for each row."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from exchange.accounts.measures import service as measures
from exchange.accounts.measures.models import MeasureGround, MeasureKind
from exchange.accounts.measures.noting import Concerned, Reasons, note_measure
from exchange.accounts.models import Business, Permit, Person, Site, StaffRole
from exchange.accounts.service import open_sign_in
from exchange.deals import service as deals
from exchange.deals.models import Hauler
from exchange.kernel import clock
from exchange.kernel.unit_of_work import unit_of_work
from exchange.listings.flows import importing
from exchange.listings.flows.reading import Encoding
from exchange.listings.models import ListingState, LotWatch, Partner
from exchange.listings.saved import service as searches
from exchange.listings.saved.queries import kept as searches_kept
from exchange.listings.saved.service import MOST_OF_A_PERSON
from exchange.listings.search.criteria import Criteria
from exchange.matching import service as matching
from exchange.matching.core.weights import Weights
from exchange.matching.queries import weights
from exchange.moderation.models import Ground
from exchange.moderation.notices import service as notices
from exchange.moderation.notices.models import ContentKind, NoticeReason
from exchange.moderation.rules import service as rules
from exchange.moderation.rules.core.conditions import Condition, ConditionKind
from exchange.moderation.rules.core.judging import Action, Scope
from exchange.moderation.rules.queries import latest as rules_kept
from exchange.steering import service as steering
from exchange.steering.models import Introduction
from tests import makers
from tests.makers import MONDAY
from tests.queries_counted import at_most

GRAIN, PALLETS = "food.spent_grain", "wood.pallets"
FEW, MANY = 10, 60
ANY = 1000
PAGES = [
    ("giver", "/search?kind=need"),
    ("taker", "/search?kind=offer"),
    ("taker", "/search?kind=offer&near=59350&sort=distance"),
    ("taker", "/search/places.geojson?kind=need&zoom=8"),
    ("taker", "/watched"),
    ("giver", "/wishes"),
    ("giver", "/companies/{business}"),
    ("taker", "/companies/{business}"),
    ("giver", "/company"),
    ("taker", "/company"),
    ("giver", "/company/drafts"),
    ("giver", "/account/security"),
    ("giver", "/account/second-step"),
    ("giver", "/account/passkeys"),
    ("giver", "/deals"),
    ("giver", "/calendar"),
    ("giver", "/company/register"),
    ("giver", "/notices"),
    ("giver", "/notices?topic=deals"),
    ("taker", "/searches"),
    ("giver", "/offers/{lot}"),
    ("taker", "/offers/{lot}"),
    ("moderator", "/offers/{lot}"),
    ("giver", "/offers/{lot}/matches"),
    ("taker", "/needs/{need}"),
    ("taker", "/needs/{need}/matches"),
    ("giver", "/offers/{lot}/near-misses"),
    ("taker", "/needs/{need}/near-misses"),
    ("giver", "/offers/{lot}/dismissals"),
    ("taker", "/needs/{need}/dismissals"),
    ("facilitator", "/desk/dismissals"),
    ("moderator", "/desk"),
    ("moderator", "/desk/listings"),
    ("moderator", "/desk/businesses"),
    ("moderator", "/desk/permits"),
    ("facilitator", "/desk/flows"),
    ("administrator", "/desk/weights"),
    ("administrator", "/desk/staff"),
    ("administrator", "/desk/measures"),
    ("moderator", "/desk/reports"),
    ("moderator", "/desk/reports/{notice}"),
    ("giver", "/account/measures"),
    ("moderator", "/desk/rules"),
    ("moderator", "/desk/rules/{rule}"),
    ("moderator", "/desk/rules/{rule}/trial"),
    ("facilitator", "/desk/flows/import"),
    ("facilitator", "/desk/introductions"),
    ("facilitator", "/desk/introductions/{introduction}"),
    ("giver", "/company/flows"),
    ("giver", "/company/import"),
    ("giver", "/offers/{lot}/photos"),
    ("giver", "/company/activity?words=fabrication"),
]


RULE = rules.RuleDraft(
    name="Numbers", action=Action.FLAG, scope=Scope.BOTH, ground=Ground.CONTACTS, told="Take the number out.",
    conditions=(Condition(ConditionKind.CONTACTS), Condition(ConditionKind.FEWER_DEALS, "1000")),
)  # fmt: skip


MEASURE = Reasons(MeasureGround.CONDUCT, "Threatened a driver.")


@dataclass(frozen=True)
class Town:
    """The brewery gives, the farm takes; ids of the first lot and need, whose pages list the others."""

    visitors: dict[str, tuple[Person, Business | None]]
    brewery: Business
    brewhouse: Site
    farmyard: Site
    lot: UUID
    need: UUID
    introduction: UUID
    rule: UUID
    notice: UUID

    def grow(self, rows: int) -> None:
        """So many more of everything that a page lists, paired and dealt about."""
        for _ in range(rows):
            self._trade()
            self._wait_for_moderators()
            self._observe()
            self._weigh()
            self._rule()
            self._keep()
            self._show_first()
            self._come_in_again()
            self._report()
        with unit_of_work():
            matching.match_all(at=MONDAY)

    def _trade(self) -> None:
        """Grain fits the one need for it and crates fit the one lot of them: pairs grow with the rows, not faster."""
        grain, _ = makers.a_lot(self.brewhouse, GRAIN), makers.a_need(self.farmyard, PALLETS)
        bram, farm = self.visitors["taker"]
        assert farm is not None
        draft = deals.ProposalDraft(grain.id, deals.TermsDraft(Decimal(100), Decimal(0), Hauler.TAKER))
        with unit_of_work() as current:
            deals.propose(draft, by=deals.Party(bram.id, farm.id), at=MONDAY)
            current.add(LotWatch(person_id=bram.id, offer_id=grain.id, since=MONDAY, seen_kg=Decimal(0)))

    def _wait_for_moderators(self) -> None:
        hidden = {"state": ListingState.IN_REVIEW, "published_at": None}
        makers.a_lot(self.brewhouse, **hidden)
        makers.a_need(self.farmyard, **hidden)
        makers.a_business("New", member=makers.a_person("Nina"), verified=False)
        makers.a_site(self.brewery)
        with unit_of_work() as current:
            current.add(
                Permit(
                    site_id=self.brewhouse.id, rubric="2780-1", reference="AP 2024-17", waste_codes=["020304"],
                    valid_until=makers.TODAY.replace(year=2030), created_at=MONDAY,
                )
            )  # fmt: skip

    def _rule(self) -> None:
        """One more rule, until there are enough, and one more lot that the first of them finds."""
        if len(rules_kept()) < rules.MOST_RULES:
            with unit_of_work():
                rules.add_rule(RULE, by=self.visitors["administrator"][0].id, at=MONDAY)
        found = makers.a_lot(self.brewhouse, description="06 12 34 56 78")
        found.created_at = clock.now()
        with unit_of_work():
            rules.look(found, clock.now())

    def _weigh(self) -> None:
        version, ada = weights.setting().version, self.visitors["administrator"][0]
        other = Weights(time=200, price=0) if version % 2 == 0 else Weights()
        with unit_of_work():
            matching.set_weights(other, version=version, reason="Other", by=ada.id, at=MONDAY)

    def _report(self) -> None:
        """One more notice of the same lot, one more measure on somebody, one more on the giver's company."""
        by = self.visitors["administrator"][0].id
        pat, about = makers.a_person("Pat").id, Concerned(business_id=self.brewery.id)
        with unit_of_work():
            notices.give(_notice(self.lot), at=MONDAY)
            measures.suspend_person(pat, MEASURE, until=None, by=by, at=MONDAY)
            note_measure(about, MeasureKind.REFUSED, MEASURE, {"name": "Brewery"}, by=by, at=MONDAY)

    def _keep(self) -> None:
        """As many searches as a person may keep."""
        number = len(searches_kept(self.visitors["taker"][0].id))
        if number < MOST_OF_A_PERSON:
            with unit_of_work():
                criteria = Criteria(words=f"drums {number}")
                searches.save(self.visitors["taker"][0].id, criteria, name="Drums", language="en", at=MONDAY)

    def _come_in_again(self) -> None:
        """One more browser of everybody."""
        with unit_of_work():
            for person, _business in self.visitors.values():
                open_sign_in(person, device="Firefox/140.0", at=clock.now())

    def _show_first(self) -> None:
        """One more partner, and a lot and a need that partners see before everyone."""
        _bram, farm = self.visitors["taker"]
        assert farm is not None
        partner = makers.a_business("Partner")
        with unit_of_work() as current:
            current.add(Partner(business_id=self.brewery.id, partner_id=partner.id, since=MONDAY))
            current.merge(Partner(business_id=self.brewery.id, partner_id=farm.id, since=MONDAY))
        first = {"state": ListingState.SHOWN_FIRST, "published_at": None, "partners_from": date(2020, 1, 1)}
        for make in (makers.a_lot, makers.a_need):
            make(self.brewhouse, everyone_from=date(2100, 1, 1), **first)
            make(self.brewhouse, state=ListingState.DRAFT, published_at=None)

    def _observe(self) -> None:
        unclaimed = makers.a_site(makers.a_business("Register", standing="unclaimed"))
        flow = makers.an_observed_offer(unclaimed)
        makers.an_observed_offer(self.brewhouse, "wood.chips")
        makers.an_observed_need(self.brewhouse, "wood.chips")
        file = importing.RegisterFile("flows.csv", "IREP", Encoding.BY_MARK, keeps_good_rows=True, content=b"x")
        fred = self.visitors["facilitator"][0].id
        with unit_of_work() as current:
            importing.hand_in(file, by=fred, at=MONDAY)
            current.add(_introduction(flow.id, self.need, fred))
        with unit_of_work():
            steering.write_note(self.introduction, "Rang them.", by=fred, at=MONDAY)


@pytest.fixture
def town(
    session: Session, anna: Person, bram: Person, mona: Person, fred: Person, brewery: Business, farm: Business,
    brewhouse: Site, farmyard: Site,
) -> Town:  # fmt: skip
    ada = makers.a_person("Ada", staff=StaffRole.ADMINISTRATOR)
    staff = {"moderator": (mona, None), "facilitator": (fred, None), "administrator": (ada, None)}
    visitors = {"giver": (anna, brewery), "taker": (bram, farm), **staff}
    lot, need = makers.a_lot(brewhouse, PALLETS), makers.a_need(farmyard, GRAIN)
    first = _introduction(makers.an_observed_offer(brewhouse).id, need.id, fred.id)
    with unit_of_work():
        session.add(first)
        rule = rules.add_rule(RULE, by=ada.id, at=MONDAY).rule_id
        notice = notices.give(_notice(lot.id), at=MONDAY).id
    return Town(visitors, brewery, brewhouse, farmyard, lot.id, need.id, first.id, rule, notice)


def _notice(lot_id: UUID) -> notices.NoticeDraft:
    said = f"/offers/{lot_id}", NoticeReason.WASTE, "Waste.", "Zelda", "zelda@x.example"
    return notices.NoticeDraft(ContentKind.OFFER, lot_id, *said, None, "en")


def _introduction(offer_id: UUID, need_id: UUID, facilitator_id: UUID) -> Introduction:
    return Introduction(
        offer_id=offer_id, need_id=need_id, made_by=facilitator_id, made_at=MONDAY, score=900, distance_km=1.0
    )


def test_a_page_costs_the_same_however_much_it_lists(client: FlaskClient, session: Session, town: Town) -> None:
    def cost(visitor: str, path: str, ceiling: int) -> int:
        """Statements of a page that was asked for before, with nothing left over in the session."""
        makers.enter(client, *town.visitors[visitor])
        ids = {"lot": town.lot, "need": town.need, "business": town.brewery.id}
        ids |= {"introduction": town.introduction, "rule": town.rule, "notice": town.notice}
        address = path.format(**ids)
        client.get(address)
        session.expunge_all()
        with at_most(ceiling) as statements:
            assert client.get(address).status_code == 200
        return len(statements)

    town.grow(FEW)
    before = {page: cost(*page, ANY) for page in PAGES}

    town.grow(MANY - FEW)

    for page, ceiling in before.items():
        cost(*page, ceiling)
