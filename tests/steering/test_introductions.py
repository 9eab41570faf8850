"""Introductions: one click, both sides told what is theirs to know, and a funnel that follows from the facts."""

from decimal import Decimal

import pytest
import sqlalchemy as sa

from exchange.accounts.models import Membership, Standing
from exchange.deals import service as deals
from exchange.deals.models import Deal, Hauler
from exchange.kernel.trade import Country
from exchange.listings.flows import claiming
from exchange.listings.flows.claiming import Drop
from exchange.listings.flows.rows import Role
from exchange.listings.models import DropReason as FlowDropReason
from exchange.matching import service as matching
from exchange.notices.models import Notice
from exchange.steering import service
from exchange.steering.funnel import Stage
from exchange.steering.models import DropReason, Introduction
from exchange.steering.queries import introductions as queries
from tests import makers
from tests.listings import typed
from tests.makers import MONDAY, enter, send

GRAIN = "food.spent_grain"
LATER = MONDAY.replace(day=24)


@pytest.fixture
def register_site(session):
    """A business that a register alone knows."""
    return makers.a_site(
        makers.a_business("DUPONT PERE ET FILS", standing=Standing.UNCLAIMED, verified=False), makers.ROUBAIX,
        name="DUPONT ROUBAIX",
    )  # fmt: skip


@pytest.fixture
def pair(brewhouse, register_site, in_one_go):
    """The brewery is here, its grain known from a register; across stands a business that is not here."""
    offer, need = makers.an_observed_offer(brewhouse), makers.an_observed_need(register_site)
    in_one_go(matching.match_all, at=MONDAY)
    return offer, need


@pytest.fixture
def faye(session):
    return makers.a_person("Faye", staff="facilitator")


@pytest.fixture
def desk(client, faye):
    return enter(client, faye)


@pytest.fixture
def made(pair, faye, in_one_go):
    offer, need = pair
    return in_one_go(service.introduce, offer.id, need.id, by=faye.id, at=MONDAY)


def click(desk, pair):
    return send(desk, "/desk/introductions", offer_id=str(pair[0].id), need_id=str(pair[1].id))


def told(session):
    return session.scalars(sa.select(Notice).where(Notice.kind == "introduced")).all()


def where(id_):
    standing = queries.introduction(id_)
    return standing.reached, standing.ending


def test_one_click_on_a_pair_introduces_both_sides_once(desk, session, pair, anna):
    assert "Introduce" in desk.get("/desk/flows").text
    answer = click(desk, pair)

    assert answer.status_code == 303
    assert click(desk, pair).status_code == 409
    assert session.scalar(sa.select(sa.func.count()).select_from(Introduction)) == 1
    [notice] = told(session)
    assert (notice.person_id, notice.path) == (anna.id, answer.location.replace("/desk", ""))
    assert "Introduced" in desk.get("/desk/flows").text


def test_a_pair_says_how_much_there_is_and_how_much_is_wanted(desk, pair):
    page = desk.get("/desk/flows").text

    for mass in (pair[0].free_kg, pair[1].wanted_kg):
        assert f"<small>{mass / 1000:,.0f} t</small>" in page.replace("\xa0", " ")


def test_the_facilitator_is_told_the_next_step_until_it_has_ended(desk, made, faye, in_one_go):
    assert "Send the letter to whoever is not here yet" in desk.get(f"/desk/introductions/{made}").text

    in_one_go(service.drop, made, DropReason.NO_ANSWER, by=faye.id, at=MONDAY)

    assert "Your next step" not in desk.get(f"/desk/introductions/{made}").text


def test_a_facilitator_finds_the_ways_on_above_the_listings(desk):
    page = desk.get("/desk").text

    assert page.index('id="to-introductions"') < page.index('id="listings"')


def test_what_never_was_a_pair_or_fits_no_longer_cannot_be_introduced(desk, session, pair, brewhouse, in_one_go):
    lot = makers.a_lot(brewhouse)
    assert send(desk, "/desk/introductions", offer_id=str(lot.id), need_id=str(pair[1].id)).status_code == 404
    assert send(desk, "/desk/introductions", offer_id="everything").status_code == 404

    session.execute(sa.text("UPDATE match SET is_live = false"))
    session.commit()
    assert click(desk, pair).status_code == 409


def test_neither_notice_nor_page_tells_a_registers_figure_about_the_other_or_a_name_in_a_mail(
    desk, session, pair, made, anna, brewery
):
    [notice] = told(session)
    page = enter(desk, anna, brewery).get(notice.path).text
    bell = desk.get("/notices").text

    assert "24" not in str({name: value for name, value in notice.facts.items() if name != "distance_km"})
    assert "24 t" not in page + bell
    assert "DUPONT" not in bell
    assert "DUPONT PERE ET FILS" in page
    assert "as a public register names it" in page
    assert "See what registers say" in page


def test_a_business_that_is_here_is_not_named_to_the_other_side(
    desk, session, brewhouse, farmyard, bram, farm, faye, in_one_go
):
    offer = makers.a_lot(brewhouse, is_anonymous=True, delivers_within_km=50)
    need = makers.an_observed_need(farmyard)
    need.wanted_until = None
    session.commit()
    in_one_go(matching.match_all, at=MONDAY)
    id_ = in_one_go(service.introduce, offer.id, need.id, by=faye.id, at=MONDAY)

    page = enter(desk, bram, farm).get(f"/introductions/{id_}").text
    assert "Brasserie du Fil" not in page
    assert all("Brasserie" not in str(notice.facts) for notice in told(session))


