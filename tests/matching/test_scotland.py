"""Thousands of real flows: the 2018 returns of Scottish waste sites, through the commands, against brute force."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from exchange.catalogue import queries as catalogue
from exchange.kernel.orm import session
from exchange.kernel.place import Place
from exchange.matching.core.facts import NeedFacts, OfferFacts
from tests.matching import oracle

SOURCE = Path(__file__).parents[3] / "shared" / "data" / "real" / "scotland_offers_needs_2017_2018.csv"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not SOURCE.exists(), reason="the register file is not beside this repository"),
]


@pytest.fixture(scope="module")
def matched(make_app, tmp_path_factory):
    """The lines that ``match all --json`` writes, and the register file they came from."""
    app, folder = make_app("scotland"), tmp_path_factory.mktemp("flows")
    flows, matches = folder / "flows.csv", folder / "matches.jsonl"
    for command in (
        ["flows", "convert-scotland", str(SOURCE), str(flows), "--year", "2018"],
        ["flows", "import", str(flows)],
        ["match", "all", "--json", str(matches)],
    ):
        done = app.test_cli_runner().invoke(args=command)
        assert done.exit_code == 0, done.output
    return app, oracle.lines(flows), [json.loads(line) for line in matches.read_text("utf-8").splitlines()]


def test_the_ranked_matches_of_real_flows_equal_the_brute_force(matched):
    app, flows, lines = matched
    with app.app_context():
        catalogue.current()  # known from here on: no transaction stays open while a minute of arithmetic passes
        session().rollback()
        expected = oracle.evaluate(offers(flows), needs(flows))

    assert len(flows) == 9378
    assert len(lines) == len(expected)
    assert {pair_of(line): (line["score"], line["distance_km"]) for line in lines} == expected


def pair_of(line):
    return f"{line['offer']} {line['material_offer']}", f"{line['need']} {line['material_need']}"


def offers(flows):
    return [
        OfferFacts(
            **common(flow), material=oracle.spans()[flow["material"]], delivers_within_km=int(flow["reach_km"]),
            available_from=date(2018, 1, 1), available_until=date(2018, 12, 31), free_kg=Decimal(flow["quantity_kg"]),
            minimum_kg=Decimal(0), ask_eur_per_t=None, condition=None, legal_status=None, waste_code=None,
            is_hazardous=False,
        )
        for flow in flows
        if flow["role"] == "offer"
    ]  # fmt: skip


def needs(flows):
    return [
        NeedFacts(
            **common(flow), accepts=oracle.accepted(flow["material"]), collects_within_km=int(flow["reach_km"]),
            wanted_from=date(2018, 1, 1), wanted_until=date(2018, 12, 31), wanted_kg=Decimal(flow["quantity_kg"]),
            smallest_lot_kg=Decimal(0), highest_eur_per_t=None, lowest_grade=None, accepted_statuses=frozenset(),
            permitted_codes=frozenset(),
        )
        for flow in flows
        if flow["role"] == "need"
    ]  # fmt: skip


def common(flow):
    return {
        "ref": f"{flow['establishment_id']} {flow['material']}", "business_ref": flow["establishment_id"],
        "is_active": True, "is_observed": True, "is_negotiable": False, "country": "GB",
        "place": Place(float(flow["lat"]), float(flow["lon"])),
    }  # fmt: skip
