"""Every hostile string in every field of the forms: an answer, never a fault of ours, a script or half a deed."""

from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from exchange.accounts.measures.models import AccountMeasure
from exchange.accounts.models import Business, Person, Site, StaffRole
from exchange.deals.models import Deal
from exchange.deals.service import Party
from exchange.kernel import clock
from exchange.moderation.notices.models import ContentNotice
from tests import hostile, makers
from tests.deals import states
from tests.deals.acts import Acts

CALM = {200, 303, 400, 404, 409, 413, 415, 422}
COUNTED = (
    "person", "business", "site", "offer", "need", "deal", "message", "outgoing_mail", "notice", "journal_entry",
    "procrastinate_jobs", "content_notice", "notice_objection", "account_measure",
    "saved_search", "search_hit", "notice_preference", "listing_draft",
)  # fmt: skip
Answers = Mapping[str, str]
Attack = Callable[..., None]


def sent(client: FlaskClient, path: str, answers: Answers) -> Any:
    """POST as a browser would that does not mind what it sends."""
    with client.session_transaction() as cookie:
        token = cookie.setdefault("csrf", "token")
    fields = {"csrf_token": token, "request_id": str(uuid4()), **answers}
    body = urlencode(fields, errors="surrogatepass")
    return client.post(path, data=body, content_type="application/x-www-form-urlencoded")


@pytest.fixture
def rows(session: Session) -> Callable[[], Any]:
    """How many rows each table has that a form could write."""
    known = set(sa.inspect(session.connection()).get_table_names())
    assert known.issuperset(COUNTED)
    counts = sa.text("SELECT " + ", ".join(f"(SELECT count(*) FROM {name})" for name in COUNTED))
    return lambda: session.execute(counts).one()


@pytest.fixture
def attack(client: FlaskClient, rows: Callable[[], Any]) -> Attack:
    """Send a form with every string in all its fields, then with the nastiest in one field at a time."""

    def strike(path: str, answers: Answers, where: str) -> None:
        before = rows()
        answer = sent(client, path, answers)
        assert answer.status_code in CALM, f"{where}: {answer.status_code}"
        assert hostile.CANARY not in answer.text, where
        if answer.status_code >= 400:
            assert rows() == before, f"{where}: half a deed"

    def through(path: str, good: Answers, names: Iterable[str] = hostile.STRINGS) -> None:
        for name in names:
            strike(path, dict.fromkeys(good, hostile.STRINGS[name]), f"{path}, everywhere: {name}")
        for field in good:
            for name in hostile.NASTIEST:
                strike(path, {**good, field: hostile.STRINGS[name]}, f"{path}, {field}: {name}")

    return through


@pytest.fixture
def signed_in(client: FlaskClient, session: Session, bram: Person, farm: Business, farmyard: Site) -> Site:
    """The farm's site, with Bram at the browser."""
    makers.enter(client, bram, farm)
    session.commit()
    return farmyard


def test_signing_up(attack: Attack) -> None:
    good = {"name": "Nora", "email": "nora@filature.example", "password": "short", "company": "Filature du Pont"}
    attack("/sign-up", {**good, "number": makers.a_siren()})


def test_signing_in(attack: Attack) -> None:
    attack("/sign-in", {"email": "nobody@navette.example", "password": "wrong", "next": "/company"}, hostile.NASTIEST)


def test_how_i_sign_in(attack: Attack, signed_in: Site) -> None:
    attack("/account/password", {"present": "wrong", "password": "a quite new one 61"}, hostile.NASTIEST)
    attack("/account/second-step/confirmation", {"code": "123456"}, hostile.NASTIEST)
    attack("/account/email", {"email": "new@filature.example"}, hostile.NASTIEST)
    attack("/account/passkeys", {"name": "Laptop", "credential": "{}"}, hostile.NASTIEST)
    attack("/sign-in/passkey", {"credential": "{}"}, hostile.NASTIEST)
    proof = {"proof_password": "wrong", "proof_code": "123456", "proof_target": "/company/paying"}
    attack("/confirm-it-is-you", {**proof, "proof_method": "POST", "iban": "BE71"}, hostile.NASTIEST)
    attack("/sign-in/code", {"code": "123456"}, hostile.NASTIEST)


