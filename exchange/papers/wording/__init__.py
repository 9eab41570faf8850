"""Facts become sheets in the language in force: one file for each kind of document."""

from collections.abc import Callable

from exchange.papers.core.sheets import Sheet
from exchange.papers.facts import Facts
from exchange.papers.models import PaperKind
from exchange.papers.wording.annex_vii import annex_vii
from exchange.papers.wording.certificate import certificate
from exchange.papers.wording.note import handover_note
from exchange.papers.wording.summary import purchase_summary

_SHEETS: dict[PaperKind, Callable[[Facts], Sheet]] = {
    PaperKind.HANDOVER_NOTE: handover_note,
    PaperKind.CERTIFICATE: certificate,
    PaperKind.PURCHASE_SUMMARY: purchase_summary,
    PaperKind.ANNEX_VII: annex_vii,
}


def sheet(kind: PaperKind, facts: Facts) -> Sheet:
    """A document in words."""
    return _SHEETS[kind](facts)


__all__ = ["sheet"]
