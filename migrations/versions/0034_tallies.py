"""Published listings are counted as they come and go, so that a search need not count them all.

Expand: the running release writes its listings as before; triggers note what changes as differences, in rows of their
own that no other transaction waits for. What is there is counted in the transaction that brings the triggers, while
writers wait.
"""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

PRICE = "coalesce(sign({price}), 2)::smallint"
PATH = """
CREATE FUNCTION material_path(code text) RETURNS SETOF text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT array_to_string((string_to_array(code, '.'))[1 : depth], '.')
    FROM generate_series(0, cardinality(string_to_array(code, '.'))) AS depth
$$
"""
COUNT_OFFER = f"""
CREATE FUNCTION count_offer(o offer, change integer) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO offer_tally VALUES (
        lower(o.material), {PRICE.format(price="o.price_eur_per_t")}, coalesce(o.condition, 0),
        coalesce(o.legal_status, ''), change
    );
    INSERT INTO cell_tally
    SELECT 'offer', code, o.cell_x_m, o.cell_y_m, {PRICE.format(price="o.price_eur_per_t")}, change
    FROM material_path(o.material_code) AS code;
END
$$
"""
COUNT_NEED = f"""
CREATE FUNCTION count_need(n need, change integer) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO need_tally
    SELECT code, {PRICE.format(price="n.highest_eur_per_t")}, coalesce(n.lowest_grade, 0), change
    FROM (SELECT '' AS code UNION ALL SELECT code FROM material WHERE n.material && int4range(lft, end_)) AS nodes;
    INSERT INTO cell_tally
    SELECT 'need', code, n.cell_x_m, n.cell_y_m, {PRICE.format(price="n.highest_eur_per_t")}, change
    FROM (SELECT '' AS code
          UNION ALL SELECT code FROM material WHERE depth = 0 AND n.material && int4range(lft, end_)) AS nodes;
END
$$
"""
FOLLOW = """
CREATE FUNCTION follow_{side}() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE trades boolean;
BEGIN
    IF TG_OP <> 'INSERT' AND OLD.state = 'published' THEN
        SELECT standing = 'active' INTO trades FROM business WHERE id = OLD.business_id FOR SHARE;
        IF trades THEN PERFORM count_{side}(OLD, -1); END IF;
    END IF;
    IF TG_OP <> 'DELETE' AND NEW.state = 'published' THEN
        SELECT standing = 'active' INTO trades FROM business WHERE id = NEW.business_id FOR SHARE;
        IF trades THEN PERFORM count_{side}(NEW, 1); END IF;
    END IF;
    RETURN NULL;
END
$$
"""
FOLLOW_BUSINESS = """
CREATE FUNCTION follow_standing() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE change integer := CASE WHEN NEW.standing = 'active' THEN 1 ELSE -1 END;
BEGIN
    PERFORM count_offer(o, change) FROM offer o WHERE o.business_id = NEW.id AND o.state = 'published';
    PERFORM count_need(n, change) FROM need n WHERE n.business_id = NEW.id AND n.state = 'published';
    RETURN NULL;
END
$$
"""
RECOUNT = f"""
CREATE FUNCTION recount_listings() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    LOCK TABLE business, offer, need IN SHARE ROW EXCLUSIVE MODE;
    DELETE FROM offer_tally;
    DELETE FROM need_tally;
    DELETE FROM cell_tally;
    INSERT INTO offer_tally
    SELECT lower(o.material), {PRICE.format(price="o.price_eur_per_t")}, coalesce(o.condition, 0),
        coalesce(o.legal_status, ''), count(*)
    FROM offer o JOIN business b ON b.id = o.business_id
    WHERE o.state = 'published' AND b.standing = 'active' GROUP BY 1, 2, 3, 4;
    INSERT INTO cell_tally
    SELECT 'offer', code, g.cell_x_m, g.cell_y_m, g.price, sum(g.listings)
    FROM (SELECT o.material_code, o.cell_x_m, o.cell_y_m, {PRICE.format(price="o.price_eur_per_t")} AS price,
              count(*) AS listings
          FROM offer o JOIN business b ON b.id = o.business_id
          WHERE o.state = 'published' AND b.standing = 'active' GROUP BY 1, 2, 3, 4) AS g,
        material_path(g.material_code) AS code
    GROUP BY 2, 3, 4, 5;
    INSERT INTO need_tally
    SELECT code, g.price, g.grade, sum(g.listings)
    FROM (SELECT n.material, {PRICE.format(price="n.highest_eur_per_t")} AS price, coalesce(n.lowest_grade, 0) AS grade,
              count(*) AS listings
          FROM need n JOIN business b ON b.id = n.business_id
          WHERE n.state = 'published' AND b.standing = 'active' GROUP BY 1, 2, 3) AS g,
        LATERAL (SELECT '' AS code
                 UNION ALL SELECT code FROM material WHERE g.material && int4range(lft, end_)) AS nodes
    GROUP BY 1, 2, 3;
    INSERT INTO cell_tally
    SELECT 'need', code, n.cell_x_m, n.cell_y_m, {PRICE.format(price="n.highest_eur_per_t")}, count(*)
    FROM need n JOIN business b ON b.id = n.business_id,
        LATERAL (SELECT '' AS code
                 UNION ALL SELECT code FROM material WHERE depth = 0 AND n.material && int4range(lft, end_)) AS nodes
    WHERE n.state = 'published' AND b.standing = 'active' GROUP BY 2, 3, 4, 5;
END
$$
"""
COUNTED = {
    "offer": "state, business_id, material, material_code, price_eur_per_t, condition, legal_status, cell_x_m, cell_y_m",
    "need": "state, business_id, material, highest_eur_per_t, lowest_grade, cell_x_m, cell_y_m",
}
FUNCTIONS = ("recount_listings()", "follow_standing()", "follow_need()", "follow_offer()", "count_need(need, integer)",
             "count_offer(offer, integer)", "material_path(text)")  # fmt: skip


