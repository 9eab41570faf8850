"""Listings looked at by people, with reasons."""
