"""Doors for people: audiences, forms, answers, refusals, the face."""
