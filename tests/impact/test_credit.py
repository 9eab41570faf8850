"""A confirmed handover is credited once, with the catalogue's figures and their sources."""

from decimal import Decimal
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from exchange.impact import queries, service
from exchange.impact.core.benefit import NoFactorReason
from exchange.kernel.trade import LegalStatus
from tests.makers import MONDAY, kg


def test_reused_steel_is_credited_its_production_less_the_way(session: Session) -> None:
    """IF001 (ADEME): 2,211 kg/t new. TF007, 19 t lorry, 0.169 kg/t·km over 10 km. 2 t: 4,422 − 3.38 and disposal."""
    record = service.credit(
        uuid4(), material_code="metal.steel", mass_kg=kg(2000), haul_km=10, legal_status=LegalStatus.REUSE_ITEM,
        at=MONDAY,
    )  # fmt: skip

    parts = {line["label"]: Decimal(line["central"]) for line in record.lines}
    assert parts["avoided_production"] == Decimal("4422.000")
    assert parts["transport"] == Decimal("-3.380")
    assert record.central_kgco2e == sum(parts.values())
    assert record.low_kgco2e < record.central_kgco2e < record.high_kgco2e
    assert record.lines[0]["source"].startswith("ADEME")


def test_a_handover_is_credited_once(session: Session) -> None:
    handover_id = uuid4()
    for mass in (1000, 5000):
        service.credit(
            handover_id, material_code="metal.steel", mass_kg=kg(mass), haul_km=1,
            legal_status=LegalStatus.REUSE_ITEM, at=MONDAY,
        )  # fmt: skip

    assert queries.of(handover_id).mass_kg == 1000
    assert queries.total([handover_id]).mass_kg == 1000


def test_a_material_without_a_factor_says_so_and_is_not_zero(session: Session) -> None:
    record = service.credit(
        uuid4(), material_code="event.museum_display", mass_kg=kg(10), haul_km=1,
        legal_status=LegalStatus.WASTE, at=MONDAY,
    )  # fmt: skip

    assert record.central_kgco2e is None
    assert record.no_factor is NoFactorReason.NO_FACTOR


@pytest.mark.parametrize("status", list(LegalStatus))
@pytest.mark.parametrize("code", ["metal.steel", "food.spent_grain", "wood.pallets.epal", "plastic.hdpe", "textile"])
def test_the_estimate_for_ranking_is_the_reckoning_of_a_tonne(session: Session, code: str, status: LegalStatus) -> None:
    exact = queries.estimate(code, kg(1000), 12.0, status)
    quick = queries.estimate_per_t(code, 12.0, status)

    assert (exact is None) == (quick is None)
    if exact is not None:
        assert quick == pytest.approx(float(exact.kg.central), abs=0.02)
