"""Everything between an empty folder and a site with its demo territory; safe to repeat at every start."""

import io
import time
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path

import click
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import Flask
from flask.cli import FlaskGroup
from sqlalchemy import text

from exchange.kernel.orm import session

TRANSLATIONS = Path(__file__).parent / "translations"


def compile_translations() -> None:
    """Turn each newer catalogue of translations into what gettext reads; compiled files are not committed."""
    for source in TRANSLATIONS.glob("*/LC_MESSAGES/*.po"):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            _compile(source, target)


def prepare(app: Flask) -> None:
    """Migrate, load the reference data and, on an embedded database without any business, seed the demo territory.

    A database that somebody named is never filled with inventions unless `seed demo` is asked for.
    Raises SystemExit with the reason when a step cannot be done.
    """
    with _step("Migrating the database"):
        _command(app, "db", "upgrade")
    with _step("Loading the catalogue"):
        _command(app, "catalogue", "load")
        _command(app, "match", "catch-up")
    if app.config["EMBEDDED"] and not _has_businesses(app):
        with _step("Seeding the demo territory"):
            accounts = _command(app, "seed", "demo")
        _accounts_note(app).write_text(accounts)


def demo_accounts(app: Flask) -> str:
    """What the demo's seeding said about its accounts; empty on a site without the demo."""
    note = _accounts_note(app)
    return note.read_text() if note.exists() else ""


def _compile(source: Path, target: Path) -> None:
    with source.open("rb") as written:
        catalogue = read_po(written, locale=source.parts[-3])
    fresh = target.with_suffix(".new")
    with fresh.open("wb") as compiled:
        write_mo(compiled, catalogue)
    fresh.replace(target)


def _has_businesses(app: Flask) -> bool:
    with app.app_context():
        return session().execute(text("SELECT 1 FROM business LIMIT 1")).first() is not None


def _accounts_note(app: Flask) -> Path:
    return Path(app.config["DATA"]) / "demo-accounts.txt"


def _command(app: Flask, *words: str) -> str:
    """Run one of the app's own commands here, as `flask --app wsgi …` would; returns what it printed."""
    printed = io.StringIO()
    commands = FlaskGroup(create_app=lambda: app, add_version_option=False)
    try:
        with redirect_stdout(printed):
            commands.main(args=list(words), prog_name="flask", standalone_mode=False)
    except click.ClickException as error:
        raise SystemExit(f"\n`flask {' '.join(words)}` cannot be done: {error.format_message()}") from error
    return printed.getvalue()


@contextmanager
def _step(title: str) -> Iterator[None]:
    click.echo(f"{title} … ", nl=False)
    began = time.monotonic()
    yield
    click.echo(f"{time.monotonic() - began:.1f} s")
