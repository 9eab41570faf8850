"""A sample before the order: asked, handed out or not, judged; what was handed out does not come back."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from flask_babel import gettext as _

from exchange.deals import policy, queries
from exchange.deals.core.contract import Verb
from exchange.deals.models import Deal, DealSample, DealState, SampleEnd, SampleRefusal
from exchange.deals.service import quantities
from exchange.deals.service.drafts import Party, SampleDraft
from exchange.deals.service.steps import done, locked, locked_lot, moved_on, permitted
from exchange.kernel import clock
from exchange.kernel.ids import new_id
from exchange.kernel.refusals import Conflict, Unprocessable
from exchange.listings import following, stock
from exchange.listings.models import Account, Cause, Offer
from exchange.web.formats import mass


def ask_sample(deal_id: UUID, draft: SampleDraft, *, by: Party, at: datetime) -> Deal:
    """Ask the giver for a little of the lot. The clock of the terms stands still until it was tried.

    Raises Unprocessable for more than a sample, also where several make it more.
    """
    deal = locked(deal_id, by)
    step = permitted(deal, Verb.ASK_SAMPLE, by)
    quantity_kg = quantities.in_kg(draft.quantity, deal.offer)
    _ensure_small(quantity_kg, policy.left_to_try_kg(deal))
    asked = DealSample(
        id=new_id(), quantity_kg=quantity_kg, quantity=draft.quantity, unit=deal.offer.unit, wish=draft.wish,
        asked_at=at, words="",
    )  # fmt: skip
    deal.samples.append(asked)
    done(deal, step, by, at=at, turn_of=deal.giver_id, quantity_kg=quantity_kg)
    return deal


def give_sample(deal_id: UUID, *, by: Party, at: datetime, handed_on: date | None = None) -> Deal:
    """It was handed over or sent, today or on a day since it was asked: it leaves what is free for good.

    Raises Conflict when less is left by now, or the lot may not go to this taker any more; Unprocessable for
    another day.
    """
    deal = locked(deal_id, by)
    step = permitted(deal, Verb.GIVE_SAMPLE, by)
    sample, lot = sample_of(deal), locked_lot(deal.offer_id)
    day = _day_of_handing_out(handed_on, sample, at)
    _ensure_on_offer(deal, lot, at=at)
    stock.move(lot.id, sample.quantity_kg, Account.FREE, Account.SAMPLE, cause=Cause.SAMPLED, at=at, deal_id=deal.id)
    stock.settle_state(lot.id)
    following.offer_changed(lot.id)
    sample.given_at, sample.handed_on = at, day
    done(deal, step, by, at=at, turn_of=deal.taker_id, quantity_kg=sample.quantity_kg)
    return deal


def refuse_sample(
    deal_id: UUID, reason: str, *, code: SampleRefusal = SampleRefusal.OTHER, by: Party, at: datetime
) -> Deal:
    """Hand out nothing, and say why; the talk about the terms goes on."""
    deal = locked(deal_id, by)
    step = permitted(deal, Verb.REFUSE_SAMPLE, by)
    sample = sample_of(deal)
    end_sample(deal, SampleEnd.REFUSED, reason, at=at)
    sample.refusal = code
    done(deal, step, by, at=at, turn_of=_answerer(deal), ending=SampleEnd.REFUSED, code=code, words=reason)
    return deal


def drop_sample(deal_id: UUID, *, by: Party, at: datetime) -> Deal:
    """The taker does without; the talk goes on."""
    return _back_to_talk(deal_id, Verb.DROP_SAMPLE, SampleEnd.DROPPED, "", by=by, at=at)


def judge_sample(deal_id: UUID, judgement: SampleEnd, words: str, *, by: Party, at: datetime) -> Deal:
    """The taker tried it and says whether it suits; either way the terms can be agreed, changed or declined."""
    return _back_to_talk(deal_id, Verb.JUDGE_SAMPLE, judgement, words, by=by, at=at)


def _back_to_talk(deal_id: UUID, verb: Verb, ending: SampleEnd, words: str, *, by: Party, at: datetime) -> Deal:
    deal = locked(deal_id, by)
    step = permitted(deal, verb, by)
    end_sample(deal, ending, words, at=at)
    done(deal, step, by, at=at, turn_of=_answerer(deal), ending=ending, words=words)
    return deal


def lapse_sample(deal_id: UUID, *, at: datetime) -> bool:
    """End a wait that nobody ended. False when somebody did, or the deal stands still: safe to run twice."""
    deal = locked(deal_id, None)
    ends = queries.sample_lapses(deal)
    if deal.state is not DealState.SAMPLE or deal.is_frozen or ends is None or ends > at:
        return False
    step = permitted(deal, Verb.LAPSE_SAMPLE, None)
    end_sample(deal, SampleEnd.LAPSED, "", at=at)
    done(deal, step, None, at=at, turn_of=_answerer(deal))
    return True


def end_sample(deal: Deal, ending: SampleEnd, words: str, *, at: datetime) -> None:
    """End the open sample of a locked deal, where there is one. The talk follows the stock of its lot again."""
    sample = deal.sample
    if sample is None:
        return
    sample.ended_at, sample.ending, sample.words = at, ending, words
    following.offer_changed(deal.offer_id)


def sample_of(deal: Deal) -> DealSample:
    """The open sample of a deal. Raises Conflict where there is none."""
    if deal.sample is None:
        raise moved_on()
    return deal.sample


def _ensure_small(quantity_kg: Decimal, most_kg: Decimal) -> None:
    if not most_kg:
        raise Unprocessable("no_more_samples", _("No further sample of this lot can be asked for in this deal."))
    if quantity_kg > most_kg:
        raise Unprocessable("too_much_for_a_sample", _("A sample of this lot is at most %(most)s.", most=mass(most_kg)))


def _day_of_handing_out(handed_on: date | None, sample: DealSample, at: datetime) -> date:
    today = clock.day_of(at)
    day = handed_on or today
    if not clock.day_of(sample.asked_at) <= day <= today:
        raise Unprocessable("day_out_of_range", _("A day from the one on which it was asked until today."))
    return day


def _ensure_on_offer(deal: Deal, lot: Offer, *, at: datetime) -> None:
    if lot.state not in policy.DEALABLE:
        raise Conflict("not_on_offer", _("This lot is not on offer any more."))
    quantities.ensure_permitted(lot, deal.taker_site, at=at)


def _answerer(deal: Deal) -> UUID:
    return deal.other_side(deal.current.proposed_by)
