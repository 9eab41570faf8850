"""How impact figures are said."""

from flask_babel import gettext as _

from exchange.impact.core.benefit import LineLabel, NoFactorReason, Route
from exchange.impact.core.hierarchy import Hierarchy


def route_label(route: Route) -> str:
    """What becomes of the material."""
    return {
        Route.REUSE: _("Re-used as it is"),
        Route.RECYCLING: _("Recycled"),
        Route.BY_PRODUCT: _("Used as a by-product"),
    }[route]


def hierarchy_label(step: Hierarchy) -> str:
    """The step of the waste hierarchy."""
    return {
        Hierarchy.PREVENTION: _("Prevention: it never became waste"),
        Hierarchy.RECYCLING: _("Recycling"),
    }[step]


def line_label(label: str) -> str:
    """A part of the net figure."""
    return {
        LineLabel.AVOIDED_PRODUCTION: _("New production avoided"),
        LineLabel.AVOIDED_END_OF_LIFE: _("Disposal avoided"),
        LineLabel.PROCESSING: _("Preparing it for use"),
        LineLabel.TRANSPORT: _("Transport"),
    }[LineLabel(label)]


def no_factor_label(reason: NoFactorReason) -> str:
    """Why there is no figure; never shown as zero."""
    return {
        NoFactorReason.NO_FACTOR: _("No factor: no source states what this material saves."),
        NoFactorReason.NOT_COUNTED: _("No factor per tonne: the source counts pieces."),
        NoFactorReason.IMPLAUSIBLE: _("The only published figure looks implausible and is not credited."),
        NoFactorReason.VIRGIN_NOT_KNOWN: _("No source states what new production would emit."),
        NoFactorReason.RECYCLED_NOT_KNOWN: _("No source states what recycling emits; nothing is credited."),
    }[reason]