def test_a_site(attack: Attack, signed_in: Site) -> None:
    good = {"name": "Quai 1", "address": "3 rue des Tisserands", "commune": "Roubaix", "commune_code": "59512"}
    attack("/sites/new", {**good, "monday": "08:00-12:00", "access": "Dock", "lat": "50.69", "lon": "3.17"})


def test_a_permit(attack: Attack, signed_in: Site) -> None:
    good = {"rubric": "2714-1", "reference": "AP 2024-17", "waste_codes": "150103", "valid_until": "2090-01-01"}
    attack(f"/sites/{signed_in.id}/permits/new", good, hostile.NASTIEST)


def test_an_offer(attack: Attack, signed_in: Site) -> None:
    attack(
        "/offers",
        {
            "title": "Palettes", "description": "Propres", "material_words": "palettes", "unit": "unit",
            "material_code": "wood.pallets.epal", "quantity": "12", "kg_per_unit": "25", "rhythm": "one_off",
            "mass_basis": "declared", "parting": "minimum", "minimum": "2", "condition": "4", "composition": "Bois",
            "packaging": "Piles", "site_id": str(signed_in.id), "delivers_within_km": "10", "price_kind": "fixed",
            "price": "12,5", "price_basis": "per_lot", "available_from": clock.today().isoformat(),
            "available_until": (clock.today() + timedelta(days=9)).isoformat(), "legal_status": "waste",
            "waste_code": "150103", "photo_description": "Pile", "end_of_waste_act": "",
        },
    )  # fmt: skip


def test_a_draft_of_either(attack: Attack, signed_in: Site) -> None:
    for kinds in ("offers", "needs"):
        draft = {"draft_id": str(uuid4()), "title": "Palettes", "material_words": "palettes", "quantity": "12"}
        attack(f"/{kinds}/drafts", {**draft, "site_id": str(signed_in.id), "description": "Propres"})


def test_a_need(attack: Attack, signed_in: Site) -> None:
    attack(
        "/needs",
        {
            "title": "Palettes", "description": "Propres", "material_words": "palettes", "unit": "unit",
            "material_code": "wood.pallets.epal", "quantity": "12", "kg_per_unit": "25", "smallest_lot": "2",
            "rhythm": "flow", "lowest_grade": "3", "accepted_statuses": "product", "site_id": str(signed_in.id),
            "collects_within_km": "30", "wanted_from": clock.today().isoformat(), "highest_price": "20",
            "wanted_until": (clock.today() + timedelta(days=9)).isoformat(),
        },
    )  # fmt: skip


def test_a_proposal_a_counter_and_a_message(
    attack: Attack, client: FlaskClient, signed_in: Site, brewhouse: Site
) -> None:
    lot = makers.a_lot(brewhouse, quantity=100_000)
    terms = {"quantity": "1", "price": "10", "price_for": "all", "hauler": "taker", "note": "Tuesday", "lasts": "14"}
    terms |= {"first_slot-day": "2027-03-28", "first_slot-starts": "10:00", "first_slot-ends": "11:00"}
    whole = {**terms, "offer_id": str(lot.id), "need_id": "", "site_id": str(signed_in.id)}
    deal = sent(client, "/deals", whole).headers["Location"]

    attack("/deals", whole)
    attack(f"{deal}/counter", terms)
    attack(f"{deal}/messages", {"text": "Hello"})
    attack(f"{deal}/acceptance", {"version": "1"})
    attack(f"{deal}/loads/1/slot", {"day": "2026-12-01", "starts": "10:00", "ends": "11:00"})


def test_a_sample_a_rhythm_and_other_hands(
    attack: Attack, signed_in: Site, brewhouse: Site, anna: Person, bram: Person
) -> None:
    giver, taker = Party(anna.id, brewhouse.business_id), Party(bram.id, signed_in.business_id)
    acts = Acts(makers.a_lot(brewhouse, quantity=1000).id, giver, taker)
    asked, given, agreed, gone = (build(acts) for build in (states.asked, states.sample_given, states.planned, road))

    attack(f"/deals/{asked.id}/sample", {"amount": "1,5", "wish": "Moisture"})
    attack(f"/deals/{given.id}/sample/refusal", {"why": "None to spare"})
    attack(f"/deals/{given.id}/sample/judgement", {"judgement": "does_not_suit", "words": "Too wet"})
    rhythm = {"rhythm_quantity": "50", "every_weeks": "1", "weekday": "3", "slot_starts": "10:00", "notice_days": "14"}
    days = {"slot_ends": "11:00", "starts_on": "2026-12-03", "ends_on": "2027-03-28"}
    attack(f"/deals/{agreed.id}/rhythm", {**rhythm, **days})
    custody = {"holder_kind": "store", "holder": "Transports Lys", "place": "Halluin", "plate": "AB-123-CD"}
    attack(f"/deals/{gone.id}/loads/1/custody", {**custody, "taken_on": "2026-11-24", "taken_time": "10:00"})


