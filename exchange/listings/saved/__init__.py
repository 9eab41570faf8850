"""Searches that are kept: saved with one press, they tell when something new answers."""
