"""After the weight counts: claims, answers, agreements, decisions, and what they make of mass and money."""

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from io import BytesIO
from itertools import pairwise
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from exchange.accounts.models import Business, Membership, Person, Site, StaffRole
from exchange.deals.claims import queries, service
from exchange.deals.claims.service import ClaimDraft
from exchange.deals.core import settlement
from exchange.deals.core.claims import CLAIM_STEPS, CLAIM_WINDOW, OPEN_CLAIMS, ClaimState, ClaimVerb
from exchange.deals.models import Claim, ClaimGround, Deal, SettlementLine
from exchange.deals.service import Party
from exchange.kernel import clock, invariants
from exchange.kernel.refusals import Conflict, Forbidden, NotFound, Unprocessable
from exchange.kernel.unit_of_work import unit_of_work
from exchange.listings.models import Account, Cause, Offer, StockMovement
from tests import makers
from tests.deals import states
from tests.deals.acts import TUESDAY, Acts
from tests.makers import enter, send

Look = Callable[[Deal | UUID], Deal]
WEEK = timedelta(days=7)


def draft(weight: Any = None, amount: Any = 0, words: str = "Forty were missing") -> ClaimDraft:
    return ClaimDraft(words, None if weight is None else Decimal(weight), Decimal(amount))


class Court:
    """A completed deal of 400 kg at 10 €/t, and what can be said about it afterwards."""

    def __init__(self, acts: Acts, deal: Deal) -> None:
        self.acts, self.deal = acts, deal
        self.claim_id: UUID | None = None

    def raised(self, said: ClaimDraft | None = None, by: Party | None = None, at: datetime = TUESDAY) -> UUID:
        with unit_of_work():
            claim = service.raise_claim(
                self.deal.id, 1, ClaimGround.WEIGHT, said or draft(360), by=by or self.acts.taker, at=at
            )
        self.claim_id = claim.id
        return claim.id

    def answered(self, said: ClaimDraft, by: Party | None = None, at: datetime = TUESDAY) -> None:
        with unit_of_work():
            service.answer(self.deal.id, self.id, said, by=by or self.acts.giver, at=at)

    def agreed(self, number: int, by: Party) -> None:
        with unit_of_work():
            service.agree(self.deal.id, self.id, number=number, by=by, at=TUESDAY)

    def escalated(self, by: Party | None = None) -> None:
        with unit_of_work():
            service.escalate(self.deal.id, self.id, "We do not agree", by=by or self.acts.taker, at=TUESDAY)

    def decided(self, said: ClaimDraft, by: UUID) -> None:
        with unit_of_work():
            service.decide(self.id, said, by=by, at=TUESDAY)

    def pursued(self, at: datetime) -> None:
        for deal_id, claim_id in queries.due(at):
            with unit_of_work():
                assert service.pursue(deal_id, claim_id, at=at)

    @property
    def id(self) -> UUID:
        assert self.claim_id
        return self.claim_id


@pytest.fixture
def court(acts: Acts) -> Court:
    return Court(acts, states.completed(acts))


@pytest.fixture
def ada(session: Session) -> Person:
    """An administrator."""
    return makers.a_person("Ada", staff=StaffRole.ADMINISTRATOR)


def claim_of(session: Session) -> Claim:
    session.expire_all()
    return session.scalars(sa.select(Claim).order_by(Claim.raised_at.desc())).first()  # type: ignore[return-value]


def owed(session: Session) -> list[tuple[str, Decimal]]:
    lines = session.scalars(sa.select(SettlementLine).order_by(SettlementLine.movement_id, SettlementLine.number))
    return [(line.kind, line.amount_eur) for line in lines]


def test_a_confirmed_load_costs_price_times_accepted_mass(acts: Acts, session: Session) -> None:
    deal = states.part_refused(acts)
    acts.confirm(deal, 300)

    assert owed(session) == [("price", Decimal("3.00"))]


