"""Documents of a lot: the file first, then the row."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from flask_babel import gettext as _

from exchange.accounts import quota
from exchange.journal import service as journal
from exchange.kernel import files
from exchange.kernel.ids import new_id
from exchange.kernel.orm import session
from exchange.kernel.refusals import Conflict, NotFound
from exchange.listings import policy
from exchange.listings.models import Offer, Paper
from exchange.listings.service.changes import locked_own
from exchange.listings.service.drafts import PaperDraft

MOST_PAPERS = 10


def add_paper(offer_id: UUID, draft: PaperDraft, *, by: UUID, business_id: UUID, at: datetime) -> Paper:
    """Lay a document beside a lot.

    Raises NotFound or Forbidden for others' lots, Conflict for a withdrawn one, an eleventh document or a full quota.
    """
    quota.make_room(business_id, len(draft.content))
    _editable(offer_id, business_id)
    count = session().scalar(sa.select(sa.func.count()).select_from(Paper).where(Paper.offer_id == offer_id)) or 0
    if count >= MOST_PAPERS:
        words = _("A lot has at most %(most)s documents. Remove one first.", most=MOST_PAPERS)
        raise Conflict("too_many_documents", words)
    paper = Paper(
        id=new_id(), offer_id=offer_id, kind=draft.kind, title=draft.title, readers=draft.readers,
        bytes=len(draft.content), added_by=by, added_at=at,
    )  # fmt: skip
    files.put(file_name(paper.id), draft.content)
    session().add(paper)
    session().flush()
    journal.record("offer", offer_id, "document_added", at=at, by=by, business_id=business_id, paper_id=paper.id)
    return paper


def remove_paper(offer_id: UUID, paper_id: UUID, *, by: UUID, business_id: UUID, at: datetime) -> None:
    """Hand a document out no more; the sweep takes its file. Raises as ``add_paper``."""
    _editable(offer_id, business_id)
    gone = sa.delete(Paper).where(Paper.id == paper_id, Paper.offer_id == offer_id).returning(Paper.id)
    if session().scalar(gone) is None:
        raise NotFound
    journal.record("offer", offer_id, "document_removed", at=at, by=by, business_id=business_id, paper_id=paper_id)


def file_name(paper_id: UUID) -> str:
    """Under which name a document lies in the store."""
    return f"papers/{paper_id}.pdf"


def _editable(offer_id: UUID, business_id: UUID) -> None:
    if not policy.may_edit(business_id, locked_own(Offer, offer_id, business_id)):
        raise Conflict("not_editable", _("A withdrawn listing cannot be changed. Post it anew."))
