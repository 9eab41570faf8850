"""What the words of observed flows are called by people."""

from flask_babel import lazy_gettext as _l

from exchange.listings.models import DropReason


def drop_reason(value: DropReason) -> str:
    """Why a business drops a flow."""
    return {
        DropReason.NEVER_WAS: _l("It was never so"),
        DropReason.NO_LONGER: _l("It is no longer so"),
        DropReason.IN_GOOD_HANDS: _l("We have a good solution for it"),
        DropReason.NOT_OURS: _l("It belongs to another company"),
        DropReason.OTHER: _l("Another reason"),
    }[value]