def test_an_agreed_claim_writes_compensating_entries(
    court: Court, session: Session, look: Look, grain: Offer, acts: Acts
) -> None:
    court.raised(draft(360))
    court.agreed(1, acts.giver)

    load = look(court.deal).load
    assert load
    assert (load.received_kg, grain.delivered_kg, grain.free_kg) == (360, 360, 640)
    row = session.scalars(sa.select(StockMovement).where(StockMovement.cause == Cause.CLAIMED)).one()
    assert (row.source, row.target, row.quantity_kg) == (Account.DELIVERED, Account.FREE, 40)
    assert owed(session) == [("price", Decimal("4.00")), ("mass", Decimal("-0.40"))]
    assert claim_of(session).state is ClaimState.AGREED
    assert not any(invariants.broken().values())


def test_a_heavier_weight_leaves_what_is_free_and_a_compensation_goes_to_who_claims(
    court: Court, session: Session, look: Look, grain: Offer, acts: Acts
) -> None:
    court.raised(draft(450, "2.50"), by=acts.giver)
    court.agreed(1, acts.taker)

    assert look(court.deal).offer is grain
    assert (grain.delivered_kg, grain.free_kg, grain.declared_kg) == (450, 550, 1000)
    assert owed(session)[1:] == [("mass", Decimal("0.50")), ("claim", Decimal("2.50"))]
    assert not any(invariants.broken().values())


def test_the_answer_counts_when_who_claims_agrees_to_it(
    court: Court, session: Session, acts: Acts, look: Look, told: Any, bram: Person, anna: Person
) -> None:
    court.raised(draft(300))
    court.answered(draft(380, words="Twenty at most"))
    with pytest.raises(Forbidden):
        court.agreed(2, acts.giver)
    with pytest.raises(Conflict, match="superseded"):
        court.agreed(1, acts.taker)
    court.agreed(2, acts.taker)

    load = look(court.deal).load
    assert load
    assert load.received_kg == 380
    assert told(bram)[-1] == "deal_claim_answered"
    assert told(anna)[-1] == "deal_claim_agreed"


def test_what_the_two_do_not_agree_an_administrator_decides(
    court: Court, session: Session, acts: Acts, ada: Person, told: Any, look: Look, bram: Person
) -> None:
    court.raised(draft(300))
    with pytest.raises(Conflict):
        court.escalated()
    court.answered(draft())
    court.escalated()
    assert told(ada) == ["claim_to_decide"]
    court.decided(draft(None, "1.25", "The ticket says so"), ada.id)

    assert look(court.deal).load.received_kg == 400  # type: ignore[union-attr] # it has a load
    assert owed(session)[1:] == [("claim", Decimal("-1.25"))]
    assert told(bram)[-1] == "deal_claim_decided"
    with pytest.raises(Conflict):
        court.decided(draft(100), ada.id)


def test_nobody_decides_about_their_own_company(court: Court, ada: Person, session: Session, farm: Business) -> None:
    session.add(Membership(person_id=ada.id, business_id=farm.id, role="member", since=TUESDAY))
    session.commit()
    court.raised(draft(300))
    court.answered(draft())
    court.escalated()

    with pytest.raises(Forbidden, match="own_company"):
        court.decided(draft(300), ada.id)


def test_silence_escalates_lapses_and_reminds(
    court: Court, session: Session, acts: Acts, ada: Person, told: Any
) -> None:
    court.raised(draft(300))
    court.pursued(TUESDAY + WEEK - timedelta(seconds=1))
    assert claim_of(session).state is ClaimState.RAISED
    court.pursued(TUESDAY + WEEK)
    assert claim_of(session).state is ClaimState.ESCALATED
    court.pursued(TUESDAY + 2 * WEEK)
    court.pursued(TUESDAY + 2 * WEEK)
    assert told(ada) == ["claim_to_decide", "claim_to_decide"]


