"""Words for the states and choices of a deal."""

from flask_babel import lazy_gettext as _l

from exchange.deals.core.contract import DealState, Verb
from exchange.deals.core.freezing import Frost
from exchange.deals.core.looking import Look
from exchange.deals.core.movement import LoadVerb
from exchange.deals.core.quality import Measure
from exchange.deals.core.reasons import EndReason
from exchange.deals.models import Hauler, HolderKind, RefusalGround, SampleEnd, SampleRefusal, WeightKind


def state_label(state: DealState) -> str:
    """Where the contract stands."""
    return {
        DealState.NEGOTIATING: _l("Under negotiation"),
        DealState.SAMPLE: _l("Sample first"),
        DealState.HELD: _l("Held"),
        DealState.ON_HOLD: _l("Waiting for stock"),
        DealState.AGREED: _l("Agreed"),
        DealState.ACTIVE: _l("Running"),
        DealState.SUSPENDED: _l("Suspended"),
        DealState.COMPLETED: _l("Completed"),
        DealState.DECLINED: _l("Declined"),
        DealState.WITHDRAWN: _l("Withdrawn"),
        DealState.CANCELLED: _l("Called off"),
        DealState.EXPIRED: _l("Lapsed"),
    }[state]


def sample_end_label(ending: SampleEnd) -> str:
    """What came of a sample."""
    return {
        SampleEnd.REFUSED: _l("Not handed out"),
        SampleEnd.DROPPED: _l("Not needed any more"),
        SampleEnd.SUITS: _l("It suits"),
        SampleEnd.DOES_NOT_SUIT: _l("It does not suit"),
        SampleEnd.LAPSED: _l("Nobody answered in time"),
        SampleEnd.DEAL_ENDED: _l("The talk ended first"),
    }[ending]


def sample_refusal_label(why: SampleRefusal) -> str:
    """Why no sample is handed out."""
    return {
        SampleRefusal.NONE_TO_SPARE: _l("There is none to spare"),
        SampleRefusal.GOES_AS_A_WHOLE: _l("It cannot be opened or parted"),
        SampleRefusal.TOO_MUCH_WORK: _l("Taking or sending one is too much work"),
        SampleRefusal.PAPERS: _l("Papers or permits"),
        SampleRefusal.ANALYSIS_AT_HAND: _l("An analysis or data sheet says it already"),
        SampleRefusal.OTHER: _l("Something else"),
    }[why]


def hauler_label(hauler: Hauler) -> str:
    """Who brings the truck."""
    return {Hauler.GIVER: _l("The giver delivers"), Hauler.TAKER: _l("The taker collects")}[hauler]


def holder_label(kind: HolderKind) -> str:
    """What somebody does with a load on its way."""
    return {HolderKind.CARRIER: _l("carrier"), HolderKind.STORE: _l("store")}[kind]


def weight_label(kind: WeightKind) -> str:
    """How a weight was found."""
    return {WeightKind.REAL: _l("Weighed on a scale"), WeightKind.ESTIMATED: _l("Estimated")}[kind]


def ground_label(ground: RefusalGround) -> str:
    """Why a load was not taken, or not all of it."""
    return {
        RefusalGround.WRONG_MATERIAL: _l("Not the agreed material"),
        RefusalGround.IMPURITIES: _l("Too many impurities"),
        RefusalGround.TOO_WET: _l("Too wet"),
        RefusalGround.DAMAGED: _l("Damaged or spoiled"),
        RefusalGround.TOO_MUCH: _l("More than was agreed"),
        RefusalGround.TOO_LATE: _l("Too late"),
        RefusalGround.PAPERS_MISSING: _l("Papers are missing"),
        RefusalGround.OTHER: _l("Another reason"),
    }[ground]


def measure_label(measure: Measure) -> str:
    """What is measured at the gate."""
    return {Measure.MOISTURE: _l("Moisture"), Measure.IMPURITIES: _l("Impurities")}[measure]


