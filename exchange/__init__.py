"""Navette: a territory's exchange of surplus materials. The rooms and their order are in README.md."""
