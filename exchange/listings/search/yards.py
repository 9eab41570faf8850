"""A company's own sites as places to measure from. Only its members may: to others the address means no place."""

from collections.abc import Mapping
from dataclasses import dataclass

from exchange.accounts.models import Site
from exchange.accounts.queries import sites_of
from exchange.kernel.place import Place, haul_km
from exchange.kernel.territory import Commune, territory
from exchange.web.visitor import acting_business


@dataclass(frozen=True, slots=True)
class Yard:
    """A site by the id that an address keeps, its name and where it stands."""

    code: str
    name: str
    place: Place

    @property
    def town(self) -> Commune:
        """The commune whose middle is nearest: what a search kept for later is measured from."""
        return min(territory().communes.values(), key=lambda commune: haul_km(commune.place, self.place))


def own_yards() -> Mapping[str, Yard]:
    """The open sites of the business that the visitor acts for, by id; none for guests."""
    business = acting_business()
    return {str(site.id): _yard(site) for site in sites_of(business.id)} if business else {}


def _yard(site: Site) -> Yard:
    return Yard(str(site.id), site.name, site.place)
