"""Doors of observed flows, by resource."""

from exchange.listings.flows.views import claims, imports

BLUEPRINTS = (claims.bp, imports.bp)

__all__ = ["BLUEPRINTS"]
