"""Secrets that we must read again are stored encrypted: a copy of the database alone opens nothing."""

from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import current_app


def seal(text: str, *, purpose: str) -> str:
    """The text under a key of its own for each purpose (AES-128-CBC with HMAC-SHA256, by Fernet)."""
    return _box(purpose).encrypt(text.encode()).decode()


def unseal(sealed: str, *, purpose: str) -> str:
    """The text again. Raises cryptography's InvalidToken for another key, purpose, or a changed byte."""
    return _box(purpose).decrypt(sealed.encode()).decode()


def keyed_hash(text: str, *, purpose: str) -> str:
    """HMAC-SHA256 under a key of its own for each purpose: recognises a text again, and is guessed by nobody else."""
    mac = HMAC(_derived(purpose), SHA256())
    mac.update(text.encode("utf-8", "surrogatepass"))
    return mac.finalize().hex()


def _box(purpose: str) -> Fernet:
    return Fernet(urlsafe_b64encode(_derived(purpose)))


def _derived(purpose: str) -> bytes:
    """HKDF (RFC 5869) over SECRET_KEY: losing that key loses what is sealed."""
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=f"navette:{purpose}".encode())
    return derived.derive(str(current_app.config["SECRET_KEY"]).encode())
