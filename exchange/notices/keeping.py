"""How long notices stay in the list of whoever was told."""

from datetime import timedelta

from exchange.kernel.retention import Term, keep_for
from exchange.notices.models import Notice

NOTICES_KEPT_FOR = timedelta(days=365)

keep_for(Term("notices", Notice, Notice.at, NOTICES_KEPT_FOR))
