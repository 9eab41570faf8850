"""What happened to a company, its sites and its permits: on the company's own page and on the desk's."""

from typing import Any
from uuid import UUID

import sqlalchemy as sa
from flask import render_template

from exchange.accounts.models import Permit, Site
from exchange.journal import queries as journal
from exchange.journal.models import JournalEntry
from exchange.kernel.orm import session
from exchange.moderation.companies.labels import said
from exchange.moderation.histories import told
from exchange.web.panels import panel
from exchange.web.visitor import visitor

MOST_SHOWN = 60
_LAST = 96


@panel("company", order=_LAST)
@panel("desk.company", order=_LAST)
def company_history(subject: Any) -> str:
    """The newest first; to staff with the names of their colleagues."""
    business_id = subject.id
    sites, permits = _names(Site.name, business_id), _names(Permit.reference, business_id)
    subjects = {"business": [business_id], "site": sites, "permit": permits}
    entries = [entry for subject, ids in subjects.items() for entry in journal.history(subject, *ids)]
    newest = sorted(entries, key=lambda entry: entry.number, reverse=True)[:MOST_SHOWN]
    names = sites | permits

    def words_for(entry: JournalEntry) -> str:
        name = names.get(entry.subject_id)
        return f"{said(entry)} · {name}" if name else said(entry)

    return render_template("moderation/_history.html", entries=told(newest, words_for, to_staff=visitor().is_staff))


def _names(name: Any, business_id: UUID) -> dict[UUID, str]:
    """What people call the sites, or the permits, of a business; closed and refused ones too."""
    of = sa.select(name.class_.id, name).select_from(name.class_)
    of = of.join(Site, Site.id == Permit.site_id) if name.class_ is Permit else of
    return {row[0]: row[1] for row in session().execute(of.where(Site.business_id == business_id))}
