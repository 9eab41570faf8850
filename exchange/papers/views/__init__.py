"""Doors of the papers: issue and save a document, check one, answer what the law asks, the register, being paid."""

from exchange.papers.views import documents, dossiers, paying, register, verify
from exchange.papers.views.blueprint import bp

DOORS = (documents, dossiers, verify)
BLUEPRINTS = (bp, paying.bp, register.bp)

__all__ = ["BLUEPRINTS"]
