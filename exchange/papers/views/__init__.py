"""Doors of the papers: issue and save a document, check one, answer what the law asks."""

from exchange.papers.views import documents, dossiers, verify
from exchange.papers.views.blueprint import bp

DOORS = (documents, dossiers, verify)

__all__ = ["bp"]
