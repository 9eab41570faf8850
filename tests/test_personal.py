"""Every column of the database says whether it is about a person, and what becomes of it then."""

import sqlalchemy as sa

from exchange.kernel.orm import Base
from exchange.kernel.personal import Declared, Erasure, Export, Personal, declared, shortcomings, terms

NOTHING = Declared((), frozenset(), {})


def diary(**declaration: str) -> list[str]:
    """What is missing for a table of two columns of which one was declared."""
    metadata = sa.MetaData()
    sa.Table("diary", metadata, sa.Column("id", sa.Uuid), sa.Column("secret_wish", sa.Text))
    personal = {name: Personal.read(text) for name, text in declaration.items()}
    return shortcomings(metadata, {"diary": Declared((), frozenset({"id"}), personal)})


def test_every_column_is_personal_or_declared_not_to_be() -> None:
    assert shortcomings(Base.metadata, declared()) == []


def test_a_new_column_is_told_where_to_be_declared() -> None:
    (message,) = diary()

    assert message.startswith("diary.secret_wish: is it about a person? Put it under")
    assert "exchange/kernel/data/personal.toml" in message


def test_what_is_told_needs_somebody_whom_it_is_told() -> None:
    assert "«about»" in diary(secret_wish="told, blanked, account")[0]
    assert diary(secret_wish="withheld, blanked, account") == []


def test_what_is_gone_must_not_be_declared() -> None:
    assert diary(secret_wish="withheld, kept, account", colour="withheld, kept, account") == [
        "diary.colour: no such column; take it out"
    ]
    assert shortcomings(sa.MetaData(), {"diary": NOTHING}) == ["diary: no such table; take it out"]


def test_who_did_something_is_always_personal() -> None:
    links = [
        f"{table.name}.{column.name}"
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if any(key.column.table.name == "person" for key in column.foreign_keys)
        and column.name not in declared()[table.name].personal
    ]

    assert links == []


def test_every_term_of_keeping_is_explained_and_used() -> None:
    used = {column.term for table in declared().values() for column in table.personal.values()}

    assert used == terms().keys()


def test_whose_a_row_is_is_said_by_columns_that_exist() -> None:
    wrong = [
        f"{name}: {path}"
        for name, table in declared().items()
        for path in table.about
        if not _exists(Base.metadata.tables[name], path)
    ]

    assert wrong == []


def test_secrets_are_never_told_and_never_survive() -> None:
    secrets = [
        (name, column, one)
        for name, table in declared().items()
        for column, one in table.personal.items()
        if column in {"password_hash", "token_hash", "secret_hash", "undo_hash"}
    ]

    assert len(secrets) == 6
    for _table, _column, one in secrets:
        assert one.export is Export.WITHHELD
        assert one.erasure in {Erasure.BLANKED, Erasure.DROPPED}


def _exists(table: sa.Table, path: str) -> bool:
    here, _, there = path.partition(">")
    if not there:
        kind, _, column = path.rpartition(":")
        return (column.partition(".")[0] if kind == "among" else column) in table.c
    other, _, rest = there.partition(".")
    return here in table.c and _exists(Base.metadata.tables[other], rest)
