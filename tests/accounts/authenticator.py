"""A security key in software: makes key pairs and signs challenges as WebAuthn Level 3 asks, faults on request."""

import hashlib
import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from webauthn.helpers import encode_cbor

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


def b64(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")


def unb64(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass
class Authenticator:
    """One device with one key. ``verifies``: whether it asks its holder for a finger or a PIN."""

    host: str = "localhost"
    origin: str = "http://localhost:8000"
    verifies: bool = True
    counter: int = 0
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    credential_id: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    user: bytes = b""

    def make(self, options: dict[str, Any]) -> str:
        """Answer a registration."""
        self.user = unb64(options["user"]["id"])
        client = self._client("webauthn.create", options["challenge"])
        length = len(self.credential_id).to_bytes(2, "big")
        held = bytes(16) + length + self.credential_id + encode_cbor(self._cose())
        attested = encode_cbor({"fmt": "none", "attStmt": {}, "authData": self._data(ATTESTED) + held})
        return self._credential({"clientDataJSON": b64(client), "attestationObject": b64(attested)})

    def sign(self, options: dict[str, Any]) -> str:
        """Answer a sign-in."""
        client = self._client("webauthn.get", options["challenge"])
        self.counter += 1
        data = self._data()
        signature = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(SHA256()))
        answer = {"clientDataJSON": client, "authenticatorData": data, "signature": signature, "userHandle": self.user}
        return self._credential({name: b64(raw) for name, raw in answer.items()})

    def _client(self, kind: str, challenge: str) -> bytes:
        told = {"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}
        return json.dumps(told).encode()

    def _data(self, more: int = 0) -> bytes:
        flags = PRESENT | (VERIFIED if self.verifies else 0) | more
        return hashlib.sha256(self.host.encode()).digest() + bytes([flags]) + self.counter.to_bytes(4, "big")

    def _cose(self) -> dict[int, Any]:
        point = self.key.public_key().public_numbers()
        return {1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32, "big"), -3: point.y.to_bytes(32, "big")}

    def _credential(self, response: dict[str, str]) -> str:
        id_ = b64(self.credential_id)
        return json.dumps(
            {"id": id_, "rawId": id_, "type": "public-key", "response": response, "clientExtensionResults": {}}
        )
