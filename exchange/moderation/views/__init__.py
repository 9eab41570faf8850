"""Doors of moderation, one file per thing that is looked at or decided."""
