"""The stage of the access matrix: one of each kind of object, all the brewery's, and somebody for each role."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from uuid import UUID

from PIL import Image
from sqlalchemy import select

from exchange.accounts import service as accounts
from exchange.accounts.exporting import service as exporting
from exchange.accounts.exporting.models import PersonalExport
from exchange.accounts.measures import service as measures
from exchange.accounts.measures.models import MeasureGround
from exchange.accounts.measures.noting import Reasons as MeasureReasons
from exchange.accounts.models import (
    Business,
    Invitation,
    JoinRequest,
    MemberRole,
    Membership,
    Permit,
    Person,
    Site,
    Standing,
)
from exchange.deals import service as deals
from exchange.deals.attachments import service as attachments
from exchange.deals.attachments.drafts import of_pdf
from exchange.deals.attachments.models import Attachment
from exchange.deals.models import Hauler
from exchange.kernel import clock, files
from exchange.kernel.ids import new_id
from exchange.kernel.orm import session
from exchange.kernel.unit_of_work import unit_of_work
from exchange.listings import service as listings
from exchange.listings.bulk import service as bulk
from exchange.listings.bulk.choices import Choices
from exchange.listings.bulk.core.columns import Column
from exchange.listings.bulk.core.tables import Table
from exchange.listings.flows import importing
from exchange.listings.flows.reading import Encoding
from exchange.listings.models import KeptPhoto, ListingState, LotWatch, Need, Offer, PaperKind, Partner, Readers
from exchange.listings.pictures import read_picture
from exchange.listings.saved import service as searches
from exchange.listings.search.criteria import Criteria, Kind
from exchange.moderation import service as moderation
from exchange.moderation.appeals import service as appeals
from exchange.moderation.models import Ground, ListingKind
from exchange.moderation.notices import service as notices
from exchange.moderation.notices.models import ContentKind, NoticeOutcome, NoticeReason
from exchange.moderation.rules import service as rules
from exchange.moderation.rules.core.conditions import Condition, ConditionKind
from exchange.moderation.rules.core.judging import Action, Scope
from exchange.moderation.service import Case, Reasons
from exchange.notices.models import Topic
from exchange.notices.stopping import stop_path
from exchange.papers import service as papers
from exchange.papers.models import PaperKind as IssuedKind
from exchange.steering.models import Introduction
from tests import makers
from tests.makers import MONDAY, StaffRole

Visitor = tuple[Person | None, Business | None]


@dataclass(frozen=True)
class Stage:
    """Ids for addresses, and who acts for whom by role name. Add a field for each new kind of object."""

    visitors: dict[str, Visitor]
    business: UUID
    site: UUID
    offer: UUID
    need: UUID
    waiting_offer: UUID
    waiting_business: UUID
    waiting_permit: UUID
    statement: UUID
    appeal: UUID
    notice: UUID
    answered_notice: UUID
    measure: UUID
    deal: UUID
    attachment: UUID
    agreed: UUID
    issued: str
    photo: UUID
    kept_photo: UUID
    draft: UUID
    paper: UUID
    lot_import: UUID
    invitation: UUID
    member: UUID
    asking: UUID
    search: UUID
    export: UUID
    stop: str
    flow: UUID
    flow_import: UUID
    introduction: UUID
    rule: UUID


def set_stage() -> Stage:
    """Build it in the test's transaction and keep it through the requests' own rollbacks."""
    anna, mona = makers.a_person("Anna"), makers.a_person("Mona", staff=StaffRole.MODERATOR)
    brewery = makers.a_business("Brasserie du Fil", member=anna)
    site = makers.a_site(brewery)
    visitors = _visitors(anna, mona, brewery)
    offer, member = makers.a_lot(site), visitors["member"][0]
    assert member is not None
    flow = makers.an_observed_offer(site)
    taker = makers.an_observed_need(makers.a_site(makers.a_business("Scierie", standing="unclaimed"), name="Scierie"))
    other_side = visitors["counterparty"]
    agreed, deal = _agreed(offer, anna, other_side), _deal(offer, other_side)
    stage = Stage(
        visitors=visitors,
        business=brewery.id,
        site=site.id,
        offer=offer.id,
        need=makers.a_need(site).id,
        waiting_offer=makers.a_lot(site, state=ListingState.IN_REVIEW, published_at=None).id,
        waiting_business=makers.a_business("New", member=makers.a_person("Nina"), verified=False).id,
        waiting_permit=_permit(site),
        statement=_statement(site, mona),
        appeal=_appeal(site, anna),
        notice=_notice(offer),
        answered_notice=_notice(offer, answered_by=makers.a_person("Olga", staff=StaffRole.MODERATOR)),
        measure=_measure(makers.a_person("Amir", staff=StaffRole.ADMINISTRATOR)),
        deal=deal,
        attachment=_attachment(deal, offer, anna),
        agreed=agreed,
        issued=_issued(agreed, anna, brewery.id),
        photo=_photo(offer, anna),
        kept_photo=_kept_photo(offer),
        draft=_draft(offer, anna),
        paper=_paper(offer, anna),
        lot_import=_lot_import(offer, anna),
        invitation=_invitation(brewery, anna),
        member=member.id,
        asking=_asking(brewery),
        search=_search(member),
        export=_export(member),
        stop=stop_path(member.id, [Topic.MATCHES]).rsplit("/", 1)[1],
        flow=flow.id,
        flow_import=_flow_import(mona),
        introduction=_introduction(flow, taker, mona),
        rule=_rule(mona),
    )
    _watch(offer, visitors)
    _count_on(brewery, visitors)
    session().commit()
    return stage


def _permit(site: Site) -> UUID:
    permit = _kept(
        Permit(
            site_id=site.id, rubric="2780-1", reference="AP 2024-17", waste_codes=["020304"],
            valid_until=makers.TODAY.replace(year=2030), created_at=MONDAY, paper_bytes=4,
        )
    )  # fmt: skip
    files.put(accounts.paper_name(permit), b"%PDF")
    return permit


def _statement(site: Site, mona: Person) -> UUID:
    refused = makers.a_lot(site, title="Refused")
    with unit_of_work():
        case = Case(ListingKind.OFFER, refused.id, refused.version)
        review = moderation.refuse(case, Reasons(Ground.UNSAFE, "Asbestos."), by=mona.id, at=MONDAY)
    assert review.statement_id is not None
    return review.statement_id


def _appeal(site: Site, anna: Person) -> UUID:
    """Against what another moderator decided: those of the matrix may look again."""
    statement_id = _statement(site, makers.a_person("Otto", staff=StaffRole.MODERATOR))
    with unit_of_work():
        return appeals.object_to(statement_id, "It is clean.", by=anna.id, business_id=site.business_id, at=MONDAY)


def _rule(mona: Person) -> UUID:
    draft = rules.RuleDraft(
        name="Numbers", action=Action.FLAG, scope=Scope.BOTH, ground=Ground.CONTACTS, told="Take the number out.",
        conditions=(Condition(ConditionKind.CONTACTS),),
    )  # fmt: skip
    with unit_of_work():
        return rules.add_rule(draft, by=mona.id, at=MONDAY).rule_id


def _deal(offer: Offer, taker: Visitor) -> UUID:
    """The counterparty asks for a part of the offer."""
    carla, kitchen = taker
    assert carla is not None
    assert kitchen is not None
    terms = deals.TermsDraft(Decimal(100), Decimal(0), Hauler.TAKER)
    with unit_of_work():
        return deals.propose(deals.ProposalDraft(offer.id, terms), by=deals.Party(carla.id, kitchen.id), at=MONDAY).id


def _attachment(deal_id: UUID, offer: Offer, anna: Person) -> UUID:
    """A PDF that the brewery sent to the other side."""
    draft = of_pdf("Analysis", b"%PDF-1.4\nstartxref\n%%EOF")
    with unit_of_work():
        message = attachments.send(deal_id, "", draft, by=deals.Party(anna.id, offer.business_id), at=MONDAY)
    return session().scalars(select(Attachment.id).where(Attachment.message_id == message.id)).one()


def _agreed(offer: Offer, anna: Person, taker: Visitor) -> UUID:
    """A deal that the brewery said yes to: its papers may be issued."""
    deal_id = _deal(offer, taker)
    with unit_of_work():
        deals.accept(deal_id, version=1, by=deals.Party(anna.id, offer.business_id), at=MONDAY)
    return deal_id


def _issued(deal_id: UUID, anna: Person, brewery_id: UUID) -> str:
    by = deals.Party(anna.id, brewery_id)
    with unit_of_work():
        note = papers.issue(deal_id, 1, IssuedKind.HANDOVER_NOTE, by=by, at=MONDAY, base_url="https://navette.example")
    return note.number


def _lot_import(offer: Offer, anna: Person) -> UUID:
    file = bulk.LotFile("lots.csv", Table(["Matière"], [["Bois"]], [2]), "en", b"content")
    choices = Choices({Column.MATERIAL: 0}, "fr")
    with unit_of_work():
        return bulk.hand_in(file, choices, by=anna.id, business_id=offer.business_id, at=MONDAY).id


def _paper(offer: Offer, anna: Person) -> UUID:
    draft = listings.PaperDraft(PaperKind.ANALYSIS, "Analysis", Readers.MEMBERS, b"%PDF-1.4\nstartxref\n%%EOF")
    with unit_of_work():
        return listings.add_paper(offer.id, draft, by=anna.id, business_id=offer.business_id, at=MONDAY).id


def _kept_photo(offer: Offer) -> UUID:
    """One that waits with the form in which the brewery edits its lot."""
    content = BytesIO()
    Image.new("RGB", (8, 6)).save(content, "PNG")
    with unit_of_work():
        listings.hold_photos(
            offer.id, {new_id(): read_picture(content.getvalue())}, business_id=offer.business_id, at=MONDAY
        )
    return session().scalars(select(KeptPhoto.id)).one()


def _photo(offer: Offer, anna: Person) -> UUID:
    content = BytesIO()
    Image.new("RGB", (40, 30), "#a82d28").save(content, "PNG")
    picture = read_picture(content.getvalue())
    with unit_of_work():
        photo = listings.add_photo(
            offer.id, picture, description="A red lot", by=anna.id, business_id=offer.business_id, at=MONDAY
        )
    return photo.id


def _draft(offer: Offer, anna: Person) -> UUID:
    draft_id = new_id()
    filling = listings.Filling(kind=Kind.OFFER, title="Half a lot", answers={}, language="en")
    with unit_of_work():
        listings.keep_draft(draft_id, filling, by=anna.id, business_id=offer.business_id, at=MONDAY)
    return draft_id


def _invitation(brewery: Business, anna: Person) -> UUID:
    return _kept(
        Invitation(
            token_hash="hash", business_id=brewery.id, email="new@navette.example", role=MemberRole.MEMBER,
            invited_by=anna.id, created_at=MONDAY, expires_at=MONDAY + timedelta(days=7),
        )
    )  # fmt: skip


def _asking(brewery: Business) -> UUID:
    person = makers.a_person("Ida")
    session().add(JoinRequest(person_id=person.id, business_id=brewery.id, asked_at=MONDAY))
    return person.id


def _export(person: Person) -> UUID:
    """What is held about the brewery's member, ready to be taken."""
    now = clock.now()
    export = PersonalExport(person_id=person.id, asked_at=now, ready_at=now, expires_at=now + timedelta(days=7))
    session().add(export)
    session().flush()
    files.put(exporting.file_name(export.id), b"PK")
    return export.id


