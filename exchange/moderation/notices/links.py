"""The secret address of a notice: signed, never stored, good for whoever holds the receipt."""

from uuid import UUID

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer


def state_path(notice_id: UUID) -> str:
    """Where the reporter reads what became of it."""
    return f"/reports/{_signer().dumps(notice_id.hex)}"


def notice_id_of(token: str) -> UUID | None:
    """Which notice a link is about; None for one that we did not write."""
    try:
        return UUID(_signer().loads(token))
    except (BadSignature, ValueError, AttributeError):
        return None


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="report")
