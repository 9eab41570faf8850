"""Is this paper genuine? Anybody with the paper may ask; who only guesses numbers learns nothing of whose it is."""

import hmac
from datetime import timedelta

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from exchange.papers import queries
from exchange.papers.labels import kind_label
from exchange.papers.models import IssuedPaper
from exchange.papers.shown import public_facts
from exchange.papers.views.blueprint import bp
from exchange.web import rate
from exchange.web.audiences import Audience, open_to

_MOST_AN_HOUR = 120


@bp.get("/verify")
@open_to(Audience.ANYONE)
def ask() -> ResponseReturnValue:
    """Type the number that stands on a paper."""
    number = request.args.get("number", "").strip()
    if number:
        return redirect(url_for(".verify", number=number[:40], code=request.args.get("code", "")[:20]), 303)
    return render_template("papers/verify.html", number="", paper=None)


@bp.get("/verify/<number>")
@open_to(Audience.ANYONE)
def verify(number: str) -> ResponseReturnValue:
    """Whether we issued it; with the code beside the number also what it says. Never people, never addresses."""
    paper, code = queries.by_number(number), request.args.get("code", "")
    if code:
        rate.limit("verify", request.remote_addr or "", most=_MOST_AN_HOUR, per=timedelta(hours=1))
    opened = paper is not None and _opens(code, paper)
    later = queries.replacement_of(paper.id) if paper else None
    page = render_template(
        "papers/verify.html", number=number[:40], paper=paper, later=later, code=code[:20], opened=opened,
        kind=kind_label(paper.kind) if paper else "", facts=public_facts(paper) if paper and opened else [],
    )  # fmt: skip
    return page, 200 if paper else 404


def _opens(code: str, paper: IssuedPaper) -> bool:
    return hmac.compare_digest(code.strip().upper().encode(), paper.check_code.encode())
