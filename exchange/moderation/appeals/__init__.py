"""Objections to decisions: made by the company concerned, decided by somebody else than the decision itself."""
