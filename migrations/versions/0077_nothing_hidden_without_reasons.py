"""Nothing is hidden without its reasons: what is shown leaves the public only with a statement in the same transaction.

Expand: three triggers that look at the commit, as the running release already does what they ask. The decisions
themselves only grow from now on.
"""

from alembic import op

from migrations.promises import SEAL

revision = "0077"
down_revision = "0070"
branch_labels = None
depends_on = None

SEALED = ("review", "hold_rule_version", "rule_hit")
LISTINGS = ("offer", "need")

LISTING_REASONS = """
CREATE OR REPLACE FUNCTION hidden_listing_has_reasons() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    is_hidden boolean;
BEGIN
    EXECUTE format('SELECT EXISTS (SELECT FROM %I WHERE id = $1 AND state IN (''draft'', ''in_review''))', TG_TABLE_NAME)
        INTO is_hidden USING NEW.id;
    IF NOT is_hidden THEN RETURN NULL; END IF;
    IF EXISTS (SELECT FROM review WHERE listing_kind = TG_TABLE_NAME AND listing_id = NEW.id
               AND listing_version = NEW.version AND statement_id IS NOT NULL)
    OR EXISTS (SELECT FROM rule_hit WHERE listing_kind = TG_TABLE_NAME AND listing_id = NEW.id
               AND listing_version = NEW.version AND statement_id IS NOT NULL)
    THEN RETURN NULL; END IF;
    -- What an unverified company changes waits for its first look: nobody decided anything about it.
    IF NEW.state = 'in_review'
    AND EXISTS (SELECT FROM business WHERE id = NEW.business_id AND verification <> 'verified')
    AND NOT EXISTS (SELECT FROM review WHERE listing_kind = TG_TABLE_NAME AND listing_id = NEW.id
                    AND listing_version = NEW.version)
    THEN RETURN NULL; END IF;
    RAISE EXCEPTION '% % was hidden without a statement of reasons', TG_TABLE_NAME, NEW.id
        USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
END $$
"""
LISTING_TRIGGER = """
CREATE CONSTRAINT TRIGGER {table}_hidden_with_reasons AFTER UPDATE OF state ON {table}
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
WHEN (OLD.state IN ('shown_first', 'published', 'exhausted', 'paused') AND NEW.state IN ('draft', 'in_review'))
EXECUTE FUNCTION hidden_listing_has_reasons()
"""
BUSINESS_REASONS = """
CREATE OR REPLACE FUNCTION stopped_business_has_reasons() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    asked text := CASE WHEN TG_NAME = 'business_suspended_with_reasons' THEN 'suspended' ELSE 'refused' END;
BEGIN
    IF EXISTS (SELECT FROM account_measure WHERE business_id = NEW.id AND lifted_at IS NULL AND kind = asked)
    OR NOT EXISTS (SELECT FROM business WHERE id = NEW.id AND asked IN (standing, verification))
    THEN RETURN NULL; END IF;
    RAISE EXCEPTION 'business % was stopped without a statement of reasons', NEW.id
        USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
END $$
"""
SUSPENDED = """
CREATE CONSTRAINT TRIGGER business_suspended_with_reasons AFTER UPDATE OF standing ON business
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
WHEN (OLD.standing <> 'suspended' AND NEW.standing = 'suspended') EXECUTE FUNCTION stopped_business_has_reasons()
"""
REFUSED = """
CREATE CONSTRAINT TRIGGER business_refused_with_reasons AFTER UPDATE OF verification ON business
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
WHEN (OLD.verification <> 'refused' AND NEW.verification = 'refused') EXECUTE FUNCTION stopped_business_has_reasons()
"""


def upgrade() -> None:
    for statement in (LISTING_REASONS, BUSINESS_REASONS, SUSPENDED, REFUSED):
        op.execute(statement)
    for table in LISTINGS:
        op.execute(LISTING_TRIGGER.format(table=table))
    for table in SEALED:
        op.execute(SEAL.format(table=table))
        op.execute(f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM navette_app")


def downgrade() -> None:
    for table in SEALED:
        op.execute(f"DROP TRIGGER {table}_is_append_only ON {table}")
        op.execute(f"GRANT UPDATE, DELETE ON {table} TO navette_app")
    for table in LISTINGS:
        op.execute(f"DROP TRIGGER {table}_hidden_with_reasons ON {table}")
    for name in ("business_suspended_with_reasons", "business_refused_with_reasons"):
        op.execute(f"DROP TRIGGER {name} ON business")
    op.execute("DROP FUNCTION hidden_listing_has_reasons()")
    op.execute("DROP FUNCTION stopped_business_has_reasons()")
