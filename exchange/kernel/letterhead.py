"""Headers as mail programs read them: the standard library's own folding breaks two of them (seen in Python 3.11)."""

from email.header import Header
from email.policy import EmailPolicy


class Letterhead(EmailPolicy):
    """Folds the subject so that no blank is lost between encoded words, and an address for machines not at all.

    RFC 2047 forbids encoded words in a structured header, yet a long ``List-Unsubscribe`` without blanks is written
    as such, and no mail program finds its button. A line may have 998 characters (RFC 5322 §2.1.1).
    """

    def fold(self, name: str, value: str) -> str:
        """A header as text, its line ending included."""
        if name.lower() == "list-unsubscribe":
            return f"{name}: {value}{self.linesep}"
        if name.lower() == "subject":
            words = Header(str(value), None if value.isascii() else "utf-8", header_name=name)
            return f"{name}: {words.encode(linesep=self.linesep)}{self.linesep}"
        folded: str = super().fold(name, value)
        return folded

    def fold_binary(self, name: str, value: str) -> bytes:
        """A header as bytes."""
        if name.lower() in {"list-unsubscribe", "subject"}:
            return self.fold(name, value).encode("ascii")
        return super().fold_binary(name, value)
