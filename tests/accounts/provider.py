"""A small OpenID provider on this machine: authorization code, PKCE, nonce, RS256; it lies where a test wants it to."""

import hashlib
import secrets
import threading
import time
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from flask import Flask, jsonify, redirect, request
from flask.typing import ResponseReturnValue
from joserfc import jwt
from joserfc.jwk import RSAKey
from werkzeug.serving import make_server

CLIENT, SECRET = "navette", "a secret of the two"


@dataclass
class Provider:
    """Who signs in there, and what its tokens say wrongly."""

    address: str = ""
    person: dict[str, Any] = field(default_factory=dict)
    lies: dict[str, Any] = field(default_factory=dict)
    elsewhere: dict[str, Any] = field(default_factory=dict)
    """What its description of itself says otherwise."""
    signs_with: RSAKey | None = None
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one"}))
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)

    def token(self, nonce: str) -> str:
        now = int(time.time())
        claims = {"iss": self.address, "aud": CLIENT, "nonce": nonce, "iat": now, "exp": now + 300}
        return jwt.encode(
            {"alg": "RS256", "kid": "one"}, {**claims, **self.person, **self.lies}, self.signs_with or self.key
        )


@contextmanager
def running() -> Iterator[Provider]:
    """The provider behind its own port."""
    provider = Provider()
    server = make_server("127.0.0.1", 0, _app(provider), threaded=True)
    provider.address = f"http://127.0.0.1:{server.port}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield provider
    server.shutdown()
    thread.join()
    server.server_close()


def _app(provider: Provider) -> Flask:
    app = Flask("provider")

    @app.get("/.well-known/openid-configuration")
    def configuration() -> ResponseReturnValue:
        ends = {f"{name}_endpoint": f"{provider.address}/{name}" for name in ("authorization", "token")}
        told = {"issuer": provider.address, "jwks_uri": f"{provider.address}/keys"}
        return jsonify({**told, **ends, "id_token_signing_alg_values_supported": ["RS256"], **provider.elsewhere})

    @app.get("/keys")
    def keys() -> ResponseReturnValue:
        return jsonify(keys=[provider.key.as_dict(private=False)])

    @app.get("/authorization")
    def authorization() -> ResponseReturnValue:
        asked = request.args.to_dict()
        provider.asked.append(asked)
        code = secrets.token_urlsafe()
        provider.codes[code] = asked
        return redirect(f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}")

    @app.post("/token")
    def token() -> ResponseReturnValue:
        asked = provider.codes.pop(request.form["code"], None)
        verifier = request.form.get("code_verifier", "")
        challenge = urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")
        right = (request.authorization.username, request.authorization.password) if request.authorization else None
        if asked is None or challenge != asked.get("code_challenge") or right != (CLIENT, SECRET):
            return jsonify(error="invalid_grant"), 400
        return jsonify(access_token="x", token_type="Bearer", id_token=provider.token(asked["nonce"]))

    return app
