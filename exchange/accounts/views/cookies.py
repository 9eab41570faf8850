"""What the cookie of a browser knows: which sign-in it is, and its secret."""

from flask import session

from exchange.accounts.service import Entry
from exchange.web.languages import forget_all_but_language


def let_in(entry: Entry) -> None:
    """A new session for a new sign-in: nothing planted before it survives."""
    forget_all_but_language()
    session.permanent = True
    session["_user_id"] = entry.cookie
