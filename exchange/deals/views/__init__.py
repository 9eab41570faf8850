"""Doors of the deals: the list, the proposal, the deal's page, its negotiation and its load."""

from exchange.deals.views import claiming, ending, hold, load, negotiation, proposal, thread
from exchange.deals.views.blueprint import bp, turn_count

DOORS = (claiming, ending, hold, load, negotiation, proposal, thread)

__all__ = ["DOORS", "bp", "claiming", "turn_count"]
