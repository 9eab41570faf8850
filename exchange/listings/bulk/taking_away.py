"""The door through which a company takes all that it owns away."""

from collections.abc import Iterator
from typing import IO

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from exchange.kernel import clock
from exchange.listings.bulk import exporting
from exchange.web.audiences import Audience, open_to
from exchange.web.visitor import acting_business_id

bp = Blueprint("company_export", __name__)
_PIECE = 65536


@bp.get("/company/export.zip")
@open_to(Audience.MEMBERS)
def save() -> ResponseReturnValue:
    """Lots, needs and deals of the company acted for, as CSV and XLSX in one archive."""
    file = exporting.archive(acting_business_id())
    answer = Response(_pieces(file), mimetype="application/zip")
    answer.call_on_close(file.close)
    name = f"navette-{clock.today().isoformat()}.zip"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    while piece := file.read(_PIECE):
        yield piece
