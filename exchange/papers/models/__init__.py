"""What is issued and kept: documents in their languages and their numbers, lines of the waste register."""

from exchange.papers.models.issued import IssuedPaper, PaperCounter, PaperKind, PaperSetting
from exchange.papers.models.register import Direction, RegisterLine

__all__ = ["Direction", "IssuedPaper", "PaperCounter", "PaperKind", "PaperSetting", "RegisterLine"]
