"""What pages say of papers."""

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from flask_babel import gettext as _

from exchange.catalogue import queries as catalogue
from exchange.deals.models import Deal, Movement
from exchange.kernel import clock
from exchange.papers import policy, queries
from exchange.papers.cases import case_of
from exchange.papers.core.answers import Case
from exchange.papers.core.rules import Step, unmet
from exchange.papers.labels import kind_label
from exchange.papers.models import IssuedPaper, PaperKind
from exchange.papers.wording.parts import day_of_weight, euro, exact_kg
from exchange.papers.wording.refusals import refusal
from exchange.web.languages import current_language


def public_facts(paper: IssuedPaper) -> list[tuple[str, str]]:
    """What a paper says, for whoever holds it: companies and amounts, no people and no addresses."""
    facts = paper.facts
    rows = [
        (_("Who gives"), f"{facts['giver']['name']}, {facts['giver']['town']}"),
        (_("Who takes"), f"{facts['taker']['name']}, {facts['taker']['town']}"),
        (_("Material"), catalogue.current().label(facts["lot"]["material"], current_language())),
        (_("Load"), str(facts["load"])),
        (_("Weight"), exact_kg(Decimal(facts["weights"]["kg"]))),
        (_("Handed over"), day_of_weight(facts)),
        (_("Amount before tax"), _("%(euro)s €", euro=euro(Decimal(facts["amount_eur"]))))
        if "amount_eur" in facts
        else ("", ""),
    ]
    return [(name, value) for name, value in rows if value]


@dataclass(frozen=True, slots=True)
class Point:
    """Something that is open: which step it keeps from being taken, in words, and the field that answers it."""

    text: str
    field: str
    stops_agreement: bool


def open_points(case: Case) -> list[Point]:
    """Everything that is open in a dossier, what keeps the deal from being agreed first."""
    points = [Point(refusal(rule.name, case), rule.field, Step.ACCEPT in rule.steps) for rule in unmet(case)]
    return sorted(points, key=lambda point: not point.stops_agreement)


@dataclass(frozen=True, slots=True)
class Row:
    """A kind of document of a load: what was issued, or why not yet."""

    kind: PaperKind
    label: str
    load: Movement
    paper: IssuedPaper | None
    is_ready: bool


def rows(deal: Deal) -> list[tuple[Movement, list[Row]]]:
    """The documents of each load that was not called off."""
    case = case_of(deal, today=clock.today())
    issued = queries.current_papers([load.id for load in deal.movements])
    standing = {(paper.movement_id, paper.kind): paper for paper in issued}
    return [(load, _rows(case, load, standing)) for load in deal.movements if policy.has_papers(load)]


def _rows(case: Case, load: Movement, standing: dict[tuple[UUID, PaperKind], IssuedPaper]) -> list[Row]:
    return [
        Row(kind, str(kind_label(kind)), load, standing.get((load.id, kind)), policy.is_ready(kind, load))
        for kind in policy.kinds_for(case)
    ]
