"""Kind and material as one number: the intervals asked for hold just the listings meant."""

from hypothesis import given
from hypothesis import strategies as st

from exchange.matching.core.kinds import (
    KINDS_PER_NODE,
    NEED_KINDS,
    NODES_PER_KIND,
    OFFER_KINDS,
    need_keys,
    offer_keys,
)

SPANS = st.lists(
    st.tuples(st.integers(0, 30), st.integers(1, 6)).map(lambda one: (one[0], one[0] + one[1])), max_size=3
)
SOME_OFFERS = st.sets(st.integers(0, len(OFFER_KINDS) - 1))
SOME_NEEDS = st.sets(st.integers(0, len(NEED_KINDS) - 1))


def test_every_kind_has_room():
    assert len(OFFER_KINDS) <= KINDS_PER_NODE
    assert len(NEED_KINDS) * NODES_PER_KIND < 2**31


@given(SPANS, SOME_OFFERS, st.integers(0, 36), st.integers(0, len(OFFER_KINDS) - 1))
def test_an_offer_is_asked_for_by_its_node_and_its_kind(spans, kinds, node, kind):
    stands_at = node * KINDS_PER_NODE + kind
    is_found = any(first <= stands_at < end for first, end in offer_keys(spans, kinds))

    assert is_found == (kind in kinds and any(first <= node < end for first, end in spans))


@given(SPANS, SOME_NEEDS, st.integers(0, 36), st.integers(1, 6), st.integers(0, len(NEED_KINDS) - 1))
def test_a_need_is_asked_for_where_its_interval_meets_one(spans, kinds, lft, width, kind):
    first_number, beyond = kind * NODES_PER_KIND + lft, kind * NODES_PER_KIND + lft + width
    is_found = any(first < beyond and first_number < end for first, end in need_keys(spans, kinds))

    assert is_found == (kind in kinds and any(first < lft + width and lft < end for first, end in spans))
