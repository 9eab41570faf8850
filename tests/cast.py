"""The cast: the same few companies and people in every play."""

import pytest
from sqlalchemy.orm import Session

from exchange.accounts.models import Business, Person, Site, StaffRole
from tests import makers


@pytest.fixture
def anna(session: Session) -> Person:
    """Manages the brewery."""
    return makers.a_person("Anna")


@pytest.fixture
def brewery(session: Session, anna: Person) -> Business:
    """Has spent grain left over every week."""
    return makers.a_business("Brasserie du Fil", member=anna)


@pytest.fixture
def brewhouse(brewery: Business) -> Site:
    """Where the brewery loads, in Lille."""
    return makers.a_site(brewery, makers.LILLE, name="Brewhouse")


@pytest.fixture
def bram(session: Session) -> Person:
    """Runs the farm."""
    return makers.a_person("Bram", language="nl")


@pytest.fixture
def farm(session: Session, bram: Person) -> Business:
    """Feeds its animals on what breweries leave."""
    return makers.a_business("Ferme du Lin", member=bram)


@pytest.fixture
def farmyard(farm: Business) -> Site:
    """Where the farm unloads, near Roubaix."""
    return makers.a_site(
        farm, makers.ROUBAIX, name="Farmyard", commune_code="59512", commune_name="Roubaix", postal_code="59100"
    )


@pytest.fixture
def mona(session: Session) -> Person:
    """Moderates."""
    return makers.a_person("Mona", staff=StaffRole.MODERATOR, language="fr")


@pytest.fixture
def fred(session: Session) -> Person:
    """Facilitates."""
    return makers.a_person("Fred", staff=StaffRole.FACILITATOR, language="fr")
