"""The data file of the rules about lots, read once."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from exchange.listings.lawful.core.case import Facts, Rule, RuleBook, Topic

_FILE = Path(__file__).parent / "data" / "lot_rules.toml"


@cache
def rule_book() -> RuleBook:
    """All rules about lots, with their dates and texts."""
    written = tomllib.loads(_FILE.read_text("utf-8"))
    topics = {
        name: Topic(tuple(told["words"]), tuple(told.get("denials", ()))) for name, told in written["topics"].items()
    }
    return RuleBook(tuple(map(_rule, written["rule"])), topics, written["acts"])


def materials_of(name: str) -> frozenset[str]:
    """The nodes that a rule is about: forms ask its question of these alone. Raises StopIteration for no such rule."""
    return next(rule for rule in rule_book().rules if rule.name == name).when["material"]


def _rule(told: dict[str, Any]) -> Rule:
    return Rule(
        name=told["name"], field=told["field"], ground=told["ground"], act=told["act"], since=told["since"],
        until=told.get("until"), when=_facts(told["when"]), unless=_facts(told.get("unless", {})),
        is_checked=told.get("checked", True),
    )  # fmt: skip


def _facts(told: dict[str, list[str]]) -> Facts:
    return {name: frozenset(values) for name, values in told.items()}