def test_a_claim_that_nobody_pursues_lapses(court: Court, session: Session) -> None:
    court.raised(draft(300))
    court.answered(draft(390))
    court.pursued(TUESDAY + WEEK)

    assert claim_of(session).state is ClaimState.LAPSED
    assert owed(session) == [("price", Decimal("4.00"))]


def test_a_claim_can_be_withdrawn_and_another_made(court: Court, session: Session, acts: Acts) -> None:
    court.raised()
    with pytest.raises(Conflict):
        court.raised()
    with pytest.raises(Forbidden), unit_of_work():
        service.withdraw(court.deal.id, court.id, by=acts.giver, at=TUESDAY)
    with unit_of_work():
        service.withdraw(court.deal.id, court.id, by=acts.taker, at=TUESDAY)
    court.raised(draft(300), at=TUESDAY + timedelta(days=1))
    assert claim_of(session).state is ClaimState.RAISED


def test_claims_come_in_time_and_ask_for_something(court: Court, acts: Acts) -> None:
    with pytest.raises(Conflict):
        court.raised(at=TUESDAY + CLAIM_WINDOW + timedelta(seconds=1))
    with pytest.raises(Unprocessable, match="weight_missing"):
        court.raised(draft())
    with pytest.raises(Unprocessable, match="nothing_asked"), unit_of_work():
        service.raise_claim(court.deal.id, 1, ClaimGround.DELAY, draft(), by=acts.taker, at=TUESDAY)


def test_no_claim_before_the_weight_counts_and_none_by_strangers(acts: Acts) -> None:
    deal = states.weighed(acts)
    with pytest.raises(Conflict), unit_of_work():
        service.raise_claim(deal.id, 1, ClaimGround.WEIGHT, draft(300), by=acts.taker, at=TUESDAY)
    acts.confirm(deal)
    stranger = Party(acts.giver.person_id, makers.a_business("Elsewhere").id)
    with pytest.raises(NotFound), unit_of_work():
        service.raise_claim(deal.id, 1, ClaimGround.WEIGHT, draft(300), by=stranger, at=TUESDAY)


def test_of_a_load_that_went_back_only_money_can_be_claimed(acts: Acts, session: Session) -> None:
    deal = states.went_back(acts)
    with pytest.raises(Unprocessable, match="nothing_delivered"), unit_of_work():
        service.raise_claim(deal.id, 1, ClaimGround.WEIGHT, draft(300), by=acts.giver, at=TUESDAY)
    with unit_of_work():
        claim = service.raise_claim(deal.id, 1, ClaimGround.QUALITY, draft(None, 80), by=acts.giver, at=TUESDAY)
    with unit_of_work():
        service.agree(deal.id, claim.id, number=1, by=acts.taker, at=TUESDAY)

    assert owed(session) == [("claim", Decimal("80.00"))]


def test_lines_and_words_cannot_be_changed(court: Court, session: Session) -> None:
    court.raised()
    for table in ("settlement_line", "claim_word"):
        with pytest.raises(DBAPIError), session.begin_nested():
            session.execute(sa.text(f"UPDATE {table} SET at = now()"))


def test_no_final_state_leads_anywhere_and_every_open_one_has_a_clock() -> None:
    for step in CLAIM_STEPS:
        assert step.before <= OPEN_CLAIMS
    for state in OPEN_CLAIMS - {ClaimState.ESCALATED}:
        timed = {step.verb for step in CLAIM_STEPS if state in step.before}
        assert {ClaimVerb.LAPSE, ClaimVerb.ESCALATE_BY_SILENCE} <= timed


KG = st.decimals("0.001", "100000", places=3)
PRICE = st.decimals("-500", "5000", places=2)


@given(weights=st.lists(KG, min_size=1, max_size=6), price=PRICE)
def test_lines_of_claims_bring_the_sum_to_the_weight_that_counts(weights: list[Decimal], price: Decimal) -> None:
    lines = settlement.accepted(weights[0], price)
    for before, after in pairwise(weights):
        lines += settlement.claimed(after - before, price, settlement.FULL, Decimal(0))

    total = sum(line.amount_eur for line in lines)
    assert abs(total - settlement.worth(weights[-1], price)) <= settlement.CENT * len(weights)


