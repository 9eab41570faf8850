"""A later weight compensates: nothing is rewritten, every sum follows, and an old figure comes out the same again."""

from decimal import Decimal
from itertools import pairwise
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from exchange.catalogue import queries as catalogue
from exchange.catalogue.models import ImpactFactor, Process
from exchange.impact import method, queries, service
from exchange.impact.core.basis import kept, read, reckoned
from exchange.impact.core.benefit import NoFactorReason
from exchange.impact.core.corrections import step
from exchange.impact.core.hierarchy import Hierarchy
from exchange.impact.core.shares import split_kg
from exchange.impact.invariants import figures_that_do_not_recompute
from exchange.impact.models import ImpactRecord
from exchange.impact.reckoning import Trip, reckon
from exchange.kernel.trade import LegalStatus
from exchange.steering.queries import figures
from tests.makers import MONDAY, kg

D = Decimal


def a_credit(code: str = "metal.steel", mass: str | int = 2000, **facts: object) -> UUID:
    handover_id = uuid4()
    usual = {"haul_km": 10, "legal_status": LegalStatus.REUSE_ITEM, "at": MONDAY, "price_eur_per_t": D("150")}
    service.credit(handover_id, material_code=code, mass_kg=kg(mass), **{**usual, **facts})
    return handover_id


def whole(handover_id: UUID) -> sa.Select[UUID]:
    return sa.select(ImpactRecord.handover_id).where(ImpactRecord.handover_id == handover_id)


def test_a_lighter_weight_adds_a_row_and_every_sum_follows(session: Session) -> None:
    """2 t: 4422 − 3.38 = 4418.62, 300 €. 1.5 t: 3316.5 − 2.535 = 3313.965, 225 €."""
    handover = a_credit()
    row = service.correct(handover, mass_kg=kg(1500), at=MONDAY)

    assert row is not None
    assert (row.number, row.mass_kg, row.central_kgco2e, row.paid_eur) == (2, -500, D("-1104.655"), D("-75.00"))
    stands = queries.of(handover)
    assert (stands.mass_kg, stands.central_kgco2e, stands.paid_eur) == (1500, D("3313.965"), D("225.00"))
    assert (stands.corrections, stands.hierarchy) == (1, Hierarchy.PREVENTION)
    total = queries.total()
    assert (total.handovers, total.mass_kg, total.central_kgco2e) == (1, 1500, D("3313.965"))
    family = figures.by_family(catalogue.current(), "en")[0]
    assert (family.handovers, family.mass_kg, family.central_kgco2e) == (1, 1500, D("3313.965"))


def test_correcting_to_the_weight_that_stands_changes_nothing(session: Session) -> None:
    handover = a_credit()
    service.correct(handover, mass_kg=kg(1500), at=MONDAY)
    assert service.correct(handover, mass_kg=kg(1500), at=MONDAY) is None
    assert queries.of(handover).corrections == 1


def test_a_load_refused_altogether_leaves_nothing_behind(session: Session) -> None:
    handover = a_credit()
    service.correct(handover, mass_kg=kg(0), at=MONDAY)

    stands = queries.of(handover)
    assert (stands.mass_kg, stands.low_kgco2e, stands.central_kgco2e, stands.high_kgco2e) == (0, 0, 0, 0)
    assert stands.lines == []


def test_the_same_lorry_went_whatever_the_load_weighed(session: Session) -> None:
    """2 t go by TF007 (0.169); found to be 0.8 t: 0.8 × 10 × 0.169 = 1.352, not a van's 6.736."""
    handover = a_credit()
    service.correct(handover, mass_kg=kg(800), at=MONDAY)
    parts = {line["label"]: line["central"] for line in queries.of(handover).lines}
    assert parts["transport"] == "-1.352"


def test_a_trip_of_its_own_costs_the_same_for_less(session: Session) -> None:
    handover = a_credit(trip=Trip("TF032", is_dedicated=True))
    row = service.correct(handover, mass_kg=kg(1000), at=MONDAY)
    assert row.central_kgco2e == -2211


def test_a_material_without_a_factor_has_none_after_a_correction_either(session: Session) -> None:
    handover = a_credit("event.museum_display", 10, legal_status=LegalStatus.WASTE)
    service.correct(handover, mass_kg=kg(5), at=MONDAY)

    stands, total = queries.of(handover), queries.total()
    assert (stands.central_kgco2e, stands.no_factor) == (None, NoFactorReason.NO_FACTOR)
    assert (total.handovers, total.without_figure, total.mass_kg) == (1, 1, 5)


def test_what_is_left_out_and_what_has_no_range_is_kept_and_told(session: Session) -> None:
    stands = queries.of(a_credit("construction.concrete", 10_000, legal_status=LegalStatus.WASTE))
    assert stands.uncredited is NoFactorReason.RECYCLED_NOT_KNOWN
    assert stands.has_stated_range is False
    assert stands.hierarchy is Hierarchy.RECYCLING
    assert queries.of(a_credit()).has_stated_range is True


def test_a_handover_that_nobody_credited_cannot_be_corrected(session: Session) -> None:
    with pytest.raises(LookupError, match="no credit"):
        service.correct(uuid4(), mass_kg=kg(1), at=MONDAY)
    with pytest.raises(ValueError, match="zero or more"):
        service.correct(a_credit(), mass_kg=kg(-1), at=MONDAY)


