"""What the log says of who comes in and who does not: the account as a hash, the network, never what was typed."""

from uuid import UUID

import structlog

from exchange.accounts.core.traces import network
from exchange.accounts.secret import hashed
from exchange.web.rate import client_address

_log = structlog.get_logger()
_HASH_CHARS = 16


def came_in(person_id: UUID, sign_in_id: UUID) -> None:
    """A stay began."""
    _log.info("signed_in", person=str(person_id), sign_in=str(sign_in_id), network=network(client_address()))


def stayed_out(way: str, account: str = "") -> None:
    """Somebody tried ``way`` (password, code, passkey, provider, proof) in vain, for the account of an address."""
    _log.warning(
        "sign_in_failed", way=way, account=hashed(account)[:_HASH_CHARS] if account else "",
        network=network(client_address()),
    )  # fmt: skip
