"""Forms of the papers."""

from exchange.papers.forms.dossier import CarrierForm, DossierForm
from exchange.papers.forms.paying import PayingForm, SaleForm

__all__ = ["CarrierForm", "DossierForm", "PayingForm", "SaleForm"]