def verb_label(verb: Verb | LoadVerb) -> str:
    """What happened, for a line of the history."""
    if isinstance(verb, LoadVerb):
        return _load_labels()[verb]
    return {**_contract_labels(), **_aside_labels()}[verb]


def _contract_labels() -> dict[Verb, str]:
    return {
        Verb.PROPOSE: _l("Proposed terms"),
        Verb.COUNTER: _l("Put other terms on the table"),
        Verb.ACCEPT: _l("Accepted the terms"),
        Verb.DECLINE: _l("Declined the terms"),
        Verb.WITHDRAW: _l("Took the proposal back"),
        Verb.EXPIRE: _l("The proposal lapsed without an answer"),
        Verb.CANCEL: _l("Called the deal off"),
        Verb.CLAIM: _l("Claimed the lot at once"),
        Verb.WAIT: _l("On hold: too little is left of the lot"),
        Verb.REVIVE: _l("Stock is free again: the talk goes on"),
    }


def _aside_labels() -> dict[Verb, str]:
    """What is kept or tried while the two talk."""
    return {
        Verb.ASK_HOLD: _l("Asked to keep the quantity for a while"),
        Verb.GRANT_HOLD: _l("Keeps the quantity"),
        Verb.REFUSE_HOLD: _l("Does not keep the quantity"),
        Verb.ASK_LONGER: _l("Asked to keep it longer"),
        Verb.EXTEND_HOLD: _l("Keeps it longer"),
        Verb.RELEASE_HOLD: _l("Gave back what was kept"),
        Verb.LAPSE_HOLD: _l("The hold ended"),
        Verb.ASK_SAMPLE: _l("Asked for a sample"),
        Verb.GIVE_SAMPLE: _l("Handed out the sample"),
        Verb.REFUSE_SAMPLE: _l("Gives no sample"),
        Verb.DROP_SAMPLE: _l("Does without the sample"),
        Verb.JUDGE_SAMPLE: _l("Tried the sample"),
        Verb.LAPSE_SAMPLE: _l("The wait for the sample ended"),
    }


def _load_labels() -> dict[LoadVerb, str]:
    return {
        LoadVerb.PROPOSE_SLOT: _l("Proposed a time for the load"),
        LoadVerb.AGREE_SLOT: _l("Agreed to the time for the load"),
        LoadVerb.HAND_OVER: _l("The load was handed over"),
        LoadVerb.WEIGH: _l("Told the weight"),
        LoadVerb.REFUSE_PART: _l("Refused a part of the load"),
        LoadVerb.REFUSE_ALL: _l("Refused the load"),
        LoadVerb.TAKE_BACK: _l("Took the refused load back"),
        LoadVerb.TAKE_BACK_BY_SILENCE: _l("The load counts as gone back: nobody objected"),
        LoadVerb.CONFIRM: _l("Confirmed the weight"),
        LoadVerb.CONFIRM_BY_SILENCE: _l("The weight counts as confirmed: nobody objected"),
    }


def frost_label(frost: Frost) -> str:
    """That it stands still or goes on, for a line of the history."""
    return {
        Frost.FREEZE: _l("Stands still: one of the two companies may not trade"),
        Frost.THAW: _l("Goes on: both companies may trade again"),
    }[frost]


def look_label(look: Look) -> str:
    """That somebody looked, for a line of the history."""
    return {Look.OPEN_CONTACTS: _l("Opened the contacts of the other side")}[look]


def reason_label(reason: EndReason) -> str:
    """Why it ended early."""
    return {
        EndReason.PRICE: _l("The price"),
        EndReason.QUANTITY: _l("The quantity"),
        EndReason.QUALITY: _l("The quality"),
        EndReason.TIMING: _l("The time"),
        EndReason.TRANSPORT: _l("The transport"),
        EndReason.PAPERS: _l("Papers or permits"),
        EndReason.FOUND_OTHER: _l("Somebody else was found"),
        EndReason.NOT_NEEDED: _l("It is not needed any more"),
        EndReason.OTHER: _l("Something else"),
    }[reason]