def upgrade() -> None:
    op.execute("SET LOCAL statement_timeout = '10min'")
    _tables()
    for function in (PATH, COUNT_OFFER, COUNT_NEED, FOLLOW.format(side="offer"), FOLLOW.format(side="need")):
        op.execute(function)
    op.execute(FOLLOW_BUSINESS)
    op.execute(RECOUNT)
    for side, columns in COUNTED.items():
        _triggers(side, [column.strip() for column in columns.split(",")])
    op.execute(
        "CREATE TRIGGER business_standing_is_counted AFTER UPDATE OF standing ON business FOR EACH ROW"
        " WHEN ((OLD.standing = 'active') <> (NEW.standing = 'active')) EXECUTE FUNCTION follow_standing()"
    )
    op.execute("SELECT recount_listings()")


def downgrade() -> None:
    op.execute("DROP TRIGGER business_standing_is_counted ON business")
    for side in COUNTED:
        for when in ("coming", "change", "going"):
            op.execute(f"DROP TRIGGER {side}_{when}_is_counted ON {side}")
    for function in FUNCTIONS:
        op.execute(f"DROP FUNCTION {function}")
    for table in ("cell_tally", "need_tally", "offer_tally"):
        op.drop_table(table)


def _triggers(side: str, columns: list[str]) -> None:
    run = f"FOR EACH ROW WHEN (%s) EXECUTE FUNCTION follow_{side}()"
    changed = " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in columns)
    is_seen = "(OLD.state = 'published' OR NEW.state = 'published')"
    for when, verb, test in (
        ("coming", "INSERT", "NEW.state = 'published'"),
        ("change", "UPDATE", f"{is_seen} AND ({changed})"),
        ("going", "DELETE", "OLD.state = 'published'"),
    ):
        op.execute(f"CREATE TRIGGER {side}_{when}_is_counted AFTER {verb} ON {side} {run % test}")


def _tables() -> None:
    price = ("price", sa.SmallInteger(), "Sign of the price per tonne; 2: open")
    grade = ("grade", sa.SmallInteger(), "0: none told")
    code = ("material_code", sa.Text(), "A node and all under it; empty: every material")
    count = ("listings", sa.Integer(), "How many more or fewer; the sum counts")
    cell = [("cell_x_m", sa.Double(), None), ("cell_y_m", sa.Double(), None)]
    material = ("material", sa.Integer(), "Where the node's interval begins")
    status = ("status", sa.Text(), "Empty: none told")
    _table("offer_tally", material, price, grade, status, count)
    _table("need_tally", code, price, grade, count)
    _table("cell_tally", ("kind", sa.Text(), "offer or need"), code, *cell, price, count)
    op.create_index("need_tally_material_code_idx", "need_tally", ["material_code"])
    op.create_index(
        "cell_tally_where_idx", "cell_tally", ["kind", "material_code", "cell_x_m", "cell_y_m"],
        postgresql_include=["price", "listings"],
    )  # fmt: skip


def _table(name: str, *columns: tuple[str, sa.types.TypeEngine, str | None]) -> None:
    op.create_table(name, *(sa.Column(column, kind, nullable=False, comment=why) for column, kind, why in columns))
