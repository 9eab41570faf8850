"""Doors of the deals: the list, the proposal, the deal's page, its negotiation and its load."""

from exchange.deals.views import (
    arrival,
    claiming,
    contacts,
    custody,
    ending,
    gate,
    hold,
    load,
    negotiation,
    proposal,
    sample,
    thread,
    ticket,
)
from exchange.deals.views.blueprint import bp, turn_count

DOORS = (arrival, claiming, contacts, custody, ending, gate, hold, load, negotiation, proposal, sample, thread, ticket)

__all__ = ["DOORS", "bp", "claiming", "turn_count"]