def _search(person: Person) -> UUID:
    """The brewery's member keeps it: searches belong to people, not to companies."""
    with unit_of_work():
        return searches.save(person.id, Criteria(words="drums"), name="Drums", language="en", at=MONDAY).id


def _flow_import(mona: Person) -> UUID:
    file = importing.RegisterFile("flows.csv", "IREP 2023", Encoding.BY_MARK, keeps_good_rows=False, content=b"x")
    with unit_of_work():
        return importing.hand_in(file, by=mona.id, at=MONDAY).id


def _introduction(flow: Offer, taker: Need, mona: Person) -> UUID:
    introduction = Introduction(
        offer_id=flow.id, need_id=taker.id, made_by=mona.id, made_at=MONDAY, score=900, distance_km=0.0
    )
    session().add(introduction)
    session().flush()
    return introduction.id


def _watch(offer: Offer, visitors: dict[str, Visitor]) -> None:
    """The stranger keeps an eye on the offer."""
    stranger, _ = visitors["stranger"]
    assert stranger is not None
    session().add(LotWatch(person_id=stranger.id, offer_id=offer.id, since=MONDAY, seen_kg=Decimal(0)))
    session().flush()


def _count_on(brewery: Business, visitors: dict[str, Visitor]) -> None:
    """The stranger's company counts the brewery among its partners."""
    _, farm = visitors["stranger"]
    assert farm is not None
    session().add(Partner(business_id=farm.id, partner_id=brewery.id, since=MONDAY))
    session().flush()


