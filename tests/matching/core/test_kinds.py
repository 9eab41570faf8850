"""Kinds have a bit each in a mask that PostgreSQL holds in eight bytes."""

from exchange.matching.core.kinds import NEED_KINDS, OFFER_KINDS


def test_every_kind_has_a_bit_of_its_own():
    for kinds in (OFFER_KINDS, NEED_KINDS):
        assert [kind.number for kind in kinds] == list(range(len(kinds)))
        assert len(kinds) < 63
