"""The verbs of papers."""

from exchange.papers.service.issuing import issue

__all__ = ["issue"]
