"""Issuing a document: the next number, every language at once, kept as it was."""

import hashlib
import io
import secrets
from datetime import datetime
from uuid import UUID

import segno
from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy.dialects.postgresql import insert

from exchange.deals.models import Deal, Movement
from exchange.deals.service import Party
from exchange.deals.service.accepting import CODE_LETTERS
from exchange.deals.service.steps import locked
from exchange.journal import service as journal
from exchange.kernel import files
from exchange.kernel.clock import day_of
from exchange.kernel.ids import new_id
from exchange.kernel.orm import session
from exchange.kernel.refusals import Conflict, NotFound
from exchange.kernel.territory import territory
from exchange.papers import policy, queries, typesetting, wording
from exchange.papers.cases import case_of
from exchange.papers.core.sheets import Copy, Imprint
from exchange.papers.facts import facts_of
from exchange.papers.models import IssuedPaper, PaperCounter, PaperKind, PaperSetting
from exchange.web.formats import day

_CODE_LETTERS_LONG = 8


def issue(deal_id: UUID, load_number: int, kind: PaperKind, *, by: Party, at: datetime, base_url: str) -> IssuedPaper:
    """The document of a load: the one that stands if it says the same, otherwise a new one in its place.

    The deal is locked first, so that two presses make one. Raises NotFound for strangers and missing loads, Conflict
    for a load that has not come so far, Unavailable where the storage does not answer.
    """
    deal = locked(deal_id, by)
    load = _load(deal, load_number, by)
    if kind not in policy.kinds_for(case_of(deal, today=day_of(at))) or not policy.is_ready(kind, load):
        raise Conflict("paper_too_early", _("This document follows the confirmed weight: it cannot be issued yet."))
    facts, before = facts_of(kind, deal, load), queries.latest(load.id, kind)
    if before is not None and before.facts == facts:
        return before
    year = day_of(at).year
    paper = IssuedPaper(
        id=new_id(), territory=_code(), year=year, serial=_next(year), kind=kind, movement_id=load.id, facts=facts,
        check_code="".join(secrets.choice(CODE_LETTERS) for _ in range(_CODE_LETTERS_LONG)), settings=[],
        replaces_id=before.id if before else None, issued_by=by.person_id, business_id=by.business_id, at=at,
    )  # fmt: skip
    session().add(paper)
    for language in territory().languages:
        paper.settings.append(_set(paper, language, base_url))
    session().flush()
    journal.record(
        "paper", paper.id, "issued", at=at, by=by.person_id, business_id=by.business_id, number=paper.number,
        kind=kind, deal=deal.id, load=load_number,
    )  # fmt: skip
    return paper


def _load(deal: Deal, number: int, by: Party) -> Movement:
    load = next((load for load in deal.movements if load.load_number == number), None)
    if load is None or not policy.may_see(by.business_id, deal):
        raise NotFound
    return load


def _code() -> str:
    return territory().code.upper()


def _next(year: int) -> int:
    """The next number of a year. Its row stays locked until the end: a number that is rolled back is given again."""
    first = insert(PaperCounter).values(territory=_code(), year=year, last=1)
    later = first.on_conflict_do_update(
        index_elements=["territory", "year"], set_={"last": PaperCounter.last + 1}
    ).returning(PaperCounter.last)
    return session().execute(later).scalar_one()


def _set(paper: IssuedPaper, language: str, base_url: str) -> PaperSetting:
    """Set in one language, stored before its row is: what is killed in between leaves a stray file only."""
    with force_locale(language):
        content = typesetting.pdf(_copy(paper, language, base_url), at=paper.at)
    setting = PaperSetting(paper_id=paper.id, language=language, sha256=hashlib.sha256(content).hexdigest())
    files.put(setting.file_name, content)
    return setting


def _copy(paper: IssuedPaper, language: str, base_url: str) -> Copy:
    place = territory()
    address = f"{base_url}/verify/{paper.number}?code={paper.check_code}"
    receipt = _("Broker's receipt %(receipt)s", receipt=place.operator_receipt) if place.operator_receipt else ""
    imprint = Imprint(
        language=language, territory=place.name, receipt=receipt, number=paper.number, number_label=_("No."),
        issued=_("issued on %(day)s", day=day(day_of(paper.at))), address=address, qr_svg=_qr(address),
        verify=_("Is it genuine? See"), qr_alt=_("Code for a phone: opens the page that says whether this is genuine"),
        page_label=_("page"),
    )  # fmt: skip
    return Copy(wording.sheet(paper.kind, paper.facts), imprint)


def _qr(address: str) -> str:
    drawn = io.BytesIO()
    segno.make(address, micro=False, error="m").save(drawn, kind="svg", scale=4, border=0, xmldecl=False)
    return drawn.getvalue().decode()
