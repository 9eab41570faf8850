"""Rules look at postings in the transaction that posts them; what they hold waits with its reasons."""

from io import BytesIO
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from PIL import Image, ImageDraw
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from exchange.accounts.models import Business, Person, Site, StaffRole
from exchange.journal.queries import history
from exchange.kernel import clock
from exchange.kernel.refusals import Conflict
from exchange.kernel.unit_of_work import unit_of_work
from exchange.listings.models import ListingState, Need, Offer
from exchange.moderation import service as moderation
from exchange.moderation.models import Ground, ListingKind, Measure, StatementOfReasons
from exchange.moderation.rules import queries, service
from exchange.moderation.rules.core.conditions import Condition, ConditionKind
from exchange.moderation.rules.core.judging import Action, Scope
from exchange.moderation.rules.models import HoldRuleVersion, RuleHit
from exchange.notices.models import Notice
from tests import makers
from tests.listings import typed
from tests.makers import MONDAY

K = ConditionKind
TEXT = "Drêches de brasserie fraîches, environ deux tonnes chaque semaine, à prendre à Lille le mardi"


@pytest.fixture
def ada(session: Session) -> Person:
    """Administers."""
    return makers.a_person("Ada", staff=StaffRole.ADMINISTRATOR)


def a_rule(
    by: Person, *conditions: Condition, action: Action = Action.HOLD, scope: Scope = Scope.BOTH
) -> HoldRuleVersion:
    draft = service.RuleDraft(
        name="Telephone numbers", action=action, scope=scope, ground=Ground.CONTACTS, conditions=conditions,
        told="Take the telephone number out of the text.",
    )  # fmt: skip
    with unit_of_work():
        return service.add_rule(draft, by=by.id, at=MONDAY)


@pytest.fixture
def numbers(ada: Person) -> HoldRuleVersion:
    return a_rule(ada, Condition(K.CONTACTS))


@pytest.fixture
def member(client: FlaskClient, anna: Person, brewery: Business, brewhouse: Site) -> FlaskClient:
    return makers.enter(client, anna, brewery)


def post(member: FlaskClient, site: Site, **answers: Any) -> Any:
    return makers.send(member, "/offers", **typed.a_lot(site, **answers))


def lots(session: Session) -> Any:
    session.expire_all()
    return session.scalars(sa.select(Offer).order_by(Offer.created_at, Offer.id)).all()


def a_photo(*, size: tuple[int, int] = (400, 300), turned: bool = False) -> tuple[BytesIO, str]:
    image = Image.new("L", (400, 300), 128)
    pen = ImageDraw.Draw(image)
    for column in range(9):
        for row in range(8):
            light = (column * 67 + row * 41 + column * row * 23) % 255
            pen.rectangle(
                [column * 44, row * 37, column * 44 + 44, row * 37 + 37], fill=255 - light if turned else light
            )
    content = BytesIO()
    image.resize(size).save(content, "PNG")
    content.seek(0)
    return content, "lot.png"


def test_what_a_rule_holds_waits_and_its_holder_reads_why(
    session: Session, member: FlaskClient, brewhouse: Site, numbers: HoldRuleVersion, anna: Person
) -> None:
    answer = post(member, brewhouse, description="Appelez le 06 12 34 56 78")
    (lot,) = lots(session)
    statement = session.scalars(sa.select(StatementOfReasons)).one()
    notice = session.scalars(sa.select(Notice).where(Notice.kind == "listing_held")).one()
    page = member.get(notice.path).text

    assert (answer.status_code, lot.state, lot.published_at) == (303, ListingState.IN_REVIEW, None)
    assert (statement.measure, statement.was_automated) == (Measure.HELD, True)
    for told in ("Take the telephone number out", "06 12 34 56 78", "Telephone numbers", "a person decides"):
        assert told in page
    assert "held" in [entry.verb for entry in history("offer", lot.id)]
    assert "A moderator looks at it" in member.get(answer.location).text


def test_what_no_rule_finds_is_published_at_once(
    session: Session, member: FlaskClient, brewhouse: Site, numbers: HoldRuleVersion
) -> None:
    post(member, brewhouse)

    assert lots(session)[0].state is ListingState.PUBLISHED
    assert session.scalars(sa.select(RuleHit)).all() == []


def test_the_desk_shows_which_rule_holds_it_and_why_and_a_yes_lets_it_out(
    session: Session, client: FlaskClient, member: FlaskClient, brewhouse: Site, numbers: HoldRuleVersion, mona: Person
) -> None:
    post(member, brewhouse, description="Appelez le 06 12 34 56 78")
    lot_id = lots(session)[0].id
    makers.enter(client, mona)
    desk = client.get("/desk").text

    assert "Telephone numbers" in desk
    assert "06 12 34 56 78" in desk
    assert makers.send(client, f"/desk/offers/{lot_id}/approval", version=1).status_code == 303
    assert lots(session)[0].state is ListingState.PUBLISHED