def road(acts: Acts) -> Deal:
    """A little of the lot, on the road."""
    deal = acts.propose(100)
    acts.accept(deal)
    acts.hand_over(deal)
    return deal


def test_a_kept_search_and_wishes_about_mail(attack: Attack, client: FlaskClient, signed_in: Site) -> None:
    search = {
        "kind": "offer", "q": "palettes", "material": "wood", "near": "59350", "within": "10", "commune": "59512",
        "status": "product", "price": "free", "grade": "3", "least_kg": "12,5", "name": "Palettes", "cadence": "daily",
    }  # fmt: skip
    kept = sent(client, "/searches", search)
    assert kept.status_code == 303

    attack("/searches", search)
    attack("/notices/preferences", {"about_matches": "daily", "about_deals": "bell"})


def test_searching(client: FlaskClient) -> None:
    def strike(name: str, text: str) -> None:
        answer = client.get(f"/search?{urlencode({name: text}, errors='surrogatepass')}")
        assert answer.status_code in CALM, (name, text)
        assert hostile.CANARY not in answer.text, (name, text)

    for text in hostile.STRINGS.values():
        strike("q", text[:10_000])
    for field in ("kind", "near", "km", "commune", "material", "price", "status", "sort", "after", "lang"):
        for name in hostile.NASTIEST:
            strike(field, hostile.STRINGS[name])


def test_a_word_about_a_sample(attack: Attack, signed_in: Site, brewhouse: Site, anna: Person, bram: Person) -> None:
    """From the side that asked: what is well typed is refused because it was given already."""
    giver, taker = Party(anna.id, brewhouse.business_id), Party(bram.id, signed_in.business_id)
    given: Deal = states.sample_given(Acts(makers.a_lot(brewhouse, quantity=1000).id, giver, taker))

    attack(f"/deals/{given.id}/sample/handing-out", {"handed_on": "2026-11-23"})
    attack(f"/deals/{given.id}/sample/refusal", {"code": "papers", "why": "None to spare"})


def test_a_notice_of_content_and_what_came_of_it(
    attack: Attack, client: FlaskClient, session: Session, brewhouse: Site, mona: Person
) -> None:
    lot = makers.a_lot(brewhouse)
    good = {"address": f"http://localhost/offers/{lot.id}", "reason": "waste", "words": "Waste.", "name": "Zelda"}
    good |= {"email": "zelda@x.example", "good_faith": "y"}
    path = sent(client, "/reports", good).headers["Location"]
    notice_id = session.scalar(sa.select(ContentNotice.id))
    attack("/reports", good, hostile.NASTIEST)
    attack(f"{path}/objection", {"words": "No."}, hostile.NASTIEST)

    makers.enter(client, mona)
    decision = {"outcome": "refused", "answer": "Down.", "ground": "unsafe", "explanation": "Solvent."}
    attack(f"/desk/reports/{notice_id}/decision", {**decision, "outcome": "neither"})
    attack(f"/desk/reports/{notice_id}/judgement", {"outcome": "upheld", "answer": "So."}, hostile.NASTIEST)


def test_a_measure_and_an_objection_to_it(
    attack: Attack, client: FlaskClient, session: Session, anna: Person, mona: Person
) -> None:
    makers.enter(client, makers.a_person("Ada", staff=StaffRole.ADMINISTRATOR))
    told = {"who": anna.email, "ground": "fraud", "explanation": "None was there.", "until": "2030-01-01"}
    attack("/desk/measures", {**told, "who": "nobody@x.example"})
    assert sent(client, "/desk/measures", told).status_code == 303
    measure_id = session.scalar(sa.select(AccountMeasure.id))

    makers.enter(client, anna)
    attack(f"/account/measures/{measure_id}/objection", {"words": ""}, hostile.NASTIEST)
    makers.enter(client, mona)
    attack(f"/desk/measures/{measure_id}/judgement", {"outcome": "upheld", "answer": "So."}, hostile.NASTIEST)
