"""How matching grows: `python3 dev.py bench`, or `.venv/bin/python -m bench.matching --rows 10000 100000 1000000`.

Makes territories of each size on a throw-away PostgreSQL, asks the exchange, the SQL that most would write and a scan
in memory the same questions, and prints Markdown. Ends with an error when any answer differs.
"""

import argparse
import gc
import sys
import time

from bench.aims import aims
from bench.cluster import Stage, stage
from bench.inserts import insert_times
from bench.loading import load
from bench.pages import page_times
from bench.plain import Plain
from bench.posting import post_and_wait
from bench.report import Results, machine, tables
from bench.retrieval import Desk, Measured
from bench.scan import Scan
from bench.world import World, make_world
from exchange.catalogue import queries as catalogue
from exchange.catalogue.core.snapshot import Catalogue
from exchange.kernel import clock
from exchange.kernel.territory import territory
from exchange.matching.core.weights import Weights


def main() -> None:
    """Measure each size and print as soon as it is done; the aims come last. Progress goes to stderr."""
    options = _parser().parse_args()
    results: list[Results] = []
    for rows in sorted(options.rows):
        with stage() as ready:
            if not results:
                print(machine(ready.owner.info.parameter_status("server_version") or ""), end="\n\n")
            results.append(_measured(ready, rows, options))
        print(tables(results[-1]), flush=True)
    print(aims(results))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, nargs="+", default=[10_000, 100_000, 1_000_000], help="live rows a side")
    parser.add_argument("--questions", type=int, default=300, help="new listings a set; a third of it for one town")
    parser.add_argument("--posts", type=int, default=30, help="listings posted a side")
    parser.add_argument("--seed", type=int, default=7)
    return parser


def _measured(ready: Stage, rows: int, options: argparse.Namespace) -> Results:
    with ready.app.app_context():
        known, weights = catalogue.current(), Weights(**territory().weights)
    _say(f"{rows:,} rows: dealing")
    world = make_world(rows, known, clock.today(), options.seed)
    _say("loading")
    with ready.app.app_context():
        loaded = load(ready.owner, world)
    _say("asking")
    measured = _ask(ready, world, known, weights, options.questions)
    for one in measured:
        _say(f"{one.name}: {one.ours} ms, SQL {one.plain}, closer {one.closer}, scan {one.scan}")
    _say("posting")
    posted = post_and_wait(ready, world, options.posts)
    _say("pages")
    page = page_times(ready, world)
    _say("inserting")
    return Results(rows, loaded, measured, posted, page, insert_times(ready.owner))


def _ask(ready: Stage, world: World, known: Catalogue, weights: Weights, questions: int) -> list[Measured]:
    ready.owner.execute("SET plan_cache_mode = force_custom_plan")
    desk = Desk(world, known, Plain.of(ready.owner, world, weights), Scan.of(world, weights), weights)
    gc.collect()
    gc.freeze()  # what lives through the run is not searched for garbage in the middle of a question
    with ready.app.app_context():
        return desk.measure(questions)


def _say(what: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
