"""The verbs of a deal with everything filled in that a test is not about."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from exchange.deals import queries, service
from exchange.deals.models import Deal, Hauler, RefusalGround, SampleEnd, WeightKind
from exchange.deals.service import Party, ProposalDraft, RefusalDraft, SampleDraft, SlotDraft, TermsDraft, WeightDraft
from exchange.kernel.unit_of_work import unit_of_work
from tests.makers import MONDAY

WET = "Water runs out of the bags"
TUESDAY, FRIDAY = MONDAY + timedelta(days=1), MONDAY + timedelta(days=4)


def terms(quantity: Any = 400, price: Any = 10, hauler: Hauler = Hauler.TAKER) -> TermsDraft:
    """Terms in the lot's unit."""
    return TermsDraft(Decimal(quantity), Decimal(price), hauler)


@dataclass
class Acts:
    """One lot, a giver, a taker; each act commits."""

    offer_id: UUID
    giver: Party
    taker: Party

    def propose(self, quantity: Any = 400, by: Party | None = None, **more: Any) -> Deal:
        """The taker asks for some of the lot."""
        with unit_of_work():
            draft = ProposalDraft(self.offer_id, terms(quantity), **more)
            return service.propose(draft, by=by or self.taker, at=MONDAY)

    def counter(self, deal: Deal, quantity: Any = 300, by: Party | None = None) -> None:
        """The giver offers less."""
        with unit_of_work():
            service.counter(deal.id, terms(quantity), by=by or self.giver, at=MONDAY)

    def accept(self, deal: Deal, by: Party | None = None, version: int | None = None) -> None:
        """The giver says yes."""
        with unit_of_work():
            service.accept(deal.id, version=version or deal.current_version, by=by or self.giver, at=MONDAY)

    def end(self, verb: str, deal: Deal, by: Party) -> None:
        """Decline, withdraw or cancel."""
        with unit_of_work():
            getattr(service, verb)(deal.id, "Plans changed", by=by, at=MONDAY)

    def ask_hold(self, deal: Deal, by: Party | None = None, until: datetime = FRIDAY) -> None:
        """The taker asks to keep it until Friday."""
        with unit_of_work():
            service.ask_hold(deal.id, until, by=by or self.taker, at=MONDAY)

    def hold(self, deal: Deal, until: datetime = FRIDAY) -> None:
        """Asked and granted."""
        self.ask_hold(deal, until=until)
        with unit_of_work():
            service.grant_hold(deal.id, by=self.giver, at=MONDAY)

    def ask_sample(self, deal: Deal, quantity: Any = 10, by: Party | None = None) -> None:
        """The taker wants to try ten kilograms."""
        with unit_of_work():
            service.ask_sample(deal.id, SampleDraft(Decimal(quantity), "Moisture"), by=by or self.taker, at=MONDAY)

    def give_sample(self, deal: Deal, by: Party | None = None, at: datetime = MONDAY) -> None:
        """The giver hands it out."""
        with unit_of_work():
            service.give_sample(deal.id, by=by or self.giver, at=at)

    def judge_sample(self, deal: Deal, judgement: SampleEnd = SampleEnd.SUITS, by: Party | None = None) -> None:
        """The taker says what came of it."""
        words = "" if judgement is SampleEnd.SUITS else WET
        with unit_of_work():
            service.judge_sample(deal.id, judgement, words, by=by or self.taker, at=TUESDAY)

    def follow_stock(self) -> None:
        """What the worker does after a change of the lot."""
        for deal_id in queries.under_talk(self.offer_id):
            with unit_of_work():
                service.follow_stock(deal_id, at=MONDAY)

    def propose_slot(self, deal: Deal, by: Party | None = None, **shift: Any) -> None:
        """The taker comes on Tuesday from ten to eleven."""
        start = TUESDAY + timedelta(**shift)
        with unit_of_work():
            slot = SlotDraft(start, start + timedelta(hours=1))
            service.propose_slot(deal.id, 1, slot, by=by or self.taker, at=MONDAY)

    def agree_slot(self, deal: Deal, by: Party | None = None, start: Any = TUESDAY) -> None:
        """The giver agrees to the time."""
        with unit_of_work():
            service.agree_slot(deal.id, 1, start=start, by=by or self.giver, at=MONDAY)

    def hand_over(self, deal: Deal, by: Party | None = None, code: str = "") -> None:
        """The giver says that it is loaded."""
        with unit_of_work():
            service.hand_over(deal.id, 1, code=code, by=by or self.giver, at=TUESDAY)

    def weigh(self, deal: Deal, weight: Any = 400, by: Party | None = None) -> None:
        """The taker puts it on the scale."""
        with unit_of_work():
            service.weigh(deal.id, 1, self.scale(weight), by=by or self.taker, at=TUESDAY)

    def scale(self, weight: Any) -> WeightDraft:
        """What a scale shows, in kilograms."""
        return WeightDraft(Decimal(weight), True, WeightKind.REAL)

    def refuse(self, deal: Deal, refused: Any = 100, accepted: Any = 300, by: Party | None = None) -> None:
        """The taker does not take all of it, or nothing (``accepted`` None)."""
        taken = None if accepted is None else Decimal(accepted)
        draft = RefusalDraft(Decimal(refused), taken, True, WeightKind.REAL, RefusalGround.TOO_WET, WET)
        with unit_of_work():
            service.refuse(deal.id, 1, draft, by=by or self.taker, at=TUESDAY)

    def take_back(self, deal: Deal, by: Party | None = None) -> None:
        """The giver stands by the refusal of all of it."""
        with unit_of_work():
            service.take_back(deal.id, 1, by=by or self.giver, at=TUESDAY)

    def confirm(self, deal: Deal, weight: Any = 400, by: Party | None = None) -> None:
        """The giver stands by the weight."""
        with unit_of_work():
            service.confirm(deal.id, 1, received_kg=Decimal(weight), by=by or self.giver, at=TUESDAY)

    def through(self, deal: Deal, weight: Any = 400) -> None:
        """From agreed terms to the confirmed weight."""
        self.hand_over(deal)
        self.weigh(deal, weight)
        self.confirm(deal, weight)
