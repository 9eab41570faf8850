"""What public registers hold of a business: shown to it, confirmed, corrected or dropped, once."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from threading import Barrier
from uuid import uuid4

import pytest
import sqlalchemy as sa

from exchange.accounts.models import Standing
from exchange.kernel.jobs import Job
from exchange.kernel.orm import db
from exchange.kernel.orm import session as current
from exchange.kernel.place import Place
from exchange.kernel.refusals import Conflict
from exchange.kernel.unit_of_work import unit_of_work
from exchange.listings.flows import claiming, service
from exchange.listings.flows.claiming import Drop
from exchange.listings.flows.core.monthly import suggested
from exchange.listings.flows.faults import Fault
from exchange.listings.flows.queries import claims
from exchange.listings.flows.rows import FlowRow, Role
from exchange.listings.models import DropReason, FlowSettlement, ListingState, Offer, Settlement
from exchange.matching import service as matching
from exchange.matching.models import Match
from tests import makers
from tests.accounts.browsing import a_sign_up, letters, link
from tests.listings import typed
from tests.makers import MONDAY, enter, send

GRAIN = "food.spent_grain"


@pytest.fixture
def flow(brewhouse):
    return makers.an_observed_offer(brewhouse)


@pytest.fixture
def wish(brewhouse):
    return makers.an_observed_need(brewhouse, "wood.pallets")


@pytest.fixture
def member(client, anna, brewery):
    return enter(client, anna, brewery)


def fresh(session, listing):
    session.refresh(listing)
    return listing


def settlements(session):
    return session.scalars(sa.select(FlowSettlement).execution_options(populate_existing=True)).all()


def a_row(site, **changes):
    given = {
        "line": 2, "establishment_id": f"E-{site.id}", "name": "Brewhouse", "place": Place(50.6311, 3.0468),
        "role": Role.OFFER, "material_code": GRAIN, "quantity_kg": Decimal(99_000), "first": date(2023, 1, 1),
        "last": date(2023, 12, 31), "reach_km": 50,
    }  # fmt: skip
    return FlowRow(**{**given, **changes})


@pytest.mark.parametrize(
    ("first", "last", "kg", "quantity", "unit", "is_flow"),
    [
        (date(2023, 1, 1), date(2023, 12, 31), "12000", "1", "t", True),
        (date(2023, 1, 1), date(2023, 12, 31), "600", "50", "kg", True),
        (date(2023, 3, 1), date(2023, 3, 31), "5000", "5", "t", False),
        (date(2023, 3, 1), None, "5000", "5", "t", False),
        (date(2022, 1, 1), date(2023, 12, 31), "24000", "1", "t", True),
        (date(2023, 1, 1), date(2023, 12, 31), "0.001", "0.001", "kg", True),
    ],
)
def test_the_form_asks_for_an_average_month_or_all_of_a_short_period(first, last, kg, quantity, unit, is_flow):
    month = suggested(Decimal(kg), first, last)

    assert (month.quantity, month.unit, month.is_flow) == (Decimal(quantity), unit, is_flow)


def test_whoever_signs_up_with_the_number_of_an_unclaimed_business_sees_its_flows_first(client, session):
    register = makers.a_business("FILATURE SA", verified=False, standing=Standing.UNCLAIMED)
    makers.an_observed_offer(makers.a_site(register, name="FILATURE ROUBAIX"), "textile.cotton.offcuts")
    send(client, "/sign-up", **a_sign_up(number=register.registration_number))

    answer = send(client, link(letters(session, "nora@filature.example")[-1]))
    assert answer.location.endswith("/sign-in?next=/company/flows")
    sign_in = {"email": "nora@filature.example", "password": makers.PASSWORD, "next": "/company/flows"}
    assert send(client, "/sign-in", **sign_in).location.endswith("/company/flows")
    page = client.get("/company/flows").text
    for said in ("Cotton cutting-room offcuts", "12 t", "1 Jan 2023", "31 Dec 2023", "IREP 2023", "Confirm or correct"):
        assert said in page
    assert "Public registers know this about you" in client.get("/company").text


def test_a_business_without_flows_is_not_bothered(member, brewhouse):
    assert "Public registers" not in member.get("/company").text
    assert "Nothing to settle" in member.get("/company/flows").text


def test_the_form_is_filled_with_what_is_known_but_never_with_the_legal_status(member, flow):
    page = member.get(f"/offers/new?flow={flow.id}").text

    assert f'name="flow" type="hidden" value="{flow.id}"' in page
    assert 'value="1"' in page
    assert "the average month of that period" in page
    assert not re.search(r'<input[^>]*checked[^>]*name="legal_status"', page)
    refused = send(member, "/offers", flow=str(flow.id), title="Drêches")
    assert refused.status_code == 422
    assert str(flow.id) in refused.text


def test_posting_it_retires_the_observed_one_in_the_same_transaction(member, session, flow, brewhouse, jobs):
    form = typed.a_lot(brewhouse, flow=str(flow.id), quantity="1", unit="t", rhythm="flow")
    answer = send(member, "/offers", **form)

    posted = session.scalars(sa.select(Offer).where(Offer.state == ListingState.PUBLISHED)).one()
    assert answer.location.endswith(f"/offers/{posted.id}")
    assert fresh(session, flow).state is ListingState.RETIRED
    [settled] = settlements(session)
    assert (settled.outcome, settled.offer_id, settled.posted_offer_id) == (Settlement.CONFIRMED, flow.id, posted.id)
    paired = {arguments["offer_id"] for job, arguments in jobs() if job is Job.PAIR_OFFER}
    assert paired == {str(flow.id), str(posted.id)}
    assert not claims.has_flows(brewhouse.business_id)


def test_another_quantity_is_a_correction(member, session, flow, brewhouse):
    send(member, "/offers", **typed.a_lot(brewhouse, flow=str(flow.id), quantity="7", unit="t"))

    assert [one.outcome for one in settlements(session)] == [Settlement.CORRECTED]


def test_a_need_is_settled_alike(member, session, wish, brewhouse):
    assert f'value="{wish.id}"' in member.get(f"/needs/new?flow={wish.id}").text
    form = typed.a_need(
        brewhouse, flow=str(wish.id), material_words="pallets", material_code=["wood.pallets"], quantity="2",
        rhythm="flow",
    )  # fmt: skip
    assert send(member, "/needs", **form).status_code == 303

    [settled] = settlements(session)
    assert (settled.outcome, settled.need_id) == (Settlement.CONFIRMED, wish.id)
    assert fresh(session, wish).state is ListingState.RETIRED


def test_a_dropped_flow_is_matched_no_more(member, session, flow, farmyard, in_one_go):
    need = makers.a_need(farmyard, GRAIN, wanted_from=date(2023, 1, 1))
    in_one_go(matching.match_all, at=MONDAY)
    live = sa.select(sa.func.count()).select_from(Match).where(Match.is_live)
    assert session.scalar(live.where(Match.need_id == need.id)) == 1

    answer = send(member, f"/company/flows/offer/{flow.id}/dropping", reason="no_longer")
    in_one_go(matching.pair_offer, flow.id, at=MONDAY)
    assert answer.status_code == 303
    assert session.scalar(live) == 0
    assert [(one.outcome, one.reason) for one in settlements(session)] == [(Settlement.DROPPED, DropReason.NO_LONGER)]


def test_another_reason_must_be_said(member, flow):
    assert send(member, f"/company/flows/offer/{flow.id}/dropping", reason="other").status_code == 422
    assert send(member, f"/company/flows/offer/{flow.id}/dropping").status_code == 422


@pytest.mark.parametrize(
    ("changes", "is_left_out"),
    [({}, True), ({"first": date(2024, 1, 1), "last": date(2024, 12, 31)}, True), ({"material_code": "wood"}, False)],
    ids=["the same", "another year", "another material"],
)
def test_a_dropped_flow_does_not_come_back_in_silence(session, flow, brewhouse, anna, in_one_go, changes, is_left_out):
    in_one_go(
        claiming.drop, Role.OFFER, flow.id, Drop(DropReason.NEVER_WAS), by=anna.id, business_id=flow.business_id,
        at=MONDAY,
    )  # fmt: skip
    done = in_one_go(service.import_flows, [a_row(brewhouse, **changes)], at=MONDAY)

    assert [(one.line, one.fault) for one in done.left_out] == ([(2, Fault.DROPPED)] if is_left_out else [])
    assert done.created == (0 if is_left_out else 1)
    assert fresh(session, flow).state is ListingState.RETIRED
    assert fresh(session, flow).free_kg == 12_000


def test_a_confirmed_flow_is_left_as_its_business_wants_it_and_another_year_is_news(member, flow, brewhouse, in_one_go):
    send(member, "/offers", **typed.a_lot(brewhouse, flow=str(flow.id)))
    later = a_row(brewhouse, line=3, first=date(2024, 1, 1), last=date(2024, 12, 31))
    done = in_one_go(service.import_flows, [a_row(brewhouse), later], at=MONDAY)

    assert [(one.line, one.fault) for one in done.left_out] == [(2, Fault.CONFIRMED)]
    assert done.created == 1


def test_a_flow_of_somebody_else_does_not_exist(client, bram, farm, farmyard, flow):
    stranger = enter(client, bram, farm)

    assert stranger.get(f"/offers/new?flow={flow.id}").status_code == 404
    assert stranger.get(f"/company/flows/offer/{flow.id}/dropping").status_code == 404
    assert send(stranger, "/offers", **typed.a_lot(farmyard, flow=str(flow.id))).status_code == 404
    assert send(stranger, "/offers", **typed.a_lot(farmyard, flow=str(uuid4()))).status_code == 404
    assert send(stranger, "/offers", **typed.a_lot(farmyard, flow="everything")).status_code == 404
    assert send(stranger, "/company/flows/offer/everything/dropping", reason="no_longer").status_code == 404


def test_an_ordinary_lot_cannot_be_settled_as_if_it_were_observed(member, session, brewhouse):
    lot = makers.a_lot(brewhouse)

    assert send(member, f"/company/flows/offer/{lot.id}/dropping", reason="no_longer").status_code == 404
    assert fresh(session, lot).state is ListingState.PUBLISHED


def test_whoever_is_slower_is_told_in_words_and_posts_nothing(member, session, flow, brewhouse):
    form = typed.a_lot(brewhouse, flow=str(flow.id))
    send(member, "/offers", **form)
    again = send(member, "/offers", **form)

    assert again.status_code == 409
    assert "A colleague has settled this flow meanwhile" in again.text
    assert session.scalar(sa.select(sa.func.count()).where(Offer.state == ListingState.PUBLISHED)) == 1


def test_neither_an_observed_nor_a_settled_flow_is_ever_seen_by_anybody_but_facilitators(
    app, client, session, flow, anna, brewery, bram, farm, mona, fred, in_one_go
):
    def answers():
        seen = [app.test_client().get(f"/offers/{flow.id}").status_code]
        for person, business in ((anna, brewery), (bram, farm), (mona, None), (fred, None)):
            seen.append(enter(client, person, business).get(f"/offers/{flow.id}").status_code)
        return seen

    assert answers() == [404, 404, 404, 404, 200]
    why = Drop(DropReason.NEVER_WAS)
    in_one_go(claiming.drop, Role.OFFER, flow.id, why, by=anna.id, business_id=brewery.id, at=MONDAY)
    assert answers() == [404, 404, 404, 404, 200]


MEMBERS, ROUNDS = 4, 5


@pytest.fixture
def crowded(make_app):
    return make_app("flow_claims", POOL_SIZE=MEMBERS)


def test_of_several_members_at_once_one_settles_the_flow(crowded):
    for _ in range(ROUNDS):
        with crowded.app_context():
            anna = makers.a_person("Anna")
            site = makers.a_site(makers.a_business(member=anna))
            flow_id, business_id, anna_id = makers.an_observed_offer(site).id, site.business_id, anna.id
            db.session.remove()
        start = Barrier(MEMBERS)

        def settle(_number, flow_id=flow_id, business_id=business_id, anna_id=anna_id, start=start):
            with crowded.app_context():
                start.wait()
                try:
                    with unit_of_work():
                        why = Drop(DropReason.NO_LONGER)
                        claiming.drop(Role.OFFER, flow_id, why, by=anna_id, business_id=business_id, at=MONDAY)
                except Conflict as refusal:
                    return refusal.code
                finally:
                    db.session.remove()
                return "done"

        with ThreadPoolExecutor(MEMBERS) as pool:
            assert sorted(pool.map(settle, range(MEMBERS))) == ["already_settled"] * (MEMBERS - 1) + ["done"]
        with crowded.app_context():
            mine = sa.select(sa.func.count()).where(FlowSettlement.offer_id == flow_id)
            assert current().scalar(mine) == 1
            db.session.remove()


def test_the_database_keeps_a_retired_flow_a_registers_and_a_drop_reasoned(session, flow):
    flow.observed_ref = None
    with pytest.raises(sa.exc.IntegrityError, match="observed_ones_stay_observed"):
        session.flush()
