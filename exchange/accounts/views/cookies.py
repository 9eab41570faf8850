"""What the cookie of a browser knows: which sign-in it is, and its secret."""

from flask import session

from exchange.accounts.service import Entry, Halfway
from exchange.accounts.views.said_to_log import came_in
from exchange.web.answers import local_path
from exchange.web.languages import forget_all_but_language

_HALFWAY, _ONWARD = "second_step", "second_step_next"


def let_in(entry: Entry) -> None:
    """A new session for a new sign-in: nothing planted before it survives."""
    forget_all_but_language()
    session.permanent = True
    session["_user_id"] = entry.cookie
    came_in(entry.sign_in.person_id, entry.sign_in.id)


def stop_halfway(entry: Halfway, onward: str | None) -> None:
    """The password was right: remember whose code is awaited, and where to go then."""
    forget_all_but_language()
    session[_HALFWAY], session[_ONWARD] = entry.secret, onward


def halfway() -> str | None:
    """The secret of a sign-in that waits for its code in this browser."""
    return session.get(_HALFWAY)


def onward_after_code() -> str | None:
    """Where the visitor wanted to go."""
    return local_path(session.get(_ONWARD))