def _kept(row: Permit | Invitation) -> UUID:
    session().add(row)
    session().flush()
    return row.id


def _counterparty() -> Visitor:
    """The taker of the brewery's deals."""
    carla = makers.a_person("Carla")
    kitchen = makers.a_business("Cuisine du Canal", member=carla)
    makers.a_site(kitchen)
    return carla, kitchen


def _suspended_person(mona: Person) -> Visitor:
    """Somebody whose company trades, and who may not."""
    sofie = makers.a_person("Sofie")
    mill = makers.a_business("Moulin", member=sofie)
    with unit_of_work():
        reasons = MeasureReasons(MeasureGround.CONDUCT, "Threatened a driver.")
        measures.suspend_person(sofie.id, reasons, until=None, by=mona.id, at=MONDAY)
    return sofie, mill


def _measure(by: Person) -> UUID:
    """On somebody outside the stage, who objects; taken by nobody of the matrix."""
    person = makers.a_person("Pat")
    with unit_of_work():
        reasons = MeasureReasons(MeasureGround.CONDUCT, "Threatened a driver.")
        measure = measures.suspend_person(person.id, reasons, until=None, by=by.id, at=MONDAY)
        measures.object_to(measure.id, "A joke.", by=person.id, at=MONDAY)
    return measure.id


