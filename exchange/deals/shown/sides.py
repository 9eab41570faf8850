"""The two sides, as each may know the other."""

from uuid import UUID

from flask_babel import gettext as _

from exchange.accounts.models import Business, Site
from exchange.deals import policy
from exchange.deals.models import Deal


def name_of(business: Business, me: UUID, deal: Deal) -> str:
    """A side's name, or words for one that is kept back until the agreement."""
    return business.name if policy.knows_name(me, business.id, deal) else _("A company that shows its name later")


def counterpart(me: UUID, deal: Deal) -> Business:
    """The other side."""
    return deal.taker if me == deal.giver_id else deal.giver


def counterpart_site(me: UUID, deal: Deal) -> Site:
    """Where the other side loads or unloads."""
    return deal.taker_site if me == deal.giver_id else deal.offer.site
