"""Takes one step of a deal in a process of its own, to be killed inside it: `python -m tests.faults.presser`."""

import sys
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from exchange.deals import queries, service
from exchange.deals.claims import queries as quarrels
from exchange.deals.claims import service as claims
from exchange.deals.recurring import queries as rhythms
from exchange.deals.recurring import service as recurring
from exchange.deals.service import Party
from exchange.factory import create_app
from exchange.kernel.refusals import Refusal
from exchange.kernel.unit_of_work import unit_of_work
from tests.deals.acts import TUESDAY
from tests.deals.states import LONG_AFTER
from tests.makers import MONDAY

REFUSED = 3
"""How the process ends where the step was refused, or there was nothing to do."""
Step = Callable[[UUID, Party], object]


def _agree_rhythm(deal_id: UUID, by: Party) -> object:
    rhythm = rhythms.open_of(deal_id)
    return rhythm and recurring.agree(deal_id, rhythm.id, by=by, at=MONDAY)


def _confirm(deal_id: UUID, by: Party) -> object:
    deal = queries.whole(deal_id)
    assert deal is not None
    return service.confirm(deal_id, 1, received_kg=deal.movements[0].stands_at_kg, by=by, at=TUESDAY)


def _agree_claim(deal_id: UUID, by: Party) -> object:
    deal = queries.whole(deal_id)
    assert deal is not None
    claim = quarrels.of_load(deal.movements[0].id)[-1]
    return claims.agree(deal_id, claim.id, number=claim.last.number, by=by, at=TUESDAY)


STEPS: dict[str, Step] = {
    "accept": lambda deal_id, by: service.accept(deal_id, version=1, by=by, at=MONDAY),
    "cancel": lambda deal_id, by: service.cancel(deal_id, "Plans changed", by=by, at=MONDAY),
    "give_sample": lambda deal_id, by: service.give_sample(deal_id, by=by, at=MONDAY),
    "confirm": _confirm,
    "agree_claim": _agree_claim,
    "agree_rhythm": _agree_rhythm,
    "lapse_hold": lambda deal_id, _by: service.lapse_hold(deal_id, at=LONG_AFTER),
    "silence": lambda deal_id, _by: service.confirm_by_silence(deal_id, 1, at=LONG_AFTER),
    "follow_rhythm": lambda deal_id, _by: recurring.follow(deal_id, at=MONDAY + timedelta(days=7)),
    "follow_standing": lambda deal_id, _by: service.follow_standing(deal_id, at=MONDAY),
}


def main(step: str, deal_id: UUID, by: Party) -> int:
    """Take the step in one transaction."""
    with create_app().app_context():
        try:
            with unit_of_work():
                return 0 if STEPS[step](deal_id, by) else REFUSED
        except Refusal as refusal:
            sys.stderr.write(f"{refusal.code}\n")
            return REFUSED


if __name__ == "__main__":
    name, *ids = sys.argv[1:]
    deal, person, business = (UUID(one) for one in ids)
    sys.exit(main(name, deal, Party(person, business)))