def _notice(offer: Offer, *, answered_by: Person | None = None) -> UUID:
    """Somebody outside reported the brewery's lot; where it was answered, they objected."""
    draft = notices.NoticeDraft(
        ContentKind.OFFER, offer.id, f"/offers/{offer.id}", NoticeReason.WASTE, "Waste.", "Zelda", "z@x.example",
        None, "en",
    )  # fmt: skip
    with unit_of_work():
        notice = notices.give(draft, at=MONDAY)
        if answered_by is not None:
            answer = notices.Decision(NoticeOutcome.NOTHING, "It is fine.")
            notices.decide(notice.id, answer, by=answered_by.id, at=MONDAY)
            notices.object_to(notice.id, "It is not.", at=MONDAY)
    return notice.id


def _visitors(anna: Person, mona: Person, brewery: Business) -> dict[str, Visitor]:
    """Everybody of the cast once, by the name of their role."""
    max_, bram, sam = makers.a_person("Max"), makers.a_person("Bram"), makers.a_person("Sam")
    session().add(Membership(person_id=max_.id, business_id=brewery.id, role=MemberRole.MEMBER, since=MONDAY))
    stopped = makers.a_business("Stopped", member=sam, standing=Standing.SUSPENDED, standing_reason="Unpaid hauls")
    return {
        "anonymous": (None, None),
        "unconfirmed": (makers.a_person("Una", confirmed=False), None),
        "no_business": (makers.a_person("Noor"), None),
        "member": (max_, brewery),
        "manager": (anna, brewery),
        "stranger": (bram, makers.a_business("Ferme du Lin", member=bram)),
        "counterparty": _counterparty(),
        "suspended": (sam, stopped),
        "suspended_person": _suspended_person(mona),
        "facilitator": (makers.a_person("Fred", staff=StaffRole.FACILITATOR), None),
        "moderator": (mona, None),
        "administrator": (makers.a_person("Ada", staff=StaffRole.ADMINISTRATOR), None),
    }
