import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.catalogue.core.tree import BrokenTree, Span, numbered


@st.composite
def forests(draw: st.DrawFn) -> dict[str, str | None]:
    """Up to sixty nodes, each hanging under an earlier one or under none, in any order."""
    size = draw(st.integers(1, 60))
    parents = {"n0": None} | {
        f"n{i}": draw(st.sampled_from([None, *(f"n{j}" for j in range(i))])) for i in range(1, size)
    }
    return dict(draw(st.permutations(list(parents.items()))))


def ancestors(parents: dict[str, str | None], code: str) -> set[str]:
    above = {code}
    while (parent := parents[code]) is not None:
        above.add(parent)
        code = parent
    return above


@given(forests())
def test_a_node_holds_exactly_what_hangs_under_it(parents):
    spans = numbered(parents)

    for upper in parents:
        for lower in parents:
            assert spans[upper].holds(spans[lower]) == (upper in ancestors(parents, lower))


@given(forests())
def test_numbers_are_dense_and_an_interval_is_as_wide_as_its_subtree(parents):
    spans = numbered(parents)

    assert sorted(span.lft for span in spans.values()) == list(range(len(parents)))
    for code, span in spans.items():
        assert span.end - span.lft == sum(code in ancestors(parents, other) for other in parents)
        assert span.depth == len(ancestors(parents, code)) - 1


def test_siblings_keep_the_order_of_the_file():
    spans = numbered({"wood": None, "wood.chips": "wood", "glass": None, "wood.bark": "wood"})

    assert spans["wood"] == Span("wood", 0, 3, 0)
    assert [spans[code].lft for code in ("wood.chips", "wood.bark", "glass")] == [1, 2, 3]


@pytest.mark.parametrize("parents", [{"chips": "wood"}, {"a": "b", "b": "a"}, {"root": None, "a": "a"}])
def test_a_broken_tree_is_refused(parents):
    with pytest.raises(BrokenTree):
        numbered(parents)
