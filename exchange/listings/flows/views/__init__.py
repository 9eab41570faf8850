"""Doors of observed flows, by resource."""

from exchange.listings.flows.views import imports

BLUEPRINTS = (imports.bp,)

__all__ = ["BLUEPRINTS"]
