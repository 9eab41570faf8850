"""What was refused, what quality made of a price, what a claim changed: papers, register and invoice data say it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from flask_babel import force_locale
from sqlalchemy.orm import Session

from exchange.accounts.models import Business, Permit, Person, Site
from exchange.deals import credited, service
from exchange.deals.claims import service as claims
from exchange.deals.claims.service import ClaimDraft
from exchange.deals.core.quality import Band, Measure
from exchange.deals.models import ClaimGround, Deal, RefusalGround, WeightKind
from exchange.deals.service.drafts import Found, ProposalDraft, RefusalDraft, WeightDraft
from exchange.impact import queries as impact
from exchange.kernel import invariants
from exchange.kernel.jobs import TASKS, Job
from exchange.kernel.refusals import Conflict
from exchange.kernel.unit_of_work import unit_of_work
from exchange.listings.models import Offer
from exchange.papers import sales
from exchange.papers import service as papers
from exchange.papers.core.invoice import Treatment
from exchange.papers.models import IssuedPaper, PaperKind, PayingDetails, RegisterLine
from exchange.papers.sales import SaleDraft
from exchange.papers.wording.summary import purchase_summary
from tests.deals import states
from tests.deals.acts import TUESDAY, Acts
from tests.deals.acts import terms as usual_terms
from tests.makers import MONDAY, enter

D = Decimal
Look = Callable[[Deal | UUID], Deal]
Issue = Callable[..., IssuedPaper]
WET = (Band(Measure.MOISTURE, D(15), D(100)), Band(Measure.MOISTURE, D(20), D(90)))


def a_wet_load(acts: Acts, *, refused: str | None = None) -> Deal:
    """400 kg at 1000 €/t with 17.5 % of moisture, of which nine tenths of the price count."""
    terms = replace(usual_terms(400, 1000), bands=WET)
    with unit_of_work():
        deal = service.propose(ProposalDraft(acts.offer_id, terms), by=acts.taker, at=MONDAY)
    acts.accept(deal)
    acts.hand_over(deal)
    weigh(acts, deal, refused)
    acts.confirm(deal, 400 - D(refused or 0))
    return deal


def weigh(acts: Acts, deal: Deal, refused: str | None) -> None:
    found = Found(moisture=D("17.5"))
    with unit_of_work():
        if refused is None:
            draft = WeightDraft(D(400), True, WeightKind.REAL, found)
            service.weigh(deal.id, 1, draft, by=acts.taker, at=TUESDAY)
        else:
            told = RefusalDraft(
                D(refused), 400 - D(refused), True, WeightKind.REAL, RefusalGround.TOO_WET, "Soaked", found
            )
            service.refuse(deal.id, 1, told, by=acts.taker, at=TUESDAY)


def settle(acts: Acts, deal: Deal, weight: str | None, amount: str = "0") -> None:
    """The taker claims, the giver agrees."""
    draft = ClaimDraft("Forty were missing", D(weight) if weight else None, D(amount))
    with unit_of_work():
        claim = claims.raise_claim(deal.id, 1, ClaimGround.QUALITY, draft, by=acts.taker, at=TUESDAY)
    with unit_of_work():
        claims.agree(deal.id, claim.id, number=1, by=acts.giver, at=TUESDAY)


def test_a_summary_shows_price_quality_and_claim_line_by_line(acts: Acts, issued: Issue) -> None:
    deal = a_wet_load(acts)
    before = issued(deal, PaperKind.PURCHASE_SUMMARY)
    assert before.facts["amount_eur"] == "360.00"
    settle(acts, deal, "360", "5")
    after = issued(deal, PaperKind.PURCHASE_SUMMARY)

    assert after.replaces_id == before.id
    assert [(line["kind"], line["amount_eur"]) for line in after.facts["lines"]] == [
        ("price", "400.00"), ("quality", "-40.00"), ("mass", "-36.00"), ("claim", "-5.00"),
    ]  # fmt: skip
    assert (after.facts["amount_eur"], after.facts["weights"]["kg"]) == ("319.00", "360.000")
    assert {setting.language for setting in after.settings} >= {"fr", "nl"}


def test_a_note_says_what_was_refused_and_why(acts: Acts, issued: Issue) -> None:
    weights = issued(a_wet_load(acts, refused="100")).facts["weights"]

    assert (weights["kg"], weights["refused_kg"], weights["refusal_ground"]) == ("300.000", "100.000", "too_wet")


def test_a_plain_load_says_no_more_than_before(done: Deal, issued: Issue) -> None:
    assert "refused_kg" not in issued(done).facts["weights"]
    assert "lines" not in issued(done, PaperKind.PURCHASE_SUMMARY).facts


@pytest.mark.parametrize(("weight", "said"), [(300, "100.00 €"), (299, "99.67 €")])
def test_a_price_for_all_is_said_as_it_was_agreed_with_its_line_of_rounding(
    acts: Acts, issued: Issue, weight: int, said: str
) -> None:
    terms = replace(usual_terms(300, 0), price_eur=D(100))
    with unit_of_work():
        deal = service.propose(ProposalDraft(acts.offer_id, terms), by=acts.taker, at=MONDAY)
    acts.accept(deal)
    acts.through(deal, weight)

    facts = issued(deal, PaperKind.PURCHASE_SUMMARY).facts
    with force_locale("en"):
        rows = dict(purchase_summary(facts).parts[0].facts)
    assert rows["Agreed price"] == "100.00 € for all of 300 kg: 333.33 € per tonne, before tax"
    assert rows["Amount before tax"].replace("\u00a0", " ").endswith(said)


def test_what_went_back_has_neither_certificate_nor_price(acts: Acts, issued: Issue, look: Look) -> None:
    deal = states.went_back(acts)

    for kind in (PaperKind.CERTIFICATE, PaperKind.PURCHASE_SUMMARY):
        with pytest.raises(Conflict):
            issued(deal, kind)
    load = look(deal).load
    assert load is not None
    assert not sales.is_owed(look(deal), load)


def test_impact_and_the_companys_euro_follow_a_claim(acts: Acts, look: Look, brewery: Business, farm: Business) -> None:
    deal = a_wet_load(acts)
    settle(acts, deal, "360", "5")
    load = look(deal).load
    assert load is not None
    standing = impact.of(load.id)

    assert standing is not None
    assert (standing.mass_kg, standing.corrections) == (360, 1)
    assert (credited.own(brewery.id).sold_eur, credited.own(farm.id).bought_eur) == (319, 319)
    assert not any(invariants.broken().values())


def test_the_register_cancels_and_writes_anew_after_a_claim_and_knows_no_load_that_went_back(
    acts: Acts, waste: Offer, permit: Permit, farmyard: Site, session: Session
) -> None:
    farmyard.siret = "99000002800014"
    session.commit()
    deal, gone = a_wet_load(acts), states.refused(acts)
    for one in (deal, gone):
        with unit_of_work():
            papers.answer(one.id, {"operation_code": "R3"}, by=acts.taker, at=TUESDAY)
    acts.take_back(gone)
    TASKS[Job.WRITE_REGISTER].run()
    settle(acts, deal, "360")
    TASKS[Job.WRITE_REGISTER].run()
    TASKS[Job.WRITE_REGISTER].run()

    rows = session.scalars(sa.select(RegisterLine).order_by(RegisterLine.direction, RegisterLine.serial)).all()
    assert [row.weight_kg for row in rows] == [400, 400, 360] * 2
    assert [row.cancels_id is not None for row in rows] == [False, True, False] * 2


def test_invoice_data_and_the_payment_page_say_what_is_owed_now(
    acts: Acts, look: Look, client: FlaskClient, session: Session, anna: Person, brewery: Business, farm: Business
) -> None:
    deal = a_wet_load(acts)
    settle(acts, deal, "360", "5")
    for business, vat in ((brewery, "FR83990000028"), (farm, "FR83404833048")):
        session.add(PayingDetails(business_id=business.id, vat_number=vat, changed_at=MONDAY, changed_by=anna.id))
    session.commit()
    deal = look(deal)
    assert deal.load is not None
    sale = sales.sale_of(deal, deal.load, draft())

    assert (sale.line_eur, sale.allowance_eur, sale.charge_eur, sale.net_eur) == (360, 41, 0, 319)
    anna.language = "en"
    page = enter(client, anna, brewery).get(f"/deals/{deal.id}/loads/1/payment").text
    assert "319 €" in page
    assert "Compensation" in page


def test_a_claim_that_turns_the_payment_around_is_no_sale(acts: Acts, look: Look, session: Session) -> None:
    deal = a_wet_load(acts)
    settle(acts, deal, None, "500")
    deal = look(deal)
    assert deal.load is not None

    assert sales.amount_of(deal, deal.load) == -140
    with pytest.raises(Conflict, match="payment_turned"):
        sales.sale_of(deal, deal.load, draft())


def draft(**more: Any) -> SaleDraft:
    return SaleDraft("F-1", date(2026, 11, 25), date(2026, 12, 25), **{"treatment": Treatment.INTRA_COMMUNITY, **more})