def test_whoever_is_neither_side_learns_nothing(desk, made, bram, farm):
    assert enter(desk, bram, farm).get(f"/introductions/{made}").status_code == 404


@pytest.mark.parametrize(
    ("country", "postal_code", "language"),
    [(Country.FR, "59100", "fr"), (Country.BE, "8500", "nl"), (Country.BE, "7500", "fr"), (Country.BE, "", "fr"),
     (Country.GB, "", "en")],
)  # fmt: skip
def test_a_letter_is_written_in_the_language_of_the_place(
    desk, session, made, register_site, country, postal_code, language
):
    register_site.country, register_site.postal_code = country, postal_code
    if country is Country.BE:
        register_site.lat, register_site.lon = makers.TOURNAI.lat, makers.TOURNAI.lon
    session.commit()
    page = desk.get(f"/desk/introductions/{made}/letter/need").text

    assert f'id="letter" lang="{language}"' in page
    assert "12 t" not in page
    assert "Brasserie" not in page
    assert 'id="letter" lang="en"' in desk.get(f"/desk/introductions/{made}/letter/need?in=en").text
    assert "sign up with your company number" in desk.get(f"/desk/introductions/{made}/letter/need?in=en").text


def test_the_funnel_follows_the_facts(session, pair, made, anna, brewery, brewhouse, register_site, in_one_go):
    offer, need = pair
    assert where(made) == (Stage.INTRODUCED, None)

    dora = makers.a_person("Dora")
    session.add(Membership(person_id=dora.id, business_id=register_site.business_id, role="manager", since=LATER))
    register_site_business = session.get_one(type(brewery), register_site.business_id)
    register_site_business.standing = Standing.ACTIVE
    session.commit()
    assert where(made) == (Stage.ANSWERED, None)

    lot, wish = makers.a_lot(brewhouse), makers.a_need(register_site)
    in_one_go(claiming.settle_by_posting, offer.id, lot, by=anna.id, at=LATER)
    assert where(made) == (Stage.ANSWERED, None)
    in_one_go(claiming.settle_by_posting, need.id, wish, by=dora.id, at=LATER)
    assert where(made) == (Stage.LISTED, None)

    terms = deals.ProposalDraft(lot.id, deals.TermsDraft(Decimal(100), Decimal(0), Hauler.TAKER))
    deal = in_one_go(deals.propose, terms, by=deals.Party(dora.id, register_site.business_id), at=LATER)
    assert where(made) == (Stage.IN_DEAL, None)
    session.execute(
        sa.update(Deal).where(Deal.id == deal.id).values(state="declined", turn_of=None, closed_at=LATER, reason="No")
    )
    assert where(made) == (Stage.IN_DEAL, "deal_ended")
    session.execute(sa.update(Deal).where(Deal.id == deal.id).values(state="completed", reason=""))
    assert where(made) == (Stage.DONE, None)


def test_a_business_that_drops_its_flow_ends_the_introduction(desk, made, pair, anna, brewery, in_one_go):
    why = Drop(FlowDropReason.IN_GOOD_HANDS)
    in_one_go(claiming.drop, Role.OFFER, pair[0].id, why, by=anna.id, business_id=brewery.id, at=LATER)

    assert where(made) == (Stage.ANSWERED, "flow_dropped")
    assert "A business dropped its flow" in desk.get("/desk/introductions?stage=dropped").text
    assert "This introduction has ended" in enter(desk, anna, brewery).get(f"/introductions/{made}").text


def test_a_facilitator_notes_answers_and_gives_up_with_a_reason_once(desk, made):
    here = f"/desk/introductions/{made}"
    assert send(desk, f"{here}/notes", text="Rang <b>them</b>").status_code == 303
    assert send(desk, f"{here}/notes", text="").status_code == 422
    assert "Rang &lt;b&gt;them&lt;/b&gt;" in desk.get(here).text

    assert send(desk, f"{here}/answer").status_code == 303
    assert send(desk, f"{here}/answer").status_code == 409
    assert where(made) == (Stage.ANSWERED, None)

    assert send(desk, f"{here}/dropping").status_code == 422
    assert send(desk, f"{here}/dropping", reason="law").status_code == 303
    assert send(desk, f"{here}/dropping", reason="price").status_code == 409
    assert where(made) == (Stage.ANSWERED, DropReason.LAW.value)
    page = desk.get("/desk/introductions").text
    assert "Law or permits 1" in page
    assert send(desk, f"{here}/resumption").status_code == 303
    assert send(desk, f"{here}/resumption").status_code == 409
    assert where(made) == (Stage.ANSWERED, None)


@pytest.mark.parametrize(
    ("query", "is_found"),
    [("", True), ("?material=food", True), ("?material=wood", False), ("?near=Roubaix&within=5", True),
     ("?near=Lille&within=5", True), ("?near=Tournai&within=5", False), ("?material=nonsense&within=x", True)],
)  # fmt: skip
def test_pairs_are_narrowed_by_material_and_place(desk, pair, query, is_found):
    assert ("DUPONT ROUBAIX" in desk.get(f"/desk/flows{query}").text) is is_found


def test_a_place_that_nobody_knows_is_said_so(desk, pair):
    assert "No commune here" in desk.get("/desk/flows?near=Atlantis").text


def test_the_form_that_settles_a_flow_is_reached_from_the_introduction(desk, made, anna, brewery, brewhouse, pair):
    browser = enter(desk, anna, brewery)
    assert "/company/flows" in browser.get(f"/introductions/{made}").text
    assert send(browser, "/offers", **typed.a_lot(brewhouse, flow=str(pair[0].id))).status_code == 303
    assert "The other side has to post first" in browser.get(f"/introductions/{made}").text
