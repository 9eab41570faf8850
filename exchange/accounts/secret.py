"""Secrets that travel in cookies and links, and what the database keeps of them."""

import hashlib
import secrets


def new_secret() -> str:
    """256 bits that nobody guesses, fit for an address."""
    return secrets.token_urlsafe(32)


def hashed(secret: str) -> str:
    """What the database keeps of a secret: enough to recognise it, too little to use it."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
