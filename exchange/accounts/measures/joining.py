"""Whoever is suspended, or whose company is, does not simply open another."""

from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _

from exchange.accounts.measures import queries
from exchange.kernel.refusals import Forbidden


def ensure_may_join(person_id: UUID, *, at: datetime) -> None:
    """Nothing for who may open or join a company. Raises Forbidden otherwise, naming what stands in the way.

    The person's row is held until the commit: a measure at the same moment comes before or after.
    """
    queries.person_held(person_id)
    if queries.suspension_of(person_id, at=at) is not None:
        raise Forbidden("person_suspended", _("Your account is suspended: read why, and object, on its own page."))
    stopped = queries.stopped_business_of(person_id)
    if stopped is not None:
        words = _(
            "%(company)s, for which you act, is suspended or refused: until that is settled you can neither open nor "
            "join another company. Read why, and object, on the page of measures.", company=stopped.name,
        )  # fmt: skip
        raise Forbidden("company_stopped", words)
