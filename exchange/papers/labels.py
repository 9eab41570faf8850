"""Words for the kinds of papers."""

from flask_babel import get_locale
from flask_babel import lazy_gettext as _l

from exchange.papers.core.answers import Consistency, Mode, Packaging, Region, StatusAbroad
from exchange.papers.core.invoice import Treatment
from exchange.papers.models import Direction, PaperKind
from exchange.papers.tables import Operation
from exchange.web.languages import current_language


def operation_label(operation: Operation) -> str:
    """What is done with the waste, in the reader's language."""
    return {"fr": operation.label_fr, "nl": operation.label_nl}.get(current_language(), operation.label_en)


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


def direction_label(direction: Direction) -> str:
    """Whose register a line is in."""
    return {Direction.OUTGOING: _l("Waste sent away"), Direction.INCOMING: _l("Waste taken in")}[direction]


def treatment_label(treatment: Treatment) -> str:
    """How value added tax applies."""
    return {
        Treatment.STANDARD: _l("Standard rate"),
        Treatment.REVERSE: _l("Reverse charge: the buyer accounts for it"),
        Treatment.INTRA_COMMUNITY: _l("To another country of the Union"),
        Treatment.EXEMPT: _l("Exempt (small business)"),
    }[treatment]


def region_label(region: Region) -> str:
    """A Belgian region."""
    return str(
        {
            Region.FLANDERS: _l("Flanders"),
            Region.WALLONIA: _l("Wallonia"),
            Region.BRUSSELS: _l("Brussels"),
        }[region]
    )


def consistency_label(value: Consistency) -> str:
    """How it flows."""
    return {
        Consistency.SOLID: _l("Solid"),
        Consistency.LIQUID: _l("Liquid"),
        Consistency.DOUGHY: _l("Doughy"),
        Consistency.GASEOUS: _l("Gaseous"),
    }[value]


def packaging_label(value: Packaging) -> str:
    """In what it is packed."""
    return {
        Packaging.DRUM: _l("Drums"),
        Packaging.IBC: _l("Intermediate bulk containers"),
        Packaging.TANK: _l("Tank"),
        Packaging.SKIP: _l("Skip"),
        Packaging.PIPELINE: _l("Pipeline"),
        Packaging.OTHER: _l("Other packages"),
    }[value]


def mode_label(value: Mode) -> str:
    """How a carrier drives."""
    return {
        Mode.ROAD: _l("Road"),
        Mode.RAIL: _l("Rail"),
        Mode.RIVER: _l("River"),
        Mode.SEA: _l("Sea"),
        Mode.AIR: _l("Air"),
    }[value]


def status_abroad_label(value: StatusAbroad) -> str:
    """What it is on the other side of the border."""
    return {
        StatusAbroad.RECOGNISED: _l("Recognised there, too"),
        StatusAbroad.WASTE: _l("Waste there: it is shipped as waste"),
    }[value]
