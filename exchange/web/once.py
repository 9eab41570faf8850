"""A form sent twice acts once: its request id is stored with what it did, in the same transaction."""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast
from uuid import UUID

import sqlalchemy as sa
from flask import Response, current_app, g, make_response, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, mapped_column

from exchange.kernel import clock
from exchange.kernel.ids import new_id
from exchange.kernel.orm import Base, Moment, session
from exchange.kernel.refusals import Unprocessable
from exchange.kernel.unit_of_work import unit_of_work
from exchange.web.visitor import visitor

_NOBODY = UUID(int=0)
_NOT_PART_OF_THE_ACT = {"csrf_token", "request_id", "password", "proof_password", "proof_code", "proof_passkey"}
"""Tokens change between two sends of one form; of a password not even a quick hash is kept."""
_REDONE = "done_even_if_refused"
View = TypeVar("View", bound=Callable[..., ResponseReturnValue])


class RequestSeen(Base):
    """An act that was asked for under an id, and the answer it got."""

    __tablename__ = "request_seen"
    __table_args__ = (sa.PrimaryKeyConstraint("actor_id", "request_id"),)

    actor_id: Mapped[UUID]
    request_id: Mapped[UUID]
    digest: Mapped[str]
    at: Mapped[Moment]
    status: Mapped[int | None]
    headers: Mapped[dict[str, Any] | None]
    body: Mapped[str] = mapped_column(server_default="")


class _NotDone(Exception):
    def __init__(self, response: Response) -> None:
        self.response = response


def new_request_id() -> str:
    """A fresh id for a form that makes or moves something."""
    return str(new_id())


def once(view: View) -> View:
    """Run the view at most once per person and request id; later sends get the first answer.

    A refusal or an invalid form stores nothing, so that the corrected form can be sent again.
    The same id with another content is refused (422). Twenty sends at once wait for the first.
    """

    @wraps(view)
    def door(*args: Any, **kwargs: Any) -> ResponseReturnValue:
        request_id = _request_id()
        steps: list[Callable[[], None]] = []
        setattr(g, _REDONE, steps)
        try:
            with unit_of_work():
                seen = _first_or_seen(request_id)
                if seen is not None:
                    return _replayed(seen)
                return _done(request_id, make_response(current_app.ensure_sync(view)(*args, **kwargs)))
        except _NotDone as not_done:
            _redo(steps)
            return not_done.response
        finally:
            g.pop(_REDONE, None)

    return cast("View", door)


def even_if_refused(step: Callable[[], None]) -> None:
    """Do something that stays when the form comes back: what was sent along with it, for the next try.

    Done at once, so that the page shows it; a refusal rolls it back with all else and does it again by itself.
    """
    with unit_of_work():
        step()
    if (inside := g.get(_REDONE)) is not None:
        inside.append(step)


def _redo(steps: list[Callable[[], None]]) -> None:
    if steps:
        with unit_of_work():
            for step in steps:
                step()


def _request_id() -> UUID:
    try:
        return UUID(request.form.get("request_id", ""))
    except ValueError:
        raise Unprocessable("no_request_id", _("This form is incomplete. Reload the page and try again.")) from None


def _actor() -> UUID:
    return visitor().person_id or _NOBODY


def _digest() -> str:
    """What is asked: the address and every field except the tokens, and the files' names."""
    fields = sorted((k, v) for k, v in request.form.items(multi=True) if k not in _NOT_PART_OF_THE_ACT)
    files = sorted((k, f.filename) for k, f in request.files.items(multi=True))
    return hashlib.sha256(repr((request.path, fields, files)).encode("utf-8", "surrogatepass")).hexdigest()


def _first_or_seen(request_id: UUID) -> RequestSeen | None:
    """None for the first; the stored row for a repetition, waiting for a first that is under way."""
    row = {"actor_id": _actor(), "request_id": request_id, "digest": _digest(), "at": clock.now()}
    first = session().execute(insert(RequestSeen).values(row).on_conflict_do_nothing().returning(sa.literal(1)))
    if first.scalar() is not None:
        return None
    seen = session().get_one(RequestSeen, (row["actor_id"], request_id), populate_existing=True)
    if seen.digest != row["digest"]:
        raise Unprocessable("request_id_reused", _("This form was already sent with other content. Reload the page."))
    return seen


def _replayed(seen: RequestSeen) -> Response:
    return Response(seen.body, status=seen.status, headers=seen.headers)


def _done(request_id: UUID, response: Response) -> Response:
    if response.status_code >= 400:
        raise _NotDone(response)
    kept = {
        k: v for k, v in response.headers.items() if k in {"Location", "HX-Location", "HX-Redirect", "Content-Type"}
    }
    answered = sa.update(RequestSeen).where(RequestSeen.actor_id == _actor(), RequestSeen.request_id == request_id)
    session().execute(answered.values(status=response.status_code, headers=kept, body=response.get_data(as_text=True)))
    return response
