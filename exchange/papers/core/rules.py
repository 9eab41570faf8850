"""The refusals of RULES §1.3, 2.2, 3, 4 and 5 about a deal, one line each: at which step, when, which answer is open.

Service, page and test read this table; since when each holds and by which text stands in ``data/deal_rules.toml``, the
words, and what would make it lawful, in ``wording.refusals``.
"""

import enum
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from exchange.kernel.trade import Country
from exchange.papers.core.answers import Case, Mode, StatusAbroad


class Step(enum.StrEnum):
    """When a rule is asked."""

    ACCEPT = "accept"
    SLOT = "slot"
    HAND_OVER = "hand_over"
    CONFIRM = "confirm"


RECEIPT_FROM_KG = {True: Decimal(100), False: Decimal(500)}
"""Above these, by whether it is hazardous, a carrier has declared itself (Code de l'environnement R541-50)."""
ROAD_BELOW_KG = Decimal(40_000)
"""What one tracking slip may carry by road."""
POP_OPERATIONS = frozenset({"D9", "D9F", "D10", "R1", "R4"})
"""What destroys persistent pollutants or turns them for good (regulation 2019/1021, annex V, part 1)."""
GIVEN_AHEAD = timedelta(days=2)
_TEXTS = tomllib.loads((Path(__file__).parents[1] / "data" / "deal_rules.toml").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class Rule:
    """A refusal. ``field`` is the answer that is open, in the dossier's form; empty where no answer helps.

    It holds from ``since`` to ``until``, both days included, by the text of ``act``.
    """

    name: str
    steps: frozenset[Step]
    field: str
    breaks: Callable[[Case], bool]
    act: str
    since: date
    until: date | None = None

    def is_in_force(self, day: date) -> bool:
        """Whether the rule is asked on a day."""
        return self.since <= day and (self.until is None or day <= self.until)


def unmet(case: Case, step: Step | None = None) -> list[Rule]:
    """The rules that a case breaks at a step, or at any; in the order in which they are best mended."""
    asked_now = (rule for rule in RULES if step is None or step in rule.steps)
    return [rule for rule in asked_now if rule.is_in_force(case.today) and rule.breaks(case)]


def asked(case: Case) -> set[str]:
    """Which answers a case must or may give: a form shows these and no others."""
    fields = {"operation_code", "volume_m3"} if case.is_waste else set[str]()
    if case.may_become_feed:
        fields.add("operation_code")
    if case.is_precursor:
        fields.add("intended_use")
    if case.asks_status_abroad:
        fields |= {"status_abroad", "status_reference"}
    if case.is_waste and case.crosses:
        fields |= {"basel_entry", "contract_on", "pick_up_on", "notification_number", "movement_number"}
        fields |= {"diwass_number"}
    if case.is_tracked:
        fields |= {"acceptance_certificate", "slip_number", "un_number", "consistency", "packaging", "packages"}
    return fields


def _rule(name: str, steps: Iterable[Step], field: str, breaks: Callable[[Case], bool]) -> Rule:
    text = _TEXTS[name]
    return Rule(name, frozenset(steps), field, breaks, text["act"], text["since"], text.get("until"))


def _is_disposal(case: Case) -> bool:
    return case.answers.operation_code.startswith("D")


def _has_a_reason_for_notification(case: Case, reason: str) -> bool:
    if not case.needs_notification or case.answers.notification_number:
        return False
    why = "hazardous" if case.is_hazardous else "pop" if case.is_pop else "unlisted"
    return why == reason


def _is_over_threshold(case: Case) -> bool:
    return case.is_waste and not case.giver_hauls and case.quantity_kg > RECEIPT_FROM_KG[case.is_hazardous]


def _starts_too_soon(case: Case) -> bool:
    start = case.slot_on or case.answers.pick_up_on
    return case.needs_data_sheet and bool(start and case.earliest_pick_up and start < case.earliest_pick_up)


def _is_too_heavy_for_the_road(case: Case) -> bool:
    modes = {carrier.mode for carrier in case.answers.carriers} or {Mode.ROAD}
    return case.is_tracked and Mode.ROAD in modes and case.quantity_kg >= ROAD_BELOW_KG


def _goes_on(case: Case) -> date:
    """The day on which the lot changes hands, as far as it is known."""
    return case.slot_on or case.today


_A, _S, _H, _C = Step.ACCEPT, Step.SLOT, Step.HAND_OVER, Step.CONFIRM
_ALWAYS = (_A, _S, _H)

RULES = (
    _rule(
        "status_abroad_open", _ALWAYS, "status_abroad",
        lambda c: c.asks_status_abroad and not c.answers.status_abroad,
    ),
    _rule(
        "status_reference_missing", _ALWAYS, "status_reference",
        lambda c: c.asks_status_abroad
        and c.answers.status_abroad is StatusAbroad.RECOGNISED and not c.answers.status_reference,
    ),
    _rule(
        "operation_missing", _ALWAYS, "operation_code",
        lambda c: (c.is_tracked or (c.is_waste and c.crosses)) and not c.answers.operation_code,
    ),
    _rule(
        "operation_unlawful", _ALWAYS, "operation_code",
        lambda c: c.is_waste and bool(c.answers.operation_code) and not c.operation_is_lawful,
    ),
    _rule(
        "pop_operation", _ALWAYS, "operation_code",
        lambda c: c.is_waste and c.is_pop
        and bool(c.answers.operation_code) and c.answers.operation_code not in POP_OPERATIONS,
    ),
    _rule(
        "feed_of_catering", _ALWAYS, "operation_code",
        lambda c: c.may_become_feed and not c.answers.operation_code,
    ),
    _rule("use_by_over", _ALWAYS, "", lambda c: c.use_by is not None and c.use_by < _goes_on(c)),
    _rule(
        "gift_too_late", _ALWAYS, "",
        lambda c: c.is_gift and c.destination is Country.FR and c.use_by is not None
        and _goes_on(c) <= c.use_by < _goes_on(c) + GIVEN_AHEAD,
    ),
    _rule("precursor_buyer_unknown", _ALWAYS, "", lambda c: c.is_precursor and not c.is_taker_verified),
    _rule("precursor_use_missing", _ALWAYS, "intended_use", lambda c: c.is_precursor and not c.answers.intended_use),
    _rule("disposal_abroad", _ALWAYS, "operation_code", lambda c: c.is_waste and c.crosses and _is_disposal(c)),
    _rule(
        "notification_hazardous", _ALWAYS, "notification_number",
        lambda c: _has_a_reason_for_notification(c, "hazardous"),
    ),
    _rule("notification_pop", _ALWAYS, "notification_number", lambda c: _has_a_reason_for_notification(c, "pop")),
    _rule(
        "notification_unlisted", _ALWAYS, "basel_entry", lambda c: _has_a_reason_for_notification(c, "unlisted")
    ),
    _rule(
        "contract_missing", _ALWAYS, "contract_on",
        lambda c: c.needs_data_sheet and (c.answers.contract_on is None or c.answers.contract_on > c.today),
    ),
    _rule("pick_up_missing", (_A,), "pick_up_on", lambda c: c.needs_data_sheet and c.answers.pick_up_on is None),
    _rule("pick_up_too_soon", (_A, _S), "pick_up_on", _starts_too_soon),
    _rule(
        "pick_up_early", (_H,), "pick_up_on",
        lambda c: c.needs_data_sheet and bool(c.answers.pick_up_on and c.today < c.answers.pick_up_on),
    ),
    _rule(
        "acceptance_missing", _ALWAYS, "acceptance_certificate",
        lambda c: c.is_tracked and not c.answers.acceptance_certificate,
    ),
    _rule("slip_missing", (*_ALWAYS, _C), "slip_number", lambda c: c.is_tracked and not c.answers.slip_number),
    _rule(
        "un_number_missing", _ALWAYS, "un_number",
        lambda c: c.is_tracked and c.is_hazardous and not c.answers.un_number,
    ),
    _rule("consistency_missing", _ALWAYS, "consistency", lambda c: c.is_tracked and not c.answers.consistency),
    _rule(
        "packages_missing", _ALWAYS, "packages",
        lambda c: c.is_tracked and not (c.answers.packaging and c.answers.packages),
    ),
    _rule("too_heavy_for_the_road", _ALWAYS, "", _is_too_heavy_for_the_road),
    _rule(
        "plant_may_not_take_it", _ALWAYS, "",
        lambda c: c.is_waste and c.is_hazardous and c.destination is Country.FR and not c.takes_hazardous,
    ),
    _rule("code_not_valid", (_A, _H), "", lambda c: c.is_waste and not c.code_is_valid),
    _rule("carrier_missing", (_H,), "carriers", lambda c: _is_over_threshold(c) and not c.answers.carriers),
    _rule(
        "carrier_of_shipment_missing", (_H,), "carriers",
        lambda c: c.is_waste and c.crosses and not _is_over_threshold(c) and not c.answers.carriers,
    ),
    _rule(
        "receipt_over", (_H,), "carriers",
        lambda c: _is_over_threshold(c) and not all(one.may_drive_on(c.today) for one in c.answers.carriers),
    ),
)  # fmt: skip
