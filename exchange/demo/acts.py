"""The steps of a planned deal, each at its moment, through the verbs that people use."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from exchange.deals import queries, service
from exchange.deals.models import Deal, Hauler, WeightKind
from exchange.demo import papers
from exchange.demo.people import There
from exchange.demo.plan import Ending, Story
from exchange.demo.reading import words
from exchange.demo.stories import slot_after

Step = Callable[[datetime], object]
_E = Ending
_LOADED = {_E.IN_TRANSIT, _E.WEIGHED, _E.SILENT, _E.COMPLETED}
_SLOTTED = {_E.SCHEDULED, *_LOADED}
_PROPOSED_SLOT = {_E.SLOT_PROPOSED, *_SLOTTED}
_AGREED = {_E.AGREED, *_PROPOSED_SLOT}
_WEIGHED = _LOADED - {_E.IN_TRANSIT}
_DAYS_TO_SLOT = 4


class Telling:
    """Plays one deal. The taker asks, the giver names the slot, the taker weighs, the giver confirms."""

    def __init__(self, story: Story, number: int, giver: int, there: There, now: datetime) -> None:
        self.story = story
        self.number = number
        self.now = now
        self._giver_place = giver
        self._there = there
        self._deal_id: UUID | None = None
        self._waits = False

    def steps(self) -> Iterator[tuple[datetime, Step]]:
        """What happens when, as far as the story goes."""
        start, ending = self.story.opened_at, self.story.ending
        yield start, self._propose
        yield start + timedelta(minutes=20), self._ask
        if ending is _E.DECLINED:
            yield start + timedelta(days=1), self._decline
        elif ending is not _E.PROPOSED:
            yield start + timedelta(hours=5), self._answer
            yield start + timedelta(days=1), self._counter
        if ending in _AGREED:
            yield start + timedelta(days=2), self._accept
        if ending in _PROPOSED_SLOT:
            yield start + timedelta(days=2, hours=1), self._unless_it_waits(self._propose_slot)
        if ending in _SLOTTED:
            yield start + timedelta(days=2, hours=4), self._unless_it_waits(self._agree_slot)
        yield from self._loads()

    def _loads(self) -> Iterator[tuple[datetime, Step]]:
        slot, ending = self._slot(), self.story.ending
        if ending in _LOADED:
            yield slot + timedelta(minutes=30), self._unless_it_waits(self._hand_over)
        if ending in _WEIGHED:
            yield slot + timedelta(hours=4), self._unless_it_waits(self._weigh)
        if ending is _E.COMPLETED:
            yield slot + timedelta(days=1), self._unless_it_waits(self._confirm)
        if ending is _E.SILENT:
            yield slot + timedelta(hours=5) + queries.SILENCE, self._unless_it_waits(self._confirm_by_silence)

    def _unless_it_waits(self, step: Step) -> Step:
        """A deal whose dossier is incomplete stays where it is: that, too, is to be seen."""
        return lambda at: None if self._waits else step(at)

    def _slot(self) -> datetime:
        """Past for what was loaded, ahead for what is yet to be."""
        if self.story.ending in _LOADED:
            return slot_after(self.story.opened_at, _DAYS_TO_SLOT)
        return slot_after(self.now, 2 + self.number % 5)

    def _propose(self, at: datetime) -> None:
        terms = self._terms(self.story.price_eur_per_t, "notes")
        need_id = None if self.story.need is None else self._there.need_ids[self.story.need]
        draft = service.ProposalDraft(self._there.offer_ids[self.story.lot], terms, need_id)
        self._deal_id = service.propose(draft, by=self._taker, at=at).id

    def _ask(self, at: datetime) -> None:
        service.write(self._id, self._words("questions"), by=self._taker, at=at)

    def _answer(self, at: datetime) -> None:
        service.write(self._id, self._words("answers"), by=self._giver, at=at)

    def _counter(self, at: datetime) -> None:
        price = self.story.price_eur_per_t + 5 + self.number % 4 * 5
        service.counter(self._id, self._terms(price, "notes"), by=self._giver, at=at)

    def _decline(self, at: datetime) -> None:
        service.decline(self._id, self._words("reasons"), by=self._giver, at=at)

    def _accept(self, at: datetime) -> None:
        self._waits = not papers.prepare(self._deal(), by=self._taker, at=at)
        if self._waits:
            return
        service.accept(self._id, version=self._deal().current_version, by=self._taker, at=at)

    def _propose_slot(self, at: datetime) -> None:
        slot = service.SlotDraft(self._slot(), self._slot() + timedelta(hours=1))
        service.propose_slot(self._id, 1, slot, by=self._giver, at=at)

    def _agree_slot(self, at: datetime) -> None:
        service.agree_slot(self._id, 1, start=self._slot(), by=self._taker, at=at)

    def _hand_over(self, at: datetime) -> None:
        service.hand_over(self._id, 1, by=self._giver, at=at)

    def _weigh(self, at: datetime) -> None:
        weight_kg = (self._deal().current.quantity_kg * self.story.loaded_share).quantize(Decimal("0.1"))
        service.weigh(self._id, 1, service.WeightDraft(weight_kg, True, WeightKind.REAL), by=self._taker, at=at)

    def _confirm(self, at: datetime) -> None:
        load = self._deal().load
        if load is not None and load.received_kg is not None:
            service.confirm(self._id, 1, received_kg=load.received_kg, by=self._giver, at=at)

    def _confirm_by_silence(self, at: datetime) -> None:
        service.confirm_by_silence(self._id, 1, at=at)

    def _terms(self, price_eur_per_t: Decimal, said: str) -> service.TermsDraft:
        hauler = Hauler.TAKER if self.number % 3 else Hauler.GIVER
        return service.TermsDraft(self.story.quantity, price_eur_per_t, hauler, self._words(said))

    def _words(self, about: str) -> str:
        """Each deal says something else, the answer fitting the question."""
        said: list[str] = words()["deals"][about]
        return said[self.number % len(said)]

    def _deal(self) -> Deal:
        deal = queries.whole(self._id)
        if deal is None:
            raise RuntimeError("a deal is asked for before it is proposed")
        return deal

    @property
    def _giver(self) -> service.Party:
        return self._party(self._giver_place)

    @property
    def _taker(self) -> service.Party:
        return self._party(self.story.taker)

    def _party(self, place: int) -> service.Party:
        seat = self._there.seats[place]
        return service.Party(seat.person_id, seat.business_id)

    @property
    def _id(self) -> UUID:
        if self._deal_id is None:
            raise RuntimeError("a deal moves before it is proposed")
        return self._deal_id
