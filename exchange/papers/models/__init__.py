"""What is issued and kept: documents in their languages, lines of the waste register, dossiers, paying details."""

from exchange.papers.models.billing import PayingDetails
from exchange.papers.models.dossier import Dossier, DossierCarrier
from exchange.papers.models.issued import IssuedPaper, PaperCounter, PaperKind, PaperSetting
from exchange.papers.models.register import Direction, RegisterLine

__all__ = [
    "Direction",
    "Dossier",
    "DossierCarrier",
    "IssuedPaper",
    "PaperCounter",
    "PaperKind",
    "PaperSetting",
    "PayingDetails",
    "RegisterLine",
]
