"""A file that was checked and can be stored."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from exchange.deals.attachments.models import AttachmentKind
from exchange.listings.pictures import Picture

SIZES = ("large", "thumb")


@dataclass(frozen=True, slots=True)
class AttachmentDraft:
    """What it is called, and its contents by the ending of the name in the store."""

    kind: AttachmentKind
    title: str
    files: Mapping[str, bytes] = field(repr=False)

    @property
    def size_bytes(self) -> int:
        """All of them together."""
        return sum(map(len, self.files.values()))


def of_pdf(title: str, content: bytes) -> AttachmentDraft:
    """A PDF, already checked."""
    return AttachmentDraft(AttachmentKind.PDF, title, {".pdf": content})


def of_picture(title: str, picture: Picture) -> AttachmentDraft:
    """A picture, already ours."""
    return AttachmentDraft(AttachmentKind.PHOTO, title, {f"-{one}.webp": picture.files[f"{one}.webp"] for one in SIZES})


def file_name(attachment_id: UUID, ending: str) -> str:
    """Where it lies in the store."""
    return f"attachments/{attachment_id}{ending}"