def test_the_database_refuses_a_first_row_below_zero(session: Session) -> None:
    with pytest.raises(IntegrityError, match="mass_is_bounded"), session.begin_nested():
        session.execute(
            sa.insert(ImpactRecord).values(
                handover_id=uuid4(), material_code="metal.steel", mass_kg=-1, haul_km=1, route="reuse",
                no_factor="no_factor", lines=[], catalogue_version=1, at=MONDAY,
            )
        )  # fmt: skip


def test_old_figures_come_out_again_after_factors_and_processes_changed(session: Session) -> None:
    recycled = {"legal_status": LegalStatus.WASTE, "haul_km": 30}
    reused, melted, fed = a_credit(), a_credit(mass=10_000, **recycled), a_credit(
        "food.spent_grain", 5000, legal_status=LegalStatus.BY_PRODUCT
    )  # fmt: skip
    service.correct(melted, mass_kg=kg(9000), at=MONDAY)
    before = [queries.of(handover).central_kgco2e for handover in (reused, melted, fed)]

    session.execute(sa.update(ImpactFactor).values(virgin_kgco2e=1))
    session.execute(sa.update(Process).values(yield_typical=D("0.5"), yield_low=D("0.5"), yield_high=D("0.5")))

    assert figures_that_do_not_recompute() == []
    service.correct(fed, mass_kg=kg(2500), at=MONDAY)
    assert figures_that_do_not_recompute() == []
    assert [queries.of(handover).central_kgco2e for handover in (reused, melted)] == before[:2]
    assert queries.of(fed).central_kgco2e == before[2] / 2


def test_a_figure_that_does_not_follow_from_its_basis_is_found(session: Session) -> None:
    row, wrong = session.get_one(ImpactRecord, (a_credit(), 1)), uuid4()
    facts = {column.key: getattr(row, column.key) for column in sa.inspect(ImpactRecord).columns}
    raised = {name: facts[name] + 1 for name in ("low_kgco2e", "central_kgco2e", "high_kgco2e")}
    session.execute(sa.insert(ImpactRecord).values({**facts, **raised, "handover_id": wrong}))

    assert [line.split(",")[0] for line in figures_that_do_not_recompute()] == [f"handover {wrong}"]


def test_the_factors_kept_are_those_of_the_version_that_is_named(session: Session) -> None:
    row = session.get_one(ImpactRecord, (a_credit(), 1))
    book = {entry.code: entry for entry in catalogue.factor_book(row.catalogue_version).of_materials}
    factor = read(row.basis).factor
    assert factor is not None
    assert factor.virgin_kg == book[factor.factor_id].virgin_kgco2e == 2211
    assert row.catalogue_version in method.versions()


CODES = ["metal.steel", "food.spent_grain", "plastic.hdpe", "textile", "construction.concrete", "event.museum_display"]
KG = st.decimals("0.001", 40_000, places=3)


def test_what_is_kept_reads_as_it_was_and_steps_add_up_whatever_the_weights(session: Session) -> None:
    known = catalogue.current()
    trips = st.sampled_from([None, Trip("TF015"), Trip("TF032", is_dedicated=True), Trip("TF033", True, False)])

    @given(st.sampled_from(CODES), st.sampled_from(list(LegalStatus)), trips, KG, st.lists(KG, min_size=1, max_size=5))
    def holds(code: str, status: LegalStatus, trip: Trip | None, mass: Decimal, weights: list[Decimal]) -> None:
        basis = reckon(known, code, mass, 12.3, status, trip=trip).basis
        assert read(kept(basis)) == basis
        assert reckoned(read(kept(basis)), mass) == reckoned(basis, mass)
        way = [D(0), mass, *weights]
        steps = [step(basis, before, after) for before, after in pairwise(way)]
        last = step(basis, D(0), weights[-1])
        if last is None:
            assert steps == [None] * len(steps)
        else:
            assert sum((s.central for s in steps if s), D(0)) == last.central
            assert sum((s.low for s in steps if s), D(0)) == last.low

    holds()


@pytest.mark.parametrize("masses", [(2000,), (2000, 1999.999, 1), (0.003, 0.005), (500, 0)])
@pytest.mark.parametrize("code", ["metal.steel", "food.spent_grain", "construction.natural_aggregate"])
def test_both_halves_of_a_handover_sum_to_it_to_the_gram(
    session: Session, code: str, masses: tuple[float, ...]
) -> None:
    handover = a_credit(code, str(masses[0]), haul_km=77, legal_status=LegalStatus.BY_PRODUCT)
    for mass in masses[1:]:
        service.correct(handover, mass_kg=kg(str(mass)), at=MONDAY)

    giver, taker, total = (
        share(whole(handover)) for share in (queries.giver_share, queries.taker_share, queries.total)
    )
    for end in ("low_kgco2e", "central_kgco2e", "high_kgco2e"):
        assert getattr(giver, end) + getattr(taker, end) == getattr(total, end)
    if len(masses) == 1:
        assert (giver.central_kgco2e, taker.central_kgco2e) == split_kg(total.central_kgco2e, [D(1), D(1)])
