"""Words for what rules look at, do and find."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from exchange.catalogue import queries as catalogue
from exchange.kernel.trade import LegalStatus
from exchange.listings.labels import legal_status
from exchange.moderation.rules.core.conditions import Condition, ConditionKind, Evidence
from exchange.moderation.rules.core.judging import Action, Scope
from exchange.web.formats import eur_per_t, mass
from exchange.web.languages import current_language

K = ConditionKind


def kind_label(kind: ConditionKind) -> str:
    """A condition in a few words, as it is picked."""
    return {
        K.WORDS: _l("Says one of these words"),
        K.MATERIAL: _l("Is of this material, or below it"),
        K.STATUS: _l("Has this legal status"),
        K.PRICE_OUTLIER: _l("Price so many times off the usual one"),
        K.QUANTITY_ABOVE: _l("Quantity above, kg"),
        K.COMPANY_YOUNGER: _l("Company here for fewer days than"),
        K.FEWER_DEALS: _l("Company with fewer deals than"),
        K.LINKS: _l("Has a link in the text"),
        K.CONTACTS: _l("Has a phone number or e-mail in the text"),
        K.SAME_TEXT: _l("Text like an earlier listing’s, percent"),
        K.SAME_PHOTO: _l("Photo like an earlier lot’s"),
    }[kind]


def kind_hint(kind: ConditionKind) -> str:
    """What is written beside it."""
    nothing = _l("Nothing.")
    return {
        K.WORDS: _l("amiant*; asbest*; to be destroyed. Accents do not matter; * stands for any ending."),
        K.MATERIAL: _l("A code or a name of the catalogue, as chemical.acids."),
        K.STATUS: _l("product, reuse_item, by_product, waste or end_of_waste."),
        K.PRICE_OUTLIER: _l("5: five times dearer or cheaper than the deals of 180 days, three at least."),
        K.QUANTITY_ABOVE: _l("A number, as 50000."),
        K.COMPANY_YOUNGER: _l("A number, as 7."),
        K.FEWER_DEALS: _l("A number, as 1."),
        K.LINKS: nothing,
        K.CONTACTS: nothing,
        K.SAME_TEXT: _l("80: of all runs of three words, so many are the same."),
        K.SAME_PHOTO: nothing,
    }[kind]


def action_label(action: Action) -> str:
    """What a rule does."""
    return {
        Action.HOLD: _l("Hold: not shown before a moderator has looked"),
        Action.FLAG: _l("Flag: shown, and marked on the desk"),
    }[action]


def action_short(action: Action) -> str:
    """The same on a badge."""
    return {Action.HOLD: _l("Holds"), Action.FLAG: _l("Flags")}[action]


def scope_label(scope: Scope) -> str:
    """Which listings a rule looks at."""
    return {Scope.BOTH: _l("Lots and needs"), Scope.OFFERS: _l("Lots"), Scope.NEEDS: _l("Needs")}[scope]


def condition_words(condition: Condition) -> str:
    """A line of a rule as people read it."""
    value = condition.value
    if condition.kind is K.MATERIAL:
        value = catalogue.current().label(value, current_language())
    if condition.kind is K.STATUS:
        value = str(legal_status(LegalStatus(value)))
    label = str(kind_label(condition.kind))
    return f"{label}: {value}" if value else label


def evidence_words(found: Evidence) -> str:
    """What was found, as a moderator reads it, and the holder."""
    return _SAID[K(found["kind"])](found)


def _alike(found: Evidence) -> str:
    first = found["alike"][0]
    return _("Like “%(title)s” (%(percent)s %%)", title=first["title"], percent=first["percent"])


def _price(found: Evidence) -> str:
    price, usual = (eur_per_t(Decimal(found[name])) for name in ("price", "usual"))
    return _("Price %(price)s, usually %(usual)s", price=price, usual=usual)


def _material(found: Evidence) -> str:
    return _("Material: %(name)s", name=catalogue.current().label(found["material"], current_language()))


_SAID: Mapping[ConditionKind, Callable[[Evidence], str]] = {
    K.WORDS: lambda found: _("Says: %(words)s", words=", ".join(found["words"])),
    K.MATERIAL: _material,
    K.STATUS: lambda found: _("Legal status: %(name)s", name=legal_status(LegalStatus(found["status"]))),
    K.PRICE_OUTLIER: _price,
    K.QUANTITY_ABOVE: lambda found: _("Quantity: %(mass)s", mass=mass(Decimal(found["quantity_kg"]))),
    K.COMPANY_YOUNGER: lambda found: _("Company here for days: %(days)s", days=found["days"]),
    K.FEWER_DEALS: lambda found: _("Deals of the company so far: %(deals)s", deals=found["deals"]),
    K.LINKS: lambda found: _("Links: %(links)s", links=", ".join(found["links"])),
    K.CONTACTS: lambda found: _("Contacts: %(contacts)s", contacts=", ".join(found["contacts"])),
    K.SAME_TEXT: _alike,
    K.SAME_PHOTO: _alike,
}
