"""The blueprint that the room's views share, and what they all ask."""

from flask import Blueprint, current_app, request

bp = Blueprint("documents", __name__)


def base_url() -> str:
    """Where this exchange is reached, for addresses that stand on paper."""
    return str(current_app.config["PUBLIC_URL"] or request.host_url).rstrip("/")
