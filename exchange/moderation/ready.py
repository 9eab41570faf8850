"""Refusals in words that are ready: one press for what is clear, and a complete statement in the holder's language."""

from flask_babel import force_locale
from flask_babel import lazy_gettext as _l

from exchange.moderation import queries
from exchange.moderation.models import Ground
from exchange.moderation.queries import Listing
from exchange.moderation.service import Reasons

_WORDS = {
    Ground.LEGAL_STATUS: _l("The answers do not show that the legal status fits. Say for each question why it is so, "
                            "or offer it as waste with its code, and post it again."),
    Ground.WASTE_CODE: _l("The waste code does not fit what is described. Look the code up in the European list of "
                          "waste, or ask whoever takes your waste today, and post it again."),
    Ground.UNSAFE: _l("What is offered can do harm, and nothing is said of how it is packed and handled. Say both, add "
                      "the safety data sheet where there is one, and post it again."),
    Ground.INCOMPLETE: _l("Nobody can tell from this what it is, in which state and how it is packed. Say what it is "
                          "made of and its condition, add a photo, and post it again."),
    Ground.MISLEADING: _l("Text, photo and figures contradict one another. Put right what is wrong and post it again."),
    Ground.OUT_OF_SCOPE: _l("This is neither a surplus material of a business nor a need for one: the exchange is not "
                            "the place for it."),
    Ground.CONTACTS: _l("The text holds an address, a telephone number or a link. Take it out and post it again: "
                        "contacts are exchanged with the agreement."),
}  # fmt: skip


def ready(ground: Ground, listing: Listing) -> Reasons:
    """The ready words of a ground, in the language of whoever looks after the listing."""
    with force_locale(queries.language_of(listing.posted_by)):
        return Reasons(ground, str(_WORDS[ground]))


def words(ground: Ground) -> str:
    """The same, in the language of the page."""
    return str(_WORDS[ground])
