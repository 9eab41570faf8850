"""What a deal's page says from one side's point of view."""

from exchange.deals.shown.contacts import Contacts, contacts
from exchange.deals.shown.loads import LoadSeen, load_verbs, stage, stages
from exchange.deals.shown.sides import counterpart, counterpart_site, name_of
from exchange.deals.shown.turns import Turn, turn, verbs
from exchange.deals.shown.words import history, thread

__all__ = [
    "Contacts",
    "LoadSeen",
    "Turn",
    "contacts",
    "counterpart",
    "counterpart_site",
    "history",
    "load_verbs",
    "name_of",
    "stage",
    "stages",
    "thread",
    "turn",
    "verbs",
]
