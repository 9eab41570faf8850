"""Settings from the environment, read once when the app is made."""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

MEGABYTE = 1_000_000


def settings(environ: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """Every setting of a process, with what a laptop needs as default. README lists the names."""
    data = Path(environ.get("NAVETTE_DATA", "var")).resolve()
    public_url = environ.get("PUBLIC_URL", "")
    return {
        "DATA": data,
        "EMBEDDED": not environ.get("DATABASE_URL"),
        "DATABASE_URL": _psycopg(environ.get("DATABASE_URL", "")),
        "OWNER_URL": _psycopg(environ.get("DATABASE_OWNER_URL") or environ.get("DATABASE_URL", "")),
        "POOL_SIZE": int(environ.get("POOL_SIZE", "8")),
        "SECRET_KEY": environ.get("SECRET_KEY") or _kept_secret(data),
        "PORT": int(environ.get("PORT", "8000")),
        "PUBLIC_URL": public_url,
        "TRUSTED_PROXIES": int(environ.get("TRUSTED_PROXIES", "0")),
        "SMTP_URL": environ.get("SMTP_URL", ""),
        "MAIL_FROM": environ.get("MAIL_FROM", "Navette <no-reply@navette.example>"),
        "MAP_TILES": environ.get("MAP_TILES", ""),
        "MAP_TILES_CREDIT": environ.get("MAP_TILES_CREDIT", ""),
        "FILES_BUCKET": environ.get("FILES_BUCKET", ""),
        "FILES_ENDPOINT_URL": environ.get("FILES_ENDPOINT_URL", ""),
        "FILES_REGION": environ.get("FILES_REGION", "eu-west-3"),
        "FILES_KEY_ID": environ.get("FILES_KEY_ID", ""),
        "FILES_SECRET": environ.get("FILES_SECRET", ""),
        "CLAIM_MOST_KG": environ.get("CLAIM_MOST_KG", "500"),
        "RATING_DAYS": int(environ.get("RATING_DAYS", "14")),
        "COMPANY_FILES_MB": int(environ.get("COMPANY_FILES_MB", "500")),
        "TERRITORY": environ.get("NAVETTE_TERRITORY", "mel"),
        "STAFF_SECOND_STEP": environ.get("STAFF_SECOND_STEP", "1" if public_url.startswith("https://") else "") == "1",
        "OIDC_ISSUER": environ.get("OIDC_ISSUER", ""),
        "OIDC_CLIENT_ID": environ.get("OIDC_CLIENT_ID", ""),
        "OIDC_CLIENT_SECRET": environ.get("OIDC_CLIENT_SECRET", ""),
        "OIDC_NAME": environ.get("OIDC_NAME", "OpenID"),
        "REGISTER_FR_URL": environ.get("REGISTER_FR_URL", ""),
        "REGISTER_FR_CERTIFICATES": environ.get("REGISTER_FR_CERTIFICATES", ""),
        "MAX_CONTENT_LENGTH": 12 * MEGABYTE,
        "MAX_FORM_MEMORY_SIZE": MEGABYTE // 2,
        "MAX_FORM_PARTS": 400,
        "SESSION_COOKIE_NAME": "__Host-navette" if public_url.startswith("https://") else "navette",
        "SESSION_COOKIE_SECURE": public_url.startswith("https://"),
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
    }


def _psycopg(url: str) -> str:
    """SQLAlchemy's name for the driver, whatever form the operator's URL has."""
    for plain in ("postgres://", "postgresql://"):
        if url.startswith(plain):
            return "postgresql+psycopg://" + url.removeprefix(plain)
    return url


def _kept_secret(data: Path) -> str:
    """A key made once for this data folder, so that sessions survive a restart."""
    path = data / "secret_key"
    if not path.exists():
        data.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(f".{os.getpid()}")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_hex(32))
        fresh.replace(path)
    return path.read_text().strip()
