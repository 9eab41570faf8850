"""How figures are reckoned, told to everybody with factors, sources and version."""

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from exchange.impact import method


def test_the_page_names_rules_factors_sources_and_version(client: FlaskClient, session: Session) -> None:
    page = client.get("/method?lang=en").get_data(as_text=True)

    assert f"Version {method.versions()[0]} of the catalogue" in page
    assert "IF001, ADEME Base Carbone V23.6 (2025), 2018, FR" in page
    assert "0.0875" in page
    assert "IF012" not in page, "implausible figures are credited nowhere"


def test_a_version_that_never_was_is_not_found(client: FlaskClient, session: Session) -> None:
    assert client.get("/method?version=999").status_code == 404
    assert client.get("/method?version=x").status_code == 404
