"""The potential that registers show, narrowed by material and place, each pair one click from its introduction."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from exchange.accounts.communes import candidates
from exchange.catalogue import asking
from exchange.catalogue import queries as catalogue
from exchange.kernel.territory import Commune, territory
from exchange.matching.queries import potential
from exchange.matching.queries.potential import Only
from exchange.steering.queries import introductions
from exchange.web.audiences import Audience, open_to
from exchange.web.languages import current_language

bp = Blueprint("flows", __name__)

REACHES_KM = (5, 10, 20, 30, 50, 100)
_USUAL_KM = 10


@dataclass(frozen=True, slots=True)
class Asked:
    """What the filter form asks for, as typed and as understood."""

    material: str
    near: str
    commune: Commune | None
    within_km: int

    @property
    def is_lost(self) -> bool:
        """Whether a place was typed that no commune here is called."""
        return bool(self.near) and self.commune is None

    @property
    def only(self) -> Only:
        """For the query. A material holds all that lies under it."""
        known = catalogue.current()
        under = tuple(entry.code for entry in known.below(self.material)) if self.material else None
        return Only(under, self.commune.place if self.commune else None, self.within_km)

    @property
    def query(self) -> dict[str, Any]:
        """For the addresses of further pages."""
        within = self.within_km if self.commune else None
        return {"material": self.material or None, "near": self.near or None, "within": within}


@bp.get("/desk/flows")
@open_to(Audience.FACILITATORS)
def show_flows() -> ResponseReturnValue:
    """What public registers hold of the territory and who could serve whom; nobody has confirmed any of it."""
    asked, after, known, language = _asked(), request.args.get("after"), catalogue.current(), current_language()
    pairs = potential.best_pairs(after, asked.only)
    return render_template(
        "steering/flows/show.html",
        potential=potential.potential(),
        materials=potential.top_materials(),
        pairs=pairs,
        introduced=introductions.introduced(pair.match for pair in pairs.rows),
        is_first=not after,
        asked=asked,
        reaches=REACHES_KM,
        families=[(family.code, family.label(language)) for family in known.families],
        communes=[commune.label for commune in territory().communes.values() if commune.inside],
        label=lambda code: known.label(code, language),
        here=lambda **more: url_for("flows.show_flows", **{**asked.query, **more}),
    )


def _asked() -> Asked:
    """Anything odd in the address asks for nothing."""
    material = request.args.get("material", "")
    near = asking.words(request.args, "near")
    within = request.args.get("within", "")
    reaches = {str(km): km for km in REACHES_KM}
    return Asked(
        material=material if catalogue.current().material(material) else "",
        near=near,
        commune=next(iter(candidates(near)), None) if near else None,
        within_km=reaches.get(within, _USUAL_KM),
    )
