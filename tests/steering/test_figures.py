"""The public figures: confirmed handovers only, and no single business to be read out of them."""

from uuid import uuid4

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from exchange.catalogue import queries as catalogue
from exchange.impact import service as impact
from exchange.kernel.trade import LegalStatus
from exchange.steering.queries import figures as queries
from tests.makers import MONDAY, kg


def handed_over(code: str, mass: int) -> None:
    impact.credit(
        uuid4(), material_code=code, mass_kg=kg(mass), haul_km=5, legal_status=LegalStatus.REUSE_ITEM, at=MONDAY
    )


def test_families_are_summed_and_those_of_a_single_business_hidden(session: Session) -> None:
    for _ in range(3):
        handed_over("metal.steel", 1000)
    handed_over("wood.beams", 500)

    families = queries.by_family(catalogue.current(), "en")

    assert [(figures.label, figures.handovers, figures.mass_kg) for figures in families] == [
        ("Metals", 3, 3000),
        (None, 1, 500),
    ]


def test_the_page_shows_mass_and_net_co2e(client: FlaskClient) -> None:
    for _ in range(3):
        handed_over("metal.steel", 1000)

    page = client.get("/territory?lang=en").get_data(as_text=True)

    assert "3 t" in page
    assert "Metals" in page
