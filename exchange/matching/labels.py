"""What the words of matching are called by people, one function per list of words."""

from flask_babel import lazy_gettext as _l

from exchange.matching.core.compatibility import Rule
from exchange.matching.core.weights import TermName
from exchange.matching.models import Reason


def term(value: TermName) -> str:
    """A part of the score."""
    return {
        TermName.MATERIAL: _l("Material"),
        TermName.DISTANCE: _l("Distance"),
        TermName.QUANTITY: _l("Quantity"),
        TermName.TIME: _l("Time"),
        TermName.PRICE: _l("Price"),
        TermName.NET_CO2E: _l("Net CO₂e"),
    }[value]


def rule(value: Rule) -> str:
    """What a rule asks."""
    return {
        Rule.MATERIAL: _l("The material is accepted, or may take the place of an accepted one."),
        Rule.DISTANCE: _l("One of the two sites lies within the other's reach."),
        Rule.WINDOW: _l("There is a day on which both are possible."),
        Rule.QUANTITY: _l("Enough is free and wanted for the smallest lot of both sides."),
        Rule.PRICE: _l("The price asked is within the limit, or one side negotiates."),
        Rule.CONDITION: _l("The condition is good enough."),
        Rule.STATUS: _l("The legal status is accepted and, for waste, a verified permit covers the code."),
        Rule.BUSINESS: _l("Two different businesses, both active."),
    }[value]


def soft_rule(value: Rule) -> str:
    """What keeps two apart that almost fit, in a word."""
    return {
        Rule.DISTANCE: _l("Distance"),
        Rule.WINDOW: _l("Time"),
        Rule.QUANTITY: _l("Quantity"),
        Rule.PRICE: _l("Price"),
        Rule.CONDITION: _l("Condition"),
    }[value]


def reason(value: Reason) -> str:
    """Why a match was put aside."""
    return {
        Reason.TOO_FAR: _l("Too far"),
        Reason.WRONG_QUALITY: _l("Not the right quality"),
        Reason.PRICE: _l("The price"),
        Reason.SOLVED: _l("Already solved"),
        Reason.NOT_WITH_THEM: _l("We do not want to work with them"),
        Reason.OTHER: _l("Another reason"),
    }[value]
