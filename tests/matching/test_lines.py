"""The lines that programs read: every match with the node that the need names, substitutes included."""

import io
import json
from collections.abc import Callable

from flask import Flask

from exchange.accounts.models import Site
from exchange.kernel.unit_of_work import unit_of_work
from exchange.listings.service import material_spans
from exchange.matching import commands, service
from tests import makers
from tests.makers import MONDAY


def test_a_substitute_is_written_under_the_material_it_stands_in_for(make_app: Callable[..., Flask]) -> None:
    app = make_app("lines")
    with app.app_context():
        crates = makers.a_site(makers.a_business("Caisses du Fil"), makers.LILLE)
        store: Site = makers.a_site(makers.a_business("Entrepôt du Lin"), makers.ROUBAIX)
        lot = makers.a_lot(crates, "packaging.plastic_pallet")
        need = makers.a_need(store, "wood.pallets", material=material_spans(["wood.pallets"]))
        pair = str(lot.id), str(need.id)
        with unit_of_work():
            service.match_all(at=MONDAY)
        written = io.StringIO()

        assert commands.write_all(written) == 1

    line = json.loads(written.getvalue())
    assert (line["offer"], line["need"]) == pair
    assert (line["material_offer"], line["material_need"]) == ("packaging.plastic_pallet", "wood.pallets")
