"""A few firms around Lille, and all that they, moderators, registers and the calendar can do; each act commits."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from unittest.mock import patch
from uuid import UUID, uuid4

import sqlalchemy as sa

from exchange.accounts import service as accounts
from exchange.accounts.models import Permit, StaffRole
from exchange.catalogue import files
from exchange.catalogue import service as catalogue
from exchange.deals import queries as deal_queries
from exchange.deals import service as deals
from exchange.deals.models import Hauler, WeightKind
from exchange.kernel import clock
from exchange.kernel.jobs import TASKS, Job, defer
from exchange.kernel.orm import db, session
from exchange.kernel.place import Place
from exchange.kernel.refusals import Refusal
from exchange.kernel.territory import territory
from exchange.kernel.unit_of_work import unit_of_work
from exchange.listings import service as listings
from exchange.listings.flows.rows import FlowRow, Role
from exchange.listings.flows.service import import_flows
from exchange.matching import service as matching
from exchange.matching.core.weights import Weights
from exchange.matching.queries import weights as stored_weights
from tests import makers

PLACES = [Place(50.63, 3.05), Place(50.70, 3.16), Place(50.61, 3.39), Place(50.37, 3.08), Place(50.92, 2.95)]
"""Lille, Roubaix, Tournai, Douai, Ypres: from within most reaches to beyond some."""
_WAITING = """
    SELECT id, task_name, args, lock FROM procrastinate_jobs
    WHERE status = 'todo' AND task_name <> 'send_mail' ORDER BY id
