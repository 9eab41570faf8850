"""The verbs of papers."""

from exchange.papers.service.dossier import CarrierDraft, add_carrier, answer, may_fill, remove_carrier
from exchange.papers.service.issuing import issue

__all__ = ["CarrierDraft", "add_carrier", "answer", "issue", "may_fill", "remove_carrier"]
