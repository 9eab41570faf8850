"""The people of the other side, as far as the reader has opened them."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from exchange.accounts.models import Person
from exchange.deals import policy, queries
from exchange.deals.models import Deal


@dataclass(frozen=True, slots=True)
class Contacts:
    """``people`` are shown; ``closed`` is how many wait for a press, and ``may_open`` whether one helps."""

    people: Sequence[Person] = ()
    closed: int = 0
    may_open: bool = False


def contacts(deal: Deal, me: UUID, person_id: UUID) -> Contacts:
    """Whom this person has opened here, while the agreement stands. Colleagues open for themselves."""
    if not policy.may_see_contacts(me, deal):
        return Contacts()
    people = queries.people_of(deal.other_side(me))
    opened = queries.opened_contacts(deal.id, by=person_id, of_business=me)
    shown = [person for person in people if person.id in opened]
    return Contacts(shown, len(people) - len(shown), policy.may_open_contacts(me, deal))
