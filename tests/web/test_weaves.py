"""The generated cloth: always the same, never with inline style, small, and different between materials."""

import re
from xml.etree.ElementTree import fromstring

import pytest

from exchange.web.dyes import FAMILIES
from exchange.web.looms import STRUCTURES
from exchange.web.weaves import weave_svg


def test_a_material_always_wears_the_same_cloth():
    assert weave_svg("wood.pallets", cells=32) == weave_svg("wood.pallets", cells=32)


def test_siblings_wear_different_cloth():
    siblings = {weave_svg(f"wood.{name}", cells=32) for name in ("pallets", "beams", "sawdust", "panels", "veneer")}

    assert len(siblings) == 5


@pytest.mark.parametrize("code", [*FAMILIES, "unheard.of", "", '"><script>alert(1)</script>'])
def test_the_cloth_is_one_small_drawing_that_strict_headers_allow(code):
    drawn = weave_svg(code, cells=32)
    names = {element.tag.rpartition("}")[2] for element in fromstring(drawn).iter()}

    assert names <= {"svg", "defs", "pattern", "path", "g", "linearGradient", "stop"}
    assert not re.search(r"style=|on\w+=|script", drawn)
    assert len(drawn) < 8_000


def test_more_cells_show_more_of_the_same_cloth():
    near, far = weave_svg("metal", cells=16), weave_svg("metal", cells=64)

    assert 'viewBox="0 0 160 100"' in near
    assert 'viewBox="0 0 640 400"' in far


@pytest.mark.parametrize("structure", STRUCTURES, ids=lambda structure: structure.name)
def test_at_every_crossing_exactly_one_thread_lies_on_top(structure):
    on_top = [
        ((thread, crossing % structure.repeat) if side == "warp" else (crossing % structure.repeat, thread))
        for side in ("warp", "weft")
        for thread in range(structure.repeat)
        for start, length in structure.floats(side, thread)
        for crossing in range(start, start + length)
    ]

    assert sorted(on_top) == sorted((end, pick) for end in range(structure.repeat) for pick in range(structure.repeat))


@pytest.mark.parametrize("structure", STRUCTURES, ids=lambda structure: structure.name)
def test_a_repeat_joins_the_next_without_a_seam(structure):
    size = range(-2, structure.repeat + 2)
    wrapped = [
        (end, pick)
        for end in size
        for pick in size
        if structure.warp_on_top(end, pick) != structure.warp_on_top(end % structure.repeat, pick % structure.repeat)
    ]

    assert wrapped == []
