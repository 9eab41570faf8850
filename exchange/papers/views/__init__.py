"""Doors of the papers: issue and save a document, check one."""

from exchange.papers.views import documents, verify
from exchange.papers.views.blueprint import bp

DOORS = (documents, verify)

__all__ = ["bp"]
