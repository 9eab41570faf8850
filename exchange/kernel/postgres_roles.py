"""Who may do what in the embedded cluster: the superuser, the owner who migrates, the app that serves."""

from collections.abc import Mapping
from enum import StrEnum

import psycopg
from psycopg.sql import SQL, Identifier, Literal

DATABASE = "navette"


class Role(StrEnum):
    """The login roles; the app's rights come from migrations alone."""

    SUPERUSER = "postgres"
    OWNER = "navette_owner"
    APP = "navette_app"


LIMITS = {
    Role.OWNER: {"lock_timeout": "4s"},
    Role.APP: {"statement_timeout": "30s", "lock_timeout": "3s", "idle_in_transaction_session_timeout": "60s"},
}


def prepare_roles(connection: psycopg.Connection, passwords: Mapping[Role, str]) -> None:
    """Bring roles, limits and database to what this release expects. Running it twice changes nothing."""
    known = {name for (name,) in connection.execute("SELECT rolname FROM pg_roles")}
    for role, limits in LIMITS.items():
        if role not in known:
            _create_role(connection, role, passwords[role])
        for name, value in limits.items():
            setting = SQL("ALTER ROLE {} SET {} = {}").format(Identifier(role), Identifier(name), Literal(value))
            connection.execute(setting)
    _create_database(connection)


def _create_role(connection: psycopg.Connection, role: Role, password: str) -> None:
    # The verifier is computed here: the password itself never travels nor meets a log.
    verifier = connection.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256").decode()
    connection.execute(SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(Identifier(role), Literal(verifier)))


def _create_database(connection: psycopg.Connection) -> None:
    database, owner, app = Identifier(DATABASE), Identifier(Role.OWNER), Identifier(Role.APP)
    if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone() is None:
        connection.execute(SQL("CREATE DATABASE {} OWNER {}").format(database, owner))
    connection.execute(SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(database))
    connection.execute(SQL("GRANT CONNECT ON DATABASE {} TO {}").format(database, app))
