"""Conditions and likeness as values: a posting in, the evidence out."""
