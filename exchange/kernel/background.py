"""A worker beside the web server in the same process, for sites of one machine."""

import asyncio
import threading
from types import TracebackType

import structlog
from flask import Flask

from exchange.kernel.jobs import async_worker
from exchange.kernel.postgres import EmbeddedServer

JOBS_AT_ONCE = 2
GRACE_S = 10.0  # what a running job gets to finish when the site stops
PAUSE_S = 1.0  # between two looks at the database


class BackgroundWorker:
    """Works off jobs in a thread with its own event loop, from `with` to the end of the block.

    A lost database is waited for; the embedded one is looked after and started again when it was killed.
    """

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._live, name="worker", daemon=True)
        self._ended = asyncio.Event()
        self._work: asyncio.Task[None] | None = None

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._end)
        self._thread.join(GRACE_S + PAUSE_S)

    def _live(self) -> None:
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.run(self._work_until_ended())

    async def _work_until_ended(self) -> None:
        keeper = asyncio.create_task(self._keep_database())
        while not self._ended.is_set():
            self._work = asyncio.create_task(self._work_once())
            await asyncio.wait([self._work])
            if not self._ended.is_set():
                structlog.get_logger().warning("worker_lost", reason=str(self._work.exception()))
                await asyncio.sleep(PAUSE_S)
        keeper.cancel()

    async def _work_once(self) -> None:
        async with async_worker(self._app).open_async() as worker:
            await worker.run_worker_async(
                concurrency=JOBS_AT_ONCE, install_signal_handlers=False, shutdown_graceful_timeout=GRACE_S
            )

    async def _keep_database(self) -> None:
        if not self._app.config["EMBEDDED"]:
            return
        server = EmbeddedServer(self._app.config["DATA"] / "postgres")
        try:
            while True:
                await asyncio.sleep(PAUSE_S)
                if not server.is_running():
                    await asyncio.to_thread(server.start)
        finally:
            server.stop()

    def _end(self) -> None:
        self._ended.set()
        if self._work is not None:
            self._work.cancel()
