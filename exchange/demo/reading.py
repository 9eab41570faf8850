"""The demo's data files as values: trades, kinds of lots, words, and the fixed companies and people."""

import csv
import tomllib
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from exchange.accounts.models import MemberRole, StaffRole
from exchange.kernel.trade import Grade, LegalStatus
from exchange.listings.legal import EndOfWasteAct

_DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Trade:
    """What a company does for a living: how such companies are called, and how many of them there are."""

    key: str
    names: dict[str, str]
    activity: str
    weight: int


@dataclass(frozen=True, slots=True)
class Kind:
    """A sort of lot: who has it left over, who takes it, in which quantities (of ``unit``) and at what price."""

    code: str
    unit: str
    unit_kg: Decimal | None
    quantities: tuple[Decimal, Decimal]
    flow_share: float
    prices_eur_per_t: tuple[int, int]
    status: LegalStatus
    waste_code: str
    act: EndOfWasteAct | None
    grades: tuple[Grade, Grade]
    givers: tuple[str, ...]
    takers: tuple[str, ...]
    titles: dict[str, tuple[str, ...]]

    @property
    def is_hazardous(self) -> bool:
        """Whether its waste code carries a star."""
        return self.waste_code.endswith("*")


@dataclass(frozen=True, slots=True)
class FixedCompany:
    """A company that is the same in every demo or review."""

    key: str
    trade: str
    name: str
    commune: str
    lots: tuple[str, ...]
    needs: tuple[str, ...]
    permits: tuple[str, ...] = ()
    """Materials whose waste codes its permit covers."""
    is_verified: bool = True
    suspended_because: str = ""


@dataclass(frozen=True, slots=True)
class Character:
    """Somebody with an account, and what they are here for. Staff have no company; who has no password stays out."""

    email: str
    name: str
    language: str
    password: str = ""
    described: str = ""
    company: str = ""
    role: MemberRole = MemberRole.MANAGER
    staff_role: StaffRole | None = None
    is_confirmed: bool = True


@dataclass(frozen=True, slots=True)
class Cast:
    """Fixed companies and people of one file."""

    companies: tuple[FixedCompany, ...]
    people: tuple[Character, ...]


@cache
def trades() -> dict[str, Trade]:
    """Every trade by its key."""
    rows = _rows("trades.csv")
    return {
        row["key"]: Trade(row["key"], {"fr": row["fr"], "nl": row["nl"]}, row["activity"], int(row["weight"]))
        for row in rows
    }


@cache
def kinds() -> dict[str, Kind]:
    """Every kind of lot by its material."""
    return {row["code"]: _kind(row) for row in _rows("lots.csv")}


@cache
def words() -> dict[str, Any]:
    """Names, streets, notes and sentences, by subject and language."""
    return _toml("words.toml")


@cache
def sheet() -> bytes:
    """A PDF that stands for every safety data sheet."""
    return (_DATA / "safety_sheet.pdf").read_bytes()


@cache
def cast(name: str) -> Cast:
    """The fixed companies and people of «cast» (the demo's) or «review»."""
    written = _toml(f"{name}.toml")
    return Cast(tuple(map(_company, written["companies"])), tuple(map(_character, written["people"])))


def _company(facts: dict[str, Any]) -> FixedCompany:
    lists = {name: tuple(facts.get(name, ())) for name in ("lots", "needs", "permits")}
    return FixedCompany(**{**facts, **lists})


def _character(facts: dict[str, Any]) -> Character:
    staff_role = StaffRole(facts["staff_role"]) if "staff_role" in facts else None
    role = MemberRole(facts.get("role", MemberRole.MANAGER))
    return Character(**{**facts, "role": role, "staff_role": staff_role})


def _kind(row: dict[str, str]) -> Kind:
    return Kind(
        code=row["code"],
        unit=row["unit"],
        unit_kg=Decimal(row["kg"]) if row["kg"] else None,
        quantities=(Decimal(row["low"]), Decimal(row["high"])),
        flow_share=float(row["flow"]),
        prices_eur_per_t=(int(row["price_low"]), int(row["price_high"])),
        status=LegalStatus(row["status"]),
        waste_code=row["waste_code"],
        act=EndOfWasteAct(row["act"]) if row["act"] else None,
        grades=(Grade(int(row["grade_low"])), Grade(int(row["grade_high"]))),
        givers=tuple(row["givers"].split("|")),
        takers=tuple(row["takers"].split("|")),
        titles={language: tuple(row[language].split("|")) for language in ("fr", "en", "nl")},
    )


def _rows(name: str) -> list[dict[str, str]]:
    with (_DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((_DATA / name).read_text("utf-8"))
