"""Words for the kinds of papers."""

from flask_babel import get_locale
from flask_babel import lazy_gettext as _l

from exchange.papers.models import PaperKind


def kind_label(kind: PaperKind) -> str:
    """What a document is called."""
    return {
        PaperKind.HANDOVER_NOTE: _l("Handover note"),
        PaperKind.CERTIFICATE: _l("Certificate of material recovered"),
        PaperKind.PURCHASE_SUMMARY: _l("Purchase summary"),
        PaperKind.ANNEX_VII: _l("Annex VII data sheet"),
    }[kind]


def country_label(code: str) -> str:
    """A country as the reader's language calls it."""
    locale = get_locale()
    return str(locale.territories.get(code, code)) if locale else code
