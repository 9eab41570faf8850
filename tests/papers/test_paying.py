"""Being paid: details with real checksums, data for the seller's own platform, a code for the buyer's bank."""

from collections.abc import Callable

import facturx
import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from exchange.accounts.models import Business, Person
from exchange.deals import service as deals
from exchange.deals.models import Deal
from exchange.deals.service import ProposalDraft
from exchange.kernel.unit_of_work import unit_of_work
from exchange.papers import queries, sales
from exchange.papers.service import say_how_paid
from tests.deals.acts import Acts, terms
from tests.makers import MONDAY, enter, send

IBAN = "FR7630006000011234567890189"
ASKED = "number=F-17&issued_on=2026-11-25&due_on=2026-12-25&treatment=S"


@pytest.fixture
def payable(done: Deal, brewery: Business, anna: Person, session: Session) -> Deal:
    """The brewery has told its tax number and its account."""
    with unit_of_work():
        say_how_paid(brewery.id, vat_number="FR83404833048", iban=IBAN, by=anna.id, at=MONDAY)
    return done


def test_a_company_says_how_it_is_paid_and_checksums_are_asked(
    client: FlaskClient, brewery: Business, anna: Person
) -> None:
    browser = enter(client, anna, brewery)
    wrong = send(browser, "/company/paying", vat_number="FR 00 404833048", iban="FR76 3000 6000 0112 3456 7890 180")
    assert wrong.status_code == 422
    assert (
        send(browser, "/company/paying", vat_number="fr 83 404833048", iban="fr7630006000011234567890189").status_code
        == 303
    )

    details = queries.paying_details(brewery.id)
    assert details is not None
    assert (details.vat_number, details.iban) == ("FR83404833048", IBAN)


def test_the_seller_saves_data_that_its_platform_takes(
    client: FlaskClient, payable: Deal, anna: Person, brewery: Business
) -> None:
    browser = enter(client, anna, brewery)
    where = f"/deals/{payable.id}/loads/1"
    assert "The file is not an invoice" in browser.get(f"{where}/payment?lang=en").text

    data = browser.get(f"{where}/invoice.xml?{ASKED}&syntax=cii")
    assert facturx.xml_check_xsd(data.data, flavor="factur-x", level="en16931")
    assert b"3.91" in data.data
    assert facturx.xml_check_xsd(browser.get(f"{where}/invoice.xml?{ASKED}&syntax=ubl").data, flavor="ubl-2.1-invoice")
    assert browser.get(f"{where}/invoice.xml?{ASKED}&syntax=pdf").status_code == 422
    assert browser.get(f"{where}/invoice.xml?syntax=cii").status_code == 422


def test_the_buyer_sees_the_code_and_no_data(client: FlaskClient, payable: Deal, bram: Person, farm: Business) -> None:
    browser = enter(client, bram, farm)
    where = f"/deals/{payable.id}/loads/1"

    assert "payment.svg" in browser.get(f"{where}/payment").text
    assert b"<svg" in browser.get(f"{where}/payment.svg").data
    assert browser.get(f"{where}/invoice.xml?{ASKED}&syntax=cii").status_code == 404


def test_without_tax_number_there_is_no_data(client: FlaskClient, done: Deal, anna: Person, brewery: Business) -> None:
    answer = enter(client, anna, brewery).get(f"/deals/{done.id}/loads/1/invoice.xml?{ASKED}&syntax=cii")

    assert answer.status_code == 409


def test_who_is_paid_sells_even_when_it_takes(done: Deal, acts: Acts, look: Callable[..., Deal]) -> None:
    assert sales.seller_id(done, done.movements[0]) == done.giver_id
    with unit_of_work():
        disposed = deals.propose(ProposalDraft(acts.offer_id, terms(100, -30)), by=acts.taker, at=MONDAY)
    acts.accept(disposed)
    acts.through(disposed, 100)
    assert sales.seller_id(look(disposed), look(disposed).movements[0]) == disposed.taker_id


def test_a_free_load_has_nothing_to_pay(client: FlaskClient, agreed: Deal, anna: Person, brewery: Business) -> None:
    assert enter(client, anna, brewery).get(f"/deals/{agreed.id}/loads/1/payment").status_code == 404
