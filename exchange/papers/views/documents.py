"""Documents of a load: issued by either side, saved by both."""

import hashlib
from datetime import timedelta
from uuid import UUID

from flask import Response, flash, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.deals.service import Party
from exchange.deals.views.page import seen
from exchange.kernel import clock, files
from exchange.kernel.refusals import Conflict, NotFound, Unprocessable
from exchange.kernel.unit_of_work import unit_of_work
from exchange.papers import policy, queries, service
from exchange.papers.labels import kind_label
from exchange.papers.models import IssuedPaper, PaperKind, PaperSetting
from exchange.papers.views.blueprint import base_url, bp
from exchange.web import rate
from exchange.web.answers import go
from exchange.web.audiences import Audience, open_to
from exchange.web.once import once
from exchange.web.visitor import acting_business_id, acting_person_id

_MOST_AN_HOUR = 60
_IN_A_BOX = "sandbox; default-src 'none'"


@bp.post("/deals/<uuid:deal_id>/loads/<int:load_number>/documents")
@open_to(Audience.MEMBERS)
@once
def issue(deal_id: UUID, load_number: int) -> ResponseReturnValue:
    """Issue a document, or find the one that says the same."""
    seen(deal_id)
    kind = _kind()
    rate.limit("documents", str(acting_person_id()), most=_MOST_AN_HOUR, per=timedelta(hours=1))
    party = Party(acting_person_id(), acting_business_id())
    with unit_of_work():
        paper = service.issue(deal_id, load_number, kind, by=party, at=clock.now(), base_url=base_url())
    flash(_("%(kind)s: no. %(number)s.", kind=kind_label(kind), number=paper.number), "good")
    return go(url_for("deals.show", deal_id=deal_id, _anchor="documents"))


def _kind() -> PaperKind:
    try:
        return PaperKind(request.form.get("kind", ""))
    except ValueError:
        raise Unprocessable("no_such_kind", _("This form is incomplete. Reload the page and try again.")) from None


@bp.get("/documents/<number>/<language>.pdf")
@open_to(Audience.MEMBERS)
def save(number: str, language: str) -> ResponseReturnValue:
    """The document as it was issued, for either side."""
    paper = queries.by_number(number)
    if paper is None or not policy.may_see(acting_business_id(), seen(queries.deal_of(paper))):
        raise NotFound
    setting = next((setting for setting in paper.settings if setting.language == language), None)
    if setting is None:
        raise NotFound
    return _pdf(_unchanged(setting), paper, language)


def _unchanged(setting: PaperSetting) -> bytes:
    """The file's bytes. Raises Conflict when they are not those that were issued, NotFound when they are gone."""
    try:
        with files.open_file(setting.file_name) as file:
            content = file.read()
    except FileNotFoundError:
        raise NotFound from None
    if hashlib.sha256(content).hexdigest() != setting.sha256:
        raise Conflict("paper_changed", _("The stored file is not the one that was issued. Tell the operator."))
    return content


def _pdf(content: bytes, paper: IssuedPaper, language: str) -> Response:
    answer = Response(content, mimetype="application/pdf")
    answer.headers.set("Content-Disposition", "attachment", filename=f"{paper.number}-{language}.pdf")
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["Content-Security-Policy"] = _IN_A_BOX
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