@pytest.fixture
def on_tuesday(monkeypatch: pytest.MonkeyPatch) -> None:
    """Browsers come while claims can still be made."""
    monkeypatch.setattr(clock, "now", lambda: TUESDAY + timedelta(hours=1))


@pytest.fixture
def farmer(
    on_tuesday: None, client: FlaskClient, session: Session, bram: Person, farm: Business, farmyard: Site
) -> FlaskClient:
    """Bram's browser, in English."""
    bram.language = "en"
    enter(client, bram, farm)
    session.commit()
    return client


@pytest.fixture
def brewer(on_tuesday: None, app: Flask, session: Session, anna: Person, brewery: Business) -> FlaskClient:
    """Anna's browser."""
    return enter(app.test_client(), anna, brewery)


def a_photo() -> tuple[BytesIO, str]:
    content = BytesIO()
    Image.new("RGB", (60, 40), "#a82d28").save(content, "JPEG")
    return BytesIO(content.getvalue()), "bale.jpg"


def test_a_claim_goes_to_its_decision_by_forms(
    court: Court, app: Flask, farmer: FlaskClient, brewer: FlaskClient, ada: Person, session: Session, look: Look
) -> None:  # fmt: skip
    load = f"/deals/{court.deal.id}/loads/1"
    said = {"claim_words": "Wet bags", "claim_ground": "quality", "claim_amount": "1.50"}
    assert send(farmer, f"{load}/claims", **{**said, "claim_ground": "mood"}).status_code == 422
    assert send(farmer, f"{load}/claims", **said, claim_photo=a_photo()).status_code == 303
    claim = f"{load}/claims/{claim_of(session).id}"
    assert "Wet bags" in brewer.get(f"/deals/{court.deal.id}").text
    assert send(brewer, f"{claim}/answer", claim_words="They were dry here").status_code == 303
    assert send(farmer, f"{claim}/escalation", escalation_words="").status_code == 303
    page = farmer.get(f"/deals/{court.deal.id}").text
    for words in ("They were dry here", "400 kg × 10 €/t", "Before the administrators"):
        assert words in page, words

    desk = enter(app.test_client(), ada, None)
    session.commit()
    address = f"/desk/claims/{claim_of(session).id}"
    assert address in desk.get("/desk").text
    page = desk.get(address).text
    picture = next(part for part in page.split('"') if part.startswith(f"{address}/pictures/"))
    assert desk.get(picture).mimetype == "image/webp"
    assert send(desk, f"{address}/decision", claim_words="").status_code == 422
    answer = send(desk, f"{address}/decision", claim_words="The picture shows it", claim_amount="1")
    assert answer.status_code == 303
    page = brewer.get(f"/deals/{court.deal.id}").text
    for words in ("The picture shows it", "Compensation", "3 €"):
        assert words in page, words
    assert address not in desk.get("/desk").text
    assert farmer.get(address).status_code == 403


def test_a_claim_that_was_not_escalated_is_not_on_the_desk(
    court: Court, app: Flask, ada: Person, session: Session
) -> None:
    court.raised()
    desk = enter(app.test_client(), ada, None)
    session.commit()

    assert desk.get(f"/desk/claims/{court.id}").status_code == 404
    assert desk.get(f"/desk/claims/{court.deal.id}").status_code == 404


def test_the_same_claim_pressed_twice_is_made_once(court: Court, farmer: FlaskClient, session: Session) -> None:
    said = {"claim_words": "Less", "claim_ground": "weight", "claim_weight": "390", "request_id": str(court.deal.id)}
    for _ in range(2):
        assert send(farmer, f"/deals/{court.deal.id}/loads/1/claims", **said).status_code == 303

    assert session.scalar(sa.select(sa.func.count()).select_from(Claim)) == 1
