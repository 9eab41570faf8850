"""The verbs of papers."""

from exchange.papers.service.dossier import CarrierDraft, add_carrier, answer, may_fill, remove_carrier
from exchange.papers.service.issuing import issue
from exchange.papers.service.paying import say_how_paid

__all__ = ["CarrierDraft", "add_carrier", "answer", "issue", "may_fill", "remove_carrier", "say_how_paid"]
