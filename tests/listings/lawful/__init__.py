"""Rules about lots."""