def test_what_a_moderator_approved_is_not_held_again_for_the_same_words(
    session: Session, member: FlaskClient, brewhouse: Site, numbers: HoldRuleVersion, mona: Person
) -> None:
    with_number = {"description": "Appelez le 06 12 34 56 78"}
    made = post(member, brewhouse, **with_number)
    with unit_of_work():
        case = moderation.Case(ListingKind.OFFER, lots(session)[0].id, 1)
        moderation.approve(case, by=mona.id, at=clock.now())

    makers.send(member, made.location, **typed.a_lot(brewhouse, **with_number, version="1", quantity="3"))
    assert lots(session)[0].state is ListingState.PUBLISHED

    other = {"description": "Appelez le 07 12 34 56 78"}
    makers.send(member, made.location, **typed.a_lot(brewhouse, **other, version="2", quantity="3"))
    assert lots(session)[0].state is ListingState.IN_REVIEW


def test_a_flag_shows_and_marks(
    session: Session, client: FlaskClient, member: FlaskClient, brewhouse: Site, ada: Person, mona: Person
) -> None:
    a_rule(ada, Condition(K.WORDS, "drech*"), action=Action.FLAG)
    post(member, brewhouse)
    hit = session.scalars(sa.select(RuleHit)).one()

    assert lots(session)[0].state is ListingState.PUBLISHED
    assert (hit.action, hit.statement_id) == (Action.FLAG, None)
    assert "Flagged" in makers.enter(client, mona).get("/desk").text or "Telephone numbers" in client.get("/desk").text


def test_needs_are_looked_at_too(
    session: Session, member: FlaskClient, brewhouse: Site, numbers: HoldRuleVersion
) -> None:
    makers.send(member, "/needs", **typed.a_need(brewhouse, description="Tel. +33 6 12 34 56 78"))

    assert session.scalars(sa.select(Need.state)).one() is ListingState.IN_REVIEW


def test_a_copied_text_is_found_whoever_posts_it(
    session: Session, client: FlaskClient, member: FlaskClient, brewhouse: Site, farmyard: Site, bram: Person,
    farm: Business, ada: Person,
) -> None:  # fmt: skip
    post(member, brewhouse, description=TEXT)
    a_rule(ada, Condition(K.SAME_TEXT, "70"))
    makers.enter(client, bram, farm)
    post(client, farmyard, description=TEXT.upper())
    post(client, farmyard, title="Palettes", description="Tout autre chose : des palettes en bois, un camion par mois")

    assert [lot.state for lot in lots(session)] == [S.PUBLISHED, S.IN_REVIEW, S.PUBLISHED]


S = ListingState


def test_a_copied_photo_is_found_in_another_size(
    session: Session, member: FlaskClient, brewhouse: Site, ada: Person
) -> None:
    post(member, brewhouse, photo=a_photo())
    a_rule(ada, Condition(K.SAME_PHOTO))
    post(member, brewhouse, photo=a_photo(size=(800, 600)))
    post(member, brewhouse, photo=a_photo(turned=True))

    assert [lot.state for lot in lots(session)] == [S.PUBLISHED, S.IN_REVIEW, S.PUBLISHED]


def test_a_dry_run_finds_exactly_what_the_rule_would_have_held(
    session: Session, member: FlaskClient, brewhouse: Site, ada: Person
) -> None:
    rule = a_rule(ada, Condition(K.SAME_TEXT, "70"), Condition(K.MATERIAL, "food"), scope=Scope.OFFERS)
    for description in (TEXT, "Autre chose en quelques mots bien à elle", TEXT, TEXT + " !", "Court"):
        post(member, brewhouse, description=description)
    held = {lot.id for lot in lots(session) if lot.state is S.IN_REVIEW}

    tried = service.try_rule(rule.spec, at=clock.now())

    assert len(held) == 2
    assert (tried.seen, {listing.id for listing, _ in tried.found}) == (5, held)


def test_an_old_version_is_not_changed_over_a_newer_one(
    session: Session, numbers: HoldRuleVersion, ada: Person
) -> None:
    with unit_of_work():
        service.switch_rule(numbers.rule_id, on=False, number=1, by=ada.id, at=MONDAY)

    with pytest.raises(Conflict), unit_of_work():
        service.switch_rule(numbers.rule_id, on=True, number=1, by=ada.id, at=MONDAY)
    assert [version.number for version, _ in queries.versions(numbers.rule_id)] == [2, 1]
    assert [entry.verb for entry in history("hold_rule", numbers.rule_id)] == ["made", "switched_off"]


def test_a_rule_that_is_off_holds_nothing(
    session: Session, member: FlaskClient, brewhouse: Site, numbers: HoldRuleVersion, ada: Person
) -> None:
    with unit_of_work():
        service.switch_rule(numbers.rule_id, on=False, number=1, by=ada.id, at=MONDAY)
    post(member, brewhouse, description="Appelez le 06 12 34 56 78")

    assert lots(session)[0].state is ListingState.PUBLISHED


def test_the_database_refuses_to_hold_without_reasons(
    session: Session, numbers: HoldRuleVersion, brewhouse: Site
) -> None:
    lot = makers.a_lot(brewhouse)
    session.add(
        RuleHit(
            rule_id=numbers.rule_id, number=1, listing_kind=ListingKind.OFFER, listing_id=lot.id, listing_version=1,
            action=Action.HOLD, why=[{"kind": "contacts"}], at=MONDAY,
        )
    )  # fmt: skip
    with pytest.raises(IntegrityError, match="held_with_reasons"):
        session.flush()
