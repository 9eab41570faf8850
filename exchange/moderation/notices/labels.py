"""Words for notices of content."""

from flask_babel import lazy_gettext as _l

from exchange.moderation.notices.models import ContentKind, NoticeOutcome, NoticeReason, ObjectionOutcome

TEXTS = frozenset({"description", "composition", "packaging", "photos", "listings"})
"""What is too long for a column of facts."""


def reason_label(reason: NoticeReason) -> str:
    """As the reporter picks it."""
    return {
        NoticeReason.WASTE: _l("Waste that may not be offered like this"),
        NoticeReason.DANGEROUS: _l("Dangerous or forbidden goods"),
        NoticeReason.FRAUD: _l("Deceit: it is not true, or not theirs"),
        NoticeReason.RIGHTS: _l("Brand, picture or text of somebody else"),
        NoticeReason.PERSONAL: _l("Personal data of somebody"),
        NoticeReason.HATE: _l("Insult, threat or incitement to hatred"),
        NoticeReason.CHILDREN: _l("Sexual abuse of children"),
        NoticeReason.OTHER: _l("Something else unlawful or against the rules"),
    }[reason]


def content_label(kind: ContentKind) -> str:
    """What kind of page it is."""
    return {
        ContentKind.OFFER: _l("Surplus"),
        ContentKind.NEED: _l("Need"),
        ContentKind.COMPANY: _l("Company page"),
    }[kind]


def outcome_choice(outcome: NoticeOutcome, kind: ContentKind) -> str:
    """As the moderator picks it."""
    if kind is ContentKind.COMPANY:
        return {
            NoticeOutcome.NOTHING: _l("Nothing to do"),
            NoticeOutcome.HIDDEN: _l("Suspend the company: its page and listings are hidden"),
            NoticeOutcome.REFUSED: _l("Refuse its verification"),
        }[outcome]
    return {
        NoticeOutcome.NOTHING: _l("Nothing to do"),
        NoticeOutcome.HIDDEN: _l("Hide it until somebody has looked again"),
        NoticeOutcome.REFUSED: _l("Refuse it: it goes back to its holder as a draft"),
    }[outcome]


def outcome_label(outcome: NoticeOutcome, kind: ContentKind) -> str:
    """As the reporter reads it."""
    if kind is ContentKind.COMPANY:
        return {
            NoticeOutcome.NOTHING: _l("We leave the page as it is."),
            NoticeOutcome.HIDDEN: _l("The company is suspended; its page and listings are hidden."),
            NoticeOutcome.REFUSED: _l("The verification of the company is refused."),
        }[outcome]
    return {
        NoticeOutcome.NOTHING: _l("We leave the listing as it is."),
        NoticeOutcome.HIDDEN: _l("The listing is hidden until somebody has looked again."),
        NoticeOutcome.REFUSED: _l("The listing was taken down."),
    }[outcome]


def objection_choice(outcome: ObjectionOutcome) -> str:
    """As the second judge picks it."""
    return {
        ObjectionOutcome.UPHELD: _l("The decision stands"),
        ObjectionOutcome.REVERSED: _l("The decision was wrong: decide anew"),
    }[outcome]


def objection_label(outcome: ObjectionOutcome) -> str:
    """As the reporter reads it."""
    return {
        ObjectionOutcome.UPHELD: _l("The decision stands."),
        ObjectionOutcome.REVERSED: _l("The decision was wrong; the notice is decided anew."),
    }[outcome]


def content_facts() -> dict[str, str]:
    """Names of what was on a page, in the order of the case."""
    return {
        "title": _l("Title"),
        "description": _l("Description"),
        "composition": _l("Composition and contaminants"),
        "packaging": _l("Packaging and loading"),
        "material": _l("Material"),
        "quantity": _l("Quantity"),
        "price": _l("Price"),
        "legal_status": _l("Legal status"),
        "waste_code": _l("Waste code"),
        "photos": _l("Photos"),
        "holder": _l("Holder"),
        "number": _l("Company number"),
        "verification": _l("Verification"),
        "listings": _l("Listings"),
    }
