"""Words for moderation's own kinds, and for what the journal tells of a listing."""

from flask_babel import lazy_gettext as _l

from exchange.moderation.models import Ground, Measure, Redress


def ground_label(ground: Ground) -> str:
    """A ground in a few words, as a moderator picks it."""
    return {
        Ground.LEGAL_STATUS: _l("The legal status does not fit"),
        Ground.WASTE_CODE: _l("The waste code does not fit"),
        Ground.UNSAFE: _l("Not safe to pass on"),
        Ground.INCOMPLETE: _l("Too little is said"),
        Ground.MISLEADING: _l("What is said is not true"),
        Ground.OUT_OF_SCOPE: _l("Not a surplus, and not a need for one"),
        Ground.CONTACTS: _l("Contact details in the text"),
    }[ground]


def queue_label(name: str) -> str:
    """A queue of the desk."""
    return {
        "listings": _l("New listings"),
        "businesses": _l("Companies to verify"),
        "permits": _l("Permits to check"),
        "notices": _l("Notices of content"),
        "appeals": _l("Objections"),
        "measures": _l("Objections to measures"),
        "claims": _l("Claims to decide"),
    }[name]


def ground_rule(ground: Ground) -> str:
    """The law or the rule in full, as the rules page and a statement quote it."""
    return (_laws() | _rules())[ground]


def _laws() -> dict[Ground, str]:
    return {
        Ground.LEGAL_STATUS: _l(
            "Directive 2008/98/EC, articles 3, 5 and 6 (in France: Code de l'environnement, L541-4-2 and L541-4-3): "
            "a by-product passes four tests, waste leaves its status by a named act only. The holder states which it "
            "is, answers the questions and is answerable for it."
        ),
        Ground.WASTE_CODE: _l(
            "European List of Waste (Decision 2000/532/EC, as amended): waste is offered under the code that "
            "describes it, and hazardous waste under a code with a star."
        ),
    }


def _rules() -> dict[Ground, str]:
    return {
        Ground.UNSAFE: _l(
            "Rule of the exchange: nothing is passed on that harms those who take it, such as asbestos, lead paint "
            "or creosoted wood for re-use, or food for people after its use-by date."
        ),
        Ground.INCOMPLETE: _l(
            "Rule of the exchange: a listing says what it is, how much, in which condition, where and until when, "
            "so that others can decide without asking."
        ),
        Ground.MISLEADING: _l(
            "Rule of the exchange: what a listing says and shows is true of this lot, benefits for the environment "
            "included."
        ),
        Ground.OUT_OF_SCOPE: _l(
            "Rule of the exchange: listings are for surplus materials, equipment and goods of businesses, and for "
            "businesses that look for them."
        ),
        Ground.CONTACTS: _l(
            "Rule of the exchange: no names, addresses, telephone numbers or links in what everybody can read; "
            "contacts are exchanged with an agreement."
        ),
    }


def measure_label(measure: Measure) -> str:
    """What was done, its scope and how long it lasts."""
    return {
        Measure.NOT_PUBLISHED: _l("The whole listing is not published until it is corrected and posted again."),
        Measure.TAKEN_DOWN: _l(
            "The whole listing is no longer shown until it is corrected and posted again. Deals already agreed stand."
        ),
        Measure.HELD: _l("The whole listing is not shown until a person has looked at it."),
    }[measure]


def redress_label(redress: Redress) -> str:
    """One thing that the holder can do."""
    return {
        Redress.CORRECT: _l("Correct the listing and post it again: it will be looked at anew."),
        Redress.APPEAL: _l("Object on this page within six months: somebody else decides."),
        Redress.ANSWER: _l("Write to the contact point in the legal notice if you think that this is wrong."),
        Redress.COURT: _l("Go to court; writing to us first does not take that right away."),
    }[redress]


def verb_label(verb: str) -> str:
    """What the journal says happened to a listing; a verb that we do not know is still told."""
    labels = {
        "posted": _l("Posted"),
        "submitted": _l("Sent for review"),
        "published": _l("Published"),
        "edited": _l("Edited"),
        "adjusted": _l("Adjusted so that somebody fits"),
        "dismissed": _l("A match put aside"),
        "brought_back": _l("A match brought back"),
        "paused": _l("Paused"),
        "resumed": _l("Shown again"),
        "extended": _l("Extended"),
        "renewed": _l("Renewed"),
        "reassigned": _l("Handed to a colleague"),
        "withdrawn": _l("Withdrawn"),
        "expired": _l("Expired"),
        "exhausted": _l("Nothing left"),
        "corrected": _l("Quantity corrected"),
        "photographed": _l("Photo added"),
        "photos_ordered": _l("Photos put in order"),
        "photos_described": _l("Photos described"),
        "photo_removed": _l("Photo removed"),
        "document_added": _l("Document added"),
        "document_removed": _l("Document removed"),
    }
    return (labels | _judged()).get(verb, _l("Changed"))


def _judged() -> dict[str, str]:
    return {
        "rejected": _l("Sent back to draft"),
        "approved": _l("Approved by a moderator"),
        "refused": _l("Refused by a moderator, with reasons"),
        "appealed": _l("The company objected"),
        "appeal_upheld": _l("Looked at again: the decision stands"),
        "appeal_reversed": _l("Looked at again: the decision is lifted"),
        "reinstated": _l("Shown again after an objection"),
        "hidden": _l("Hidden by a moderator until somebody has looked again"),
        "held": _l("Held by a rule until a person has looked"),
        "flagged": _l("Marked by a rule"),
        "hidden_by_rule": _l("Hidden: a rule of law bars it from now on"),
    }
