"""Playing a plan: everything in the order of time, through the verbs of the rooms, in one transaction."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from operator import itemgetter
from uuid import UUID

from exchange.accounts import service as accounts
from exchange.accounts.models import Person, StaffRole
from exchange.demo.acts import Telling
from exchange.demo.lots import safety_sheet
from exchange.demo.people import There, enrol, settle
from exchange.demo.plan import Lot, Plan, Wish
from exchange.demo.reading import Cast
from exchange.listings import service as listings
from exchange.listings.models import ListingState, Need, Offer
from exchange.moderation import service as moderation
from exchange.moderation.models import ListingKind
from exchange.notices import service as notices

FOUNDED = timedelta(days=240)
LOOKED_AT_WITHIN = timedelta(days=2)
READ_UNTIL = timedelta(days=7)
"""The cast has read what is older than a week."""

Step = Callable[[datetime], object]
Tick = Callable[[int, int], None]


class Stage:
    """Knows who and what exists by now."""

    def __init__(self, plan: Plan, cast: Cast, *, now: datetime, with_passwords: bool = True) -> None:
        self.plan = plan
        self.cast = cast
        self.now = now
        self.with_passwords = with_passwords
        self.there = There()
        self.known: dict[str, Person] = {}

    def play(self, tick: Tick | None = None) -> None:
        """Let companies exist, then everything happen in the order of time; ``tick`` hears how far it is."""
        self._found(self.now - FOUNDED)
        steps = sorted(self._steps(), key=itemgetter(0))
        for done, (at, step) in enumerate(steps, start=1):
            step(min(at, self.now))
            if tick is not None:
                tick(done, len(steps))
        self._confirm_cast()
        self._suspend()

    def _found(self, at: datetime) -> None:
        """The cast can sign in where there is a password; nobody has the key to the others' accounts."""
        for character in self.cast.people:
            unconfirmed = replace(character, is_confirmed=False)
            password = character.password if self.with_passwords else ""
            self.known[character.email] = enrol(unconfirmed, password, at=at)
        for firm in self.plan.firms:
            people = [self.known.get(one.email) or enrol(one, "", at=at) for one in firm.people]
            self.there.seats.append(settle(firm, people, checked_by=self._moderator_id(), at=at))

    def _confirm_cast(self) -> None:
        """Last, so that what happened long ago sends nobody a mail today."""
        for character in self.cast.people:
            if character.is_confirmed:
                person = self.known[character.email]
                person.confirmed_at = person.created_at

    def _suspend(self) -> None:
        for firm, seat in zip(self.plan.firms, self.there.seats, strict=True):
            if firm.suspended_because:
                by, reason = self._moderator_id(), firm.suspended_because
                accounts.suspend_business(seat.business_id, by=by, at=self.now, reason=reason)

    def _moderator_id(self) -> UUID:
        return next(person.id for person in self.known.values() if person.staff_role is StaffRole.MODERATOR)

    def _steps(self) -> Iterator[tuple[datetime, Step]]:
        for number, lot in enumerate(self.plan.lots):
            yield lot.at, self._posting(number, lot)
        for number, wish in enumerate(self.plan.wishes):
            yield wish.at, self._wishing(number, wish)
        for number, story in enumerate(self.plan.stories):
            yield from Telling(story, number, self.plan.lots[story.lot].firm, self.there, self.now).steps()
        yield self.now - READ_UNTIL, self._read

    def _posting(self, number: int, lot: Lot) -> Step:
        def post(at: datetime) -> None:
            seat = self.there.seats[lot.firm]
            draft = replace(lot.draft, site_id=seat.site_id, safety_sheet=safety_sheet(lot.draft.material_code))
            offer = listings.post_offer(draft, by=seat.person_id, business_id=seat.business_id, at=at)
            self.there.offer_ids[number] = offer.id
            self._look_at(ListingKind.OFFER, offer, at)

        return post

    def _wishing(self, number: int, wish: Wish) -> Step:
        def post(at: datetime) -> None:
            seat = self.there.seats[wish.firm]
            draft = replace(wish.draft, site_id=seat.site_id)
            need = listings.post_need(draft, by=seat.person_id, business_id=seat.business_id, at=at)
            self.there.need_ids[number] = need.id
            self._look_at(ListingKind.NEED, need, at)

        return post

    def _look_at(self, kind: ListingKind, listing: Offer | Need, at: datetime) -> None:
        """The moderator has seen what is older than two days; what is younger waits on the desk."""
        if listing.state is ListingState.PUBLISHED and at < self.now - LOOKED_AT_WITHIN:
            case = moderation.Case(kind, listing.id, listing.version)
            moderation.approve(case, by=self._moderator_id(), at=at + timedelta(hours=3))

    def _read(self, at: datetime) -> None:
        for person in self.known.values():
            notices.mark_read(person.id, at=at)
