"""Every verb that changes what matching reads asks for the pairing it touches, in its own transaction."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
import sqlalchemy as sa

from exchange.accounts import service as accounts
from exchange.accounts.models import Business, Person, Site
from exchange.deals.models import Deal
from exchange.deals.service import Party
from exchange.kernel.jobs import Job
from exchange.kernel.orm import session as kernel_session
from exchange.kernel.unit_of_work import unit_of_work
from exchange.listings import service as listings
from exchange.listings.models import Need, Offer
from exchange.moderation import service as moderation
from exchange.moderation.models import Ground, ListingKind
from exchange.moderation.service import Reasons
from tests import makers
from tests.deals.acts import Acts
from tests.makers import MONDAY
from tests.matching import drafts

NEXT_YEAR = MONDAY + timedelta(days=400)
OFFER, NEED = {Job.PAIR_OFFER}, {Job.PAIR_NEED}
BOTH = OFFER | NEED


@dataclass
class Play:
    """A lot and a need that fit, matched already, and who acts."""

    lot: Offer
    need: Need
    anna: dict[str, Any]
    bram: dict[str, Any]
    mona: Person
    acts: Acts

    def agreed(self) -> Deal:
        """A deal about 400 kg for the need, agreed."""
        deal = self.acts.propose(need_id=self.need.id)
        self.acts.accept(deal)
        return deal

    def on_the_scale(self, weight: int) -> Deal:
        """Handed over and weighed."""
        deal = self.agreed()
        self.acts.hand_over(deal)
        self.acts.weigh(deal, weight)
        return deal

    def shown_as(self, verb: str) -> None:
        """Both listings, by their owners."""
        with unit_of_work():
            for kind, listing, owner in (("offer", self.lot, self.anna), ("need", self.need, self.bram)):
                getattr(listings, f"{verb}_{kind}")(listing.id, **owner, at=MONDAY)


@pytest.fixture
def play(
    session: Any, anna: Person, bram: Person, mona: Person, brewery: Business, farm: Business, brewhouse: Site,
    farmyard: Site,
) -> Play:  # fmt: skip
    soon = makers.TODAY + timedelta(days=300)
    lot = makers.a_lot(brewhouse, matched_at=MONDAY, available_until=soon, legal_status="product")
    need = makers.a_need(farmyard, matched_at=MONDAY, wanted_until=soon)
    by_anna, by_bram = ({"by": p.id, "business_id": b.id} for p, b in ((anna, brewery), (bram, farm)))
    acts = Acts(lot.id, Party(anna.id, brewery.id), Party(bram.id, farm.id))
    return Play(lot, need, by_anna, by_bram, mona, acts)


def edit_both(play: Play) -> None:
    with unit_of_work():
        lot, need = drafts.a_lot(play.lot.site_id), drafts.a_need(play.need.site_id)
        listings.edit_offer(play.lot.id, lot, version=1, **play.anna, at=MONDAY)
        listings.edit_need(play.need.id, need, version=1, **play.bram, at=MONDAY)


def expire_both(play: Play) -> None:
    with unit_of_work():
        listings.expire(at=NEXT_YEAR)


def renew_both(play: Play) -> None:
    with unit_of_work():
        listings.renew_offer(play.lot.id, until=None, **play.anna, at=MONDAY)
        listings.renew_need(play.need.id, until=None, **play.bram, at=MONDAY)


def hand_over_both(play: Play) -> None:
    with unit_of_work():
        listings.reassign_offer(play.lot.id, to=play.anna["by"], **play.anna, at=MONDAY)
        listings.reassign_need(play.need.id, to=play.bram["by"], **play.bram, at=MONDAY)


def take_down_both(play: Play) -> None:
    reasons = Reasons(Ground.UNSAFE, "Solvent in it.")
    with unit_of_work():
        moderation.take_down(ListingKind.OFFER, play.lot.id, reasons, by=play.mona.id, at=MONDAY)
        moderation.take_down(ListingKind.NEED, play.need.id, reasons, by=play.mona.id, at=MONDAY)


Verb = Callable[[Play], Any]
CASES: list[tuple[str, list[Verb], set[Job]]] = [
    ("edit", [edit_both], BOTH),
    ("pause", [lambda p: p.shown_as("pause")], BOTH),
    ("resume", [lambda p: p.shown_as("pause"), lambda p: p.shown_as("resume")], BOTH),
    ("withdraw", [lambda p: p.shown_as("withdraw")], BOTH),
    ("extend", [lambda p: p.shown_as("extend")], BOTH),
    ("renew", [lambda p: p.shown_as("withdraw"), renew_both], BOTH),
    ("hand to a colleague", [hand_over_both], set()),
    ("reject", [take_down_both], BOTH),
    ("expire", [expire_both], BOTH),
    ("propose", [lambda p: p.acts.propose(need_id=p.need.id)], set()),
    ("accept", [lambda p: p.agreed()], BOTH),
    ("cancel", [lambda p: p.agreed(), lambda p: p.acts.end("cancel", the_deal(p), p.acts.taker)], BOTH),
    ("hand over", [lambda p: p.agreed(), lambda p: p.acts.hand_over(the_deal(p))], set()),
    ("weigh", [lambda p: p.agreed() and p.acts.hand_over(the_deal(p)), lambda p: p.acts.weigh(the_deal(p))], set()),
    ("confirm as agreed", [lambda p: p.on_the_scale(400), lambda p: p.acts.confirm(the_deal(p))], set()),
    ("confirm less", [lambda p: p.on_the_scale(350), lambda p: p.acts.confirm(the_deal(p), 350)], BOTH),
    ("confirm more", [lambda p: p.on_the_scale(450), lambda p: p.acts.confirm(the_deal(p), 450)], BOTH),
]


def the_deal(play: Play) -> Deal:
    return kernel_session().scalars(sa.select(Deal)).one()


@pytest.mark.parametrize(("verbs", "asked"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_verb_asks_for_what_it_touches_and_for_nothing_else(
    play: Play, session: Any, jobs: Any, verbs: list[Verb], asked: set[Job]
) -> None:
    *before, verb = verbs
    for step in before:
        step(play)
    done = len(jobs())
    matched(session)
    verb(play)

    fresh = [job for job in jobs()[done:] if job[0] in BOTH | {Job.PAIR_ALL}]
    wanted = {Job.PAIR_OFFER: {"offer_id": str(play.lot.id)}, Job.PAIR_NEED: {"need_id": str(play.need.id)}}
    assert sorted(fresh) == sorted((job, wanted[job]) for job in asked)
    for table, job, listing in ((Offer, Job.PAIR_OFFER, play.lot), (Need, Job.PAIR_NEED, play.need)):
        matched_at = session.scalar(sa.select(table.matched_at).where(table.id == listing.id))
        assert (matched_at is None) == (job in asked), "its page says that the matches follow"


def matched(session: Any) -> None:
    for table in (Offer, Need):
        session.execute(sa.update(table).values(matched_at=MONDAY))


@pytest.fixture
def newcomer(session: Any, bram: Person) -> Iterator[Site]:
    """A site of a business that nobody has checked yet."""
    return makers.a_site(makers.a_business("New", member=bram, verified=False))


def test_posting_asks_and_so_does_publishing_what_was_in_review(newcomer: Site, bram: Person, mona: Person, jobs: Any):
    with unit_of_work():
        who = {"by": bram.id, "business_id": newcomer.business_id, "at": MONDAY}
        lot = listings.post_offer(drafts.a_lot(newcomer.id), **who)
        need = listings.post_need(drafts.a_need(newcomer.id), **who)
        assert (lot.state, need.state) == ("in_review", "in_review")
        listings.publish_offer(lot.id, by=mona.id, at=MONDAY)
        listings.publish_need(need.id, by=mona.id, at=MONDAY)

    asked = [(Job.PAIR_OFFER, {"offer_id": str(lot.id)}), (Job.PAIR_NEED, {"need_id": str(need.id)})]
    assert [job for job in jobs() if job[0] in BOTH] == asked * 2


def test_what_is_rolled_back_asks_for_nothing(play: Play, mona: Person, jobs: Any) -> None:
    with pytest.raises(RuntimeError), unit_of_work():
        edit_both(play)
        accounts.suspend_business(play.lot.business_id, by=mona.id, at=MONDAY, reason="Forged papers")
        raise RuntimeError

    assert jobs() == []


def test_a_quantity_that_a_need_got_back_is_paired_again(play: Play, session: Any, run_jobs: Any) -> None:
    deal = play.acts.propose(quantity=1000, need_id=play.need.id)
    play.acts.accept(deal)
    run_jobs()
    live = sa.text("SELECT is_live, score FROM match")
    assert [tuple(row) for row in session.execute(live)] == []

    play.acts.end("cancel", deal, play.acts.taker)
    run_jobs()
    assert [row.is_live for row in session.execute(live)] == [True]
    assert session.scalar(sa.select(Offer.free_kg)) == Decimal(1000)
