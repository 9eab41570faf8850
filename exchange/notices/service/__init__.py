"""The verbs of the room: tell, mail what waits, choose when, stop, mark as read."""

from exchange.notices.service.mailing import mail_at_once, mail_digest, period_key
from exchange.notices.service.reading import mark_read
from exchange.notices.service.telling import tell, tell_business
from exchange.notices.service.wishes import choose, stop

__all__ = ["choose", "mail_at_once", "mail_digest", "mark_read", "period_key", "stop", "tell", "tell_business"]
