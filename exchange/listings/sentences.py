"""What members are told about their listings and about the searches that they keep."""

from decimal import Decimal
from typing import Any

from flask_babel import gettext as _

from exchange.listings.search.criteria import Kind
from exchange.notices.sentences import sentence
from exchange.web.formats import eur_per_t, mass


@sentence("offer_expired")
def offer_expired(facts: dict[str, Any]) -> str:
    """To the holder, once per version."""
    return _("The last day of your lot “%(title)s” has passed. Give a later one to show it again.", **facts)


@sentence("need_expired")
def need_expired(facts: dict[str, Any]) -> str:
    """To the seeker, once per version."""
    return _("The last day of your need “%(title)s” has passed. Give a later one to show it again.", **facts)


@sentence("offer_reassigned")
def offer_reassigned(facts: dict[str, Any]) -> str:
    """To the colleague who looks after the lot from now on."""
    return _("You look after the lot “%(title)s” now.", **facts)


@sentence("need_reassigned")
def need_reassigned(facts: dict[str, Any]) -> str:
    """To the colleague who looks after the need from now on."""
    return _("You look after the need “%(title)s” now.", **facts)


@sentence("offer_shown_first")
def offer_shown_first(facts: dict[str, Any]) -> str:
    """To a partner, from the day on which partners see the lot; an anonymous holder is not named."""
    if facts["business"]:
        return _("%(business)s shows you a lot before everyone sees it: “%(title)s”.", **facts)
    return _("A company shows you a lot before everyone sees it: “%(title)s”.", **facts)


@sentence("need_shown_first")
def need_shown_first(facts: dict[str, Any]) -> str:
    """To a partner, from the day on which partners see the need; an anonymous seeker is not named."""
    if facts["business"]:
        return _("%(business)s shows you a need before everyone sees it: “%(title)s”.", **facts)
    return _("A company shows you a need before everyone sees it: “%(title)s”.", **facts)


@sentence("search_answered")
def search_answered(facts: dict[str, Any]) -> str:
    """To whoever keeps a search; it names the listing and the town of its area, never the business."""
    price = facts["price_eur_per_t"]
    words = {
        "search": facts["search"],
        "title": facts["title"],
        "place": facts["place"] or "–",
        "quantity": mass(Decimal(facts["left_kg"])),
        "price": eur_per_t(None if price is None else Decimal(price)),
    }
    if facts["kind_of_listing"] == Kind.NEED:
        return _("New need for “%(search)s”: “%(title)s”, %(quantity)s, around %(place)s.", **words)
    return _("New for “%(search)s”: “%(title)s”, %(quantity)s, around %(place)s. %(price)s.", **words)


@sentence("watched_free")
def watched_free(facts: dict[str, Any]) -> str:
    """To whoever watches a lot of which more is free now."""
    return _("“%(title)s” is free again: %(mass)s.", title=facts["title"], mass=mass(Decimal(facts["free_kg"])))


@sentence("watched_gone")
def watched_gone(facts: dict[str, Any]) -> str:
    """To whoever watched a lot that was withdrawn or ended."""
    return _("“%(title)s”, which you watch, is on offer no more.", title=facts["title"])
