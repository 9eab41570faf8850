"""What happens when nobody moves: terms lapse, silence confirms, each once."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from exchange.accounts.models import Person
from exchange.deals import queries, service
from exchange.deals.models import Deal, DealState, Movement
from exchange.deals.service.drafts import PROPOSAL_LASTS
from exchange.kernel import clock
from exchange.kernel.jobs import TASKS, Job
from exchange.kernel.unit_of_work import unit_of_work
from tests.deals.acts import TUESDAY, Acts
from tests.deals.states import weighed
from tests.makers import MONDAY

Look = Callable[[Deal | UUID], Deal]


def test_terms_lapse_after_two_weeks_and_not_before(acts: Acts, look: Look) -> None:
    deal = acts.propose()
    end = MONDAY + PROPOSAL_LASTS

    assert queries.lapsed(end - timedelta(seconds=1)) == []
    assert queries.lapsed(end) == [deal.id]
    assert not service.expire(deal.id, at=end - timedelta(seconds=1))
    with unit_of_work():
        assert service.expire(deal.id, at=end)
        assert not service.expire(deal.id, at=end), "twice changes nothing"
    assert look(deal).state is DealState.EXPIRED


def test_a_week_of_silence_confirms_the_weight(
    acts: Acts, look: Look, told: Callable[[Person], list[str]], anna: Person, bram: Person
) -> None:
    deal = weighed(acts)
    end = TUESDAY + queries.SILENCE

    assert queries.silent(end - timedelta(seconds=1)) == []
    assert queries.silent(end) == [(deal.id, 1)]
    with unit_of_work():
        assert service.confirm_by_silence(deal.id, 1, at=end)
        assert not service.confirm_by_silence(deal.id, 1, at=end), "twice changes nothing"

    deal = look(deal)
    assert deal.state is DealState.COMPLETED
    assert deal.load is not None
    assert deal.load.is_confirmed_by_silence
    assert deal.offer.delivered_kg == 400
    assert told(anna)[-1] == told(bram)[-1] == "deal_confirmed_by_silence"


def test_the_worker_does_what_is_due(acts: Acts, look: Look, session: Session) -> None:
    lapsing, silent, fresh = acts.propose(), weighed(acts), acts.propose()
    now = clock.now()
    session.execute(sa.update(Deal).values(expires_at=now + timedelta(days=1)))
    session.execute(sa.update(Deal).where(Deal.id == lapsing.id).values(expires_at=now - timedelta(minutes=1)))
    session.execute(sa.update(Movement).values(weighed_at=now - timedelta(days=8)))
    session.commit()

    for job in (Job.EXPIRE_PROPOSALS, Job.CONFIRM_BY_SILENCE):
        TASKS[job].run()
        TASKS[job].run()

    states = [look(deal).state for deal in (lapsing, silent, fresh)]
    assert states == [DealState.EXPIRED, DealState.COMPLETED, DealState.NEGOTIATING]
