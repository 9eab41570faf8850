"""Deals that go on: the same load again every so many weeks, and the calendar of all loads."""
