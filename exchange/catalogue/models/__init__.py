"""Tables of reference data. Nothing that was ever referred to is deleted: it is retired, or ends."""

from exchange.catalogue.models.common import CatalogueVersion, Confidence
from exchange.catalogue.models.factors import ImpactFactor, TransportFactor
from exchange.catalogue.models.materials import Material, Process, Substitution
from exchange.catalogue.models.units import Unit
from exchange.catalogue.models.waste import WasteCode

__all__ = [
    "CatalogueVersion",
    "Confidence",
    "ImpactFactor",
    "Material",
    "Process",
    "Substitution",
    "TransportFactor",
    "Unit",
    "WasteCode",
]
