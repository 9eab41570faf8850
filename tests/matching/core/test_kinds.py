"""Kinds have a bit each in a mask that PostgreSQL holds in eight bytes."""

from exchange.matching.core.kinds import NEED_GROUPS, OFFER_GROUPS, REACHES_KM, kind_number


def test_every_kind_has_a_bit_of_its_own():
    for groups in (OFFER_GROUPS, NEED_GROUPS):
        numbers = [kind_number(group, place) for group in groups for place in range(len(REACHES_KM))]
        assert numbers == list(range(len(numbers)))
        assert len(numbers) < 63
