"""What can be said about a load after its weight counts: the moves of claims."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from exchange.deals.claims import queries, service
from exchange.deals.claims.service import ClaimDraft
from exchange.deals.models import Claim, ClaimGround
from exchange.kernel.refusals import NotFound
from exchange.kernel.unit_of_work import unit_of_work
from tests.deals.acts import TUESDAY
from tests.deals.world import Pick, World, move

__all__: list[str] = []


def _said(pick: Pick) -> ClaimDraft:
    return ClaimDraft("The scale says otherwise", Decimal(pick.kg), Decimal(5))


def _last(world: World, pick: Pick) -> dict[str, Any]:
    """The deal's last claim. Raises NotFound where there is none."""
    return {"deal_id": world.deal(pick).id, "claim_id": _claim(world, pick).id}


def _claim(world: World, pick: Pick) -> Claim:
    load = world.deal(pick).load
    claims = queries.of_load(load.id) if load else []
    if not claims:
        raise NotFound
    return claims[-1]


def _hand(world: World, pick: Pick) -> dict[str, Any]:
    return {"by": world.by(pick), "at": TUESDAY}


@move
def raise_claim(world: World, pick: Pick) -> None:
    """Something was wrong."""
    with unit_of_work():
        service.raise_claim(world.deal(pick).id, 1, ClaimGround.WEIGHT, _said(pick), **_hand(world, pick))


@move
def answer_claim(world: World, pick: Pick) -> None:
    """Something else should count."""
    with unit_of_work():
        service.answer(**_last(world, pick), draft=_said(pick), **_hand(world, pick))


@move
def agree_claim(world: World, pick: Pick) -> None:
    """Yes to what is on the table."""
    with unit_of_work():
        service.agree(**_last(world, pick), number=_claim(world, pick).last.number, **_hand(world, pick))


@move
def escalate_claim(world: World, pick: Pick) -> None:
    """Somebody else shall decide."""
    with unit_of_work():
        service.escalate(**_last(world, pick), words="We do not agree", **_hand(world, pick))


@move
def drop_claim(world: World, pick: Pick) -> None:
    """Never mind."""
    with unit_of_work():
        service.withdraw(**_last(world, pick), **_hand(world, pick))


@move
def decide_claim(world: World, pick: Pick) -> None:
    """An administrator decides."""
    with unit_of_work():
        service.decide(_claim(world, pick).id, _said(pick), by=world.staff, at=TUESDAY)


@move
def pursue_claim(world: World, pick: Pick) -> None:
    """The timer of claims."""
    with unit_of_work():
        service.pursue(**_last(world, pick), at=TUESDAY + timedelta(days=8))