"""
INVENTED = {
    "substitution_id": "X1", "replaced_material": "wood.pallets", "substitute_material": "metal.slag",
    "condition": "Only in a test",
}  # fmt: skip


@dataclass
class Firm:
    """Who acts, for whom, and where."""

    person_id: UUID
    business_id: UUID
    site_id: UUID

    @property
    def by(self) -> dict[str, Any]:
        """As listings ask for it."""
        return {"by": self.person_id, "business_id": self.business_id}


@dataclass
class World:
    """The time of the world moves with every act."""

    now: datetime = makers.MONDAY
    firms: list[Firm] = field(default_factory=list)
    rules: list[dict[str, str]] = field(default_factory=lambda: files.cells("substitutions.csv"))
    moderator_id: UUID | None = None

    def settle(self) -> None:
        """Four firms with a site each, one of them not verified, and somebody who moderates them."""
        self.moderator_id = makers.a_person("Mona", staff=StaffRole.ADMINISTRATOR).id
        for number, place in enumerate(PLACES[:4]):
            person = makers.a_person(f"Person {number}")
            business = makers.a_business(f"Firm {number}", member=person, verified=number != 3)
            self.firms.append(Firm(person.id, business.id, makers.a_site(business, place).id))

    @property
    def today(self) -> date:
        """The territory's day."""
        return clock.day_of(self.now)

    @contextmanager
    def act(self) -> Iterator[datetime]:
        """One transaction a minute later; a refusal undoes all of it, as at the door."""
        self.now += timedelta(minutes=1)
        db.session.remove()
        with suppress(Refusal), patch.object(clock, "now", lambda: self.now), unit_of_work():
            yield self.now

    def firm_of(self, table: str, listing_id: UUID) -> Firm:
        """Whose a listing is."""
        row = sa.text(f"SELECT business_id FROM {table} WHERE id = :id")
        business_id = session().scalar(row, {"id": listing_id})
        return next(firm for firm in self.firms if firm.business_id == business_id)

    def ids(self, table: str) -> list[UUID]:
        """Every listing that somebody posted, oldest first."""
        rows = f"SELECT id FROM {table} WHERE observed_ref IS NULL ORDER BY id"
        return list(session().scalars(sa.text(rows)))

    def deal(self, offer_id: UUID, need_id: UUID | None, taker: Firm, quantity: Decimal, end: str) -> None:
        """Agreed on, for a need or none; then called off, weighed as agreed or otherwise, or left so."""
        giver = self.firm_of("offer", offer_id)
        gives, takes = (deals.Party(firm.person_id, firm.business_id) for firm in (giver, taker))
        terms = deals.TermsDraft(quantity, Decimal(0), Hauler.TAKER)
        made: list[UUID] = []
        with self.act() as at:
            made.append(deals.propose(deals.ProposalDraft(offer_id, terms, need_id), by=takes, at=at).id)
        with suppress(IndexError):
            deal_id = made[0]
            with self.act() as at:
                deals.accept(deal_id, version=1, by=gives, at=at)
            self._end(deal_id, end, gives, takes, quantity)

    def _end(self, deal_id: UUID, end: str, gives: Any, takes: Any, quantity: Decimal) -> None:
        deal = deal_queries.whole(deal_id)
        if deal is None or deal.load is None or end == "agreed":
            return
        if end == "cancelled":
            with self.act() as at:
                deals.cancel(deal_id, "Plans changed", by=takes, at=at)
            return
        weight = quantity * (Decimal("0.5") if end == "lighter" else Decimal("1.2") if end == "heavier" else 1)
        with self.act() as at:
            deals.hand_over(deal_id, 1, by=gives, at=at)
        with self.act() as at:
            deals.weigh(deal_id, 1, deals.WeightDraft(weight, True, WeightKind.REAL), by=takes, at=at)
        with self.act() as at:
            deals.confirm(deal_id, 1, received_kg=weight.quantize(Decimal("0.001")), by=gives, at=at)

    def state_permit(self, firm: Firm, days: int, *, verify: bool) -> None:
        """A permit for wooden packaging for some days; a moderator has seen the paper, or says no."""
        with self.act() as at:
            permit = Permit(
                site_id=firm.site_id, rubric="2714", reference="P", waste_codes=["150103"], created_at=at,
                valid_until=self.today + timedelta(days=days),
            )  # fmt: skip
            session().add(permit)
        with self.act() as at:
            if verify:
                accounts.verify_permit(permit.id, by=self.moderator_id, at=at)
            else:
                accounts.refuse_permit(permit.id, by=self.moderator_id, at=at, reason="Another site's")

    def move(self, firm: Firm, place: Place) -> None:
        """Its site stands elsewhere from now on."""
        commune = territory().communes["59350"]
        draft = accounts.SiteDraft("Yard", "1 rue de la Navette", "59000", commune, place, {}, "")
        with self.act() as at:
            accounts.change_site(firm.site_id, firm.business_id, draft, by=firm.person_id, at=at)

    def weigh(self, weights: Weights) -> None:
        """Other weights."""
        with self.act() as at:
            version = stored_weights.setting().version
            matching.set_weights(weights, version=version, reason="Test", by=self.moderator_id, at=at)

    def toggle_rule(self, code: str) -> None:
        """A substitution of the catalogue's file goes or comes back; X1 is one that the file never held."""
        known = {row["substitution_id"]: row for row in [*files.cells("substitutions.csv"), INVENTED]}
        here = [row for row in self.rules if row["substitution_id"] != code]
        self.rules = here if len(here) < len(self.rules) else [*self.rules, known[code]]
        loaded = {row["code"]: row for row in files.substitutions()}
        invented = {**loaded["S16"], "code": "X1", "substitute_code": "metal.slag", "condition": INVENTED["condition"]}
        rows = [{**loaded, "X1": invented}[row["substitution_id"]] for row in self.rules]
        digest = uuid4().hex
        with (
            patch.object(files, "substitutions", lambda: iter(rows)),
            patch.object(files, "digest", lambda: digest),
            self.act() as at,
        ):
            catalogue.load(at=at)

    def import_flow(self, establishment: int, role: Role, material: str, tonnes: int, place: Place) -> None:
        """A register's line, new or corrected."""
        row = FlowRow(
            2, f"E-{establishment}", f"Register {establishment}", place, role, material, Decimal(tonnes * 1000),
            makers.TODAY, makers.TODAY + timedelta(days=400), 40,
        )  # fmt: skip
        with self.act() as at:
            import_flows([row], at=at)

    def pass_days(self, days: int) -> None:
        """The calendar goes on, and its timers come due."""
        self.now += timedelta(days=days)
        with self.act():
            defer(Job.EXPIRE_LISTINGS)
            defer(Job.FOLLOW_PERMITS)

    def waiting(self) -> list[Any]:
        """Jobs that a worker may take now: of one lock the oldest only. Mails are not what this is about."""
        first: dict[Any, Any] = {}
        for job in session().execute(sa.text(_WAITING)):
            first.setdefault(job.lock or job.id, job)
        return list(first.values())

    def run(self, job: Any, *, and_die: bool = False) -> None:
        """What a worker does with a job; one that dies at the end leaves it waiting and nothing else."""
        with suppress(_Killed), self.act():
            TASKS[Job(job.task_name)].run(**job.args)
            if and_die:
                raise _Killed
            session().execute(
                sa.text("UPDATE procrastinate_jobs SET status = 'succeeded' WHERE id = :id"), {"id": job.id}
            )

    def run_all(self) -> None:
        """Until nothing waits."""
        while jobs := self.waiting():
            for job in jobs:
                self.run(job)

    def post(self, kind: str, firm: Firm, draft: Any) -> None:
        """Somebody posts."""
        verb = listings.post_offer if kind == "offer" else listings.post_need
        with self.act() as at:
            verb(draft, **firm.by, at=at)

    def turn(self, verb: str, kind: str, listing_id: UUID) -> None:
        """Pause, resume, withdraw by its owner; publish, reject by a moderator."""
        done_by = {"by": self.moderator_id} if verb in {"publish", "reject"} else self.firm_of(kind, listing_id).by
        with self.act() as at:
            getattr(listings, f"{verb}_{kind}")(listing_id, **done_by, at=at)


class _Killed(Exception):
    """The worker is gone."""
