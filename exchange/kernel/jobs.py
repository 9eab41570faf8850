"""Jobs: named here, enqueued in the transaction of the change, run by the room that registers the task."""

import enum
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask import Flask
from procrastinate import App, BaseConnector, PsycopgConnector, RetryStrategy, SyncPsycopgConnector
from procrastinate.exceptions import AlreadyEnqueued

from exchange.kernel.orm import session

PATIENTLY = RetryStrategy(max_attempts=6, exponential_wait=4)
"""From seconds to about an hour."""


class Job(enum.StrEnum):
    """Everything that happens later. Each name has exactly one task (a test counts them)."""

    SEND_MAIL = "send_mail"
    RESCUE_STALLED = "rescue_stalled"
    PAIR_OFFER = "pair_offer"
    PAIR_NEED = "pair_need"
    PAIR_ALL = "pair_all"
    FOLLOW_BUSINESS = "follow_business"
    FOLLOW_SITE = "follow_site"
    FOLLOW_SUBSTITUTIONS = "follow_substitutions"
    FOLLOW_PERMITS = "follow_permits"
    PAIR_FORGOTTEN = "pair_forgotten"
    EXPIRE_LISTINGS = "expire_listings"
    OPEN_LISTINGS = "open_listings"
    HIDE_UNLAWFUL = "hide_unlawful"
    NOTE_TEXTS = "note_texts"
    FORGET_DRAFTS = "forget_drafts"
    FOLD_TALLIES = "fold_tallies"
    EXPIRE_PROPOSALS = "expire_proposals"
    CONFIRM_BY_SILENCE = "confirm_by_silence"
    LAPSE_HOLDS = "lapse_holds"
    LAPSE_SAMPLES = "lapse_samples"
    REMIND_DEALS = "remind_deals"
    REVEAL_RATINGS = "reveal_ratings"
    REMIND_RATINGS = "remind_ratings"
    FOLLOW_STOCK = "follow_stock"
    FOLLOW_STANDING = "follow_standing"
    FOLLOW_RHYTHMS = "follow_rhythms"
    PURSUE_CLAIMS = "pursue_claims"
    WAKE_SEARCHES = "wake_searches"
    TELL_WATCHERS = "tell_watchers"
    MAIL_NOTICES = "mail_notices"
    MAIL_DIGEST = "mail_digest"
    MAIL_DIGESTS = "mail_digests"
    IMPORT_FLOWS = "import_flows"
    IMPORT_LOTS = "import_lots"
    WRITE_REGISTER = "write_register"
    REMIND_PERMITS = "remind_permits"
    WRITE_RESET = "write_reset"
    ASK_REGISTER = "ask_register"
    TELL_REPORTER = "tell_reporter"
    PACK_PERSON = "pack_person"
    ERASE_PEOPLE = "erase_people"
    SWEEP = "sweep"
    SWEEP_FILES = "sweep_files"
    RETAIN = "retain"


_PRIORITIES = {Job.SEND_MAIL: 1, Job.WRITE_RESET: 1, Job.WAKE_SEARCHES: -1, Job.TELL_WATCHERS: -1}
"""Somebody waits for a mail: it overtakes the pairing of a territory. A page waits for matches, none for alerts."""


@dataclass(frozen=True, slots=True)
class Task:
    """A registered task: what runs, how it is retried, and when by the clock if periodic."""

    run: Callable[..., None]
    retry: RetryStrategy | None
    cron: str | None


TASKS: dict[Job, Task] = {}


def task(
    job: Job, *, retry: RetryStrategy | None = PATIENTLY, cron: str | None = None
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Register what runs under a job's name. A periodic one (``cron``) takes no arguments."""

    def register(run: Callable[..., None]) -> Callable[..., None]:
        if job in TASKS and TASKS[job].run is not run:
            raise RuntimeError(f"two tasks for {job}")
        TASKS[job] = Task(run, retry, cron)
        return run

    return register


_deferring = App(connector=SyncPsycopgConnector())


def defer(job: Job, *, lock: str | None = None, only_once: str | None = None, **arguments: str | int) -> None:
    """Enqueue a job in the caller's transaction: rolled back with it, committed with it.

    Jobs of one ``lock`` run one after the other. With ``only_once`` a job that already waits under
    that key is enough.
    """
    if only_once is None:
        _enqueue(job, lock, None, arguments)
        return
    while not _waits(only_once):
        try:
            with session().begin_nested():  # a refusal must not abort the transaction
                _enqueue(job, lock, only_once, arguments)
        except AlreadyEnqueued:
            continue
        return


def _waits(key: str) -> bool:
    """Whether a job waits under a key; its row is locked then, so that no worker takes it before our change is seen."""
    waiting = "SELECT FROM procrastinate_jobs WHERE queueing_lock = :key AND status = 'todo' FOR UPDATE"
    return session().execute(sa.text(waiting), {"key": key}).first() is not None


def _enqueue(job: Job, lock: str | None, only_once: str | None, arguments: Mapping[str, str | int]) -> None:
    """On the session's own driver connection, asked for here: that is what sends a pending SAVEPOINT."""
    connection = session().connection().connection.driver_connection
    deferrer = _deferring.configure_task(
        job.value, lock=lock, queueing_lock=only_once, connection=connection, priority=_PRIORITIES.get(job, 0)
    )  # fmt: skip
    deferrer.defer(**arguments)


def async_worker(app: Flask) -> App:
    """The worker's side: an app that knows every task and runs each in an application context."""
    return with_tasks(app, PsycopgConnector(conninfo=conninfo(app), min_size=1, max_size=4))


def with_tasks(app: Flask, connector: BaseConnector) -> App:
    """A Procrastinate app over a connector with all registered tasks."""
    worker = App(connector=connector)
    for job, spec in TASKS.items():
        registered = worker.task(name=job.value, retry=spec.retry or False)(_in_context(app, spec))
        if spec.cron:
            worker.periodic(cron=spec.cron)(registered)
    return worker


def conninfo(app: Flask) -> str:
    """The application's database as libpq writes it."""
    return str(app.config["DATABASE_URL"]).replace("postgresql+psycopg://", "postgresql://", 1)


def _in_context(app: Flask, spec: Task) -> Callable[..., None]:
    def run(timestamp: int | None = None, **arguments: Any) -> None:  # noqa: ARG001 — periodic jobs pass their due time
        with app.app_context():
            spec.run(**arguments)

    return run
