"""Watching a lot that others hold: told once each time that more of it is free, or that it is gone."""
