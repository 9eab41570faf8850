"""Offers and needs, their stock ledger, photos, search and observed flows."""
