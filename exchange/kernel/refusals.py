"""Refusals: raised where a rule says no, drawn once at the door."""

from http import HTTPStatus


class Refusal(Exception):
    """A named no with words for the person; anything done so far in the unit of work is undone.

    ``code`` is stable and for programs, ``message`` is translated and for people.
    """

    status = HTTPStatus.CONFLICT

    def __init__(self, code: str, message: str) -> None:
        super().__init__(code)
        self.code = code
        self.message = message


class NotFound(Refusal):
    """Missing, or not to be seen by who asks: both get the same answer."""

    status = HTTPStatus.NOT_FOUND

    def __init__(self) -> None:
        super().__init__("not_found", "")


class Unauthenticated(Refusal):
    """A program that has not said who it is; people are sent to sign in instead."""

    status = HTTPStatus.UNAUTHORIZED

    def __init__(self) -> None:
        super().__init__("unauthenticated", "")


class Forbidden(Refusal):
    """Seen, but not theirs to do."""

    status = HTTPStatus.FORBIDDEN

    def __init__(self, code: str = "forbidden", message: str = "") -> None:
        super().__init__(code, message)


class Conflict(Refusal):
    """Right to ask, but the state of things does not allow it (any more)."""


class Unprocessable(Refusal):
    """What was sent cannot be understood or breaks a rule of its own."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY


class TooMany(Refusal):
    """Asked too often; says when to come back."""

    status = HTTPStatus.TOO_MANY_REQUESTS

    def __init__(self, message: str, retry_after_s: int) -> None:
        super().__init__("too_many_requests", message)
        self.retry_after_s = retry_after_s


class Unavailable(Refusal):
    """The database or a lock could not be had in time; trying again is right."""

    status = HTTPStatus.SERVICE_UNAVAILABLE

    def __init__(self) -> None:
        super().__init__("unavailable", "")


def ensure(allowed: bool, code: str = "forbidden", message: str = "") -> None:
    """Go on only if a policy said yes. Raises Forbidden otherwise."""
    if not allowed:
        raise Forbidden(code, message)
