"""Kill a writing process again and again, and check the journal after each kill.

    python -m benchmarks.journal_crash [--kills N] [--postgres] [--seed N]

Every kill is SIGKILL, at a random moment or inside an append. Afterwards: the chain of digests, the sums, the cash identity, every write
whole, everything there that was acknowledged, and (SQLite) the file sound. Stops at the first journal that is not whole.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

from agister.stores.journal_postgres import PostgresJournal
from agister.stores.journal_sqlite import SqliteJournal
from tests.journal_kills import Killed, kill_writers
from tests.postgres_server import running_server


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    begin = time.perf_counter()
    if asked.postgres:
        with running_server(durable=True) as server:
            schema = server.new_schema()
            PostgresJournal.create(server.connection, schema=schema).close()
            found = kill_writers(f"{schema}@{server.connection}", asked.kills, asked.seed)
    else:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "journal.sqlite"
            SqliteJournal.create(path).close()
            found = kill_writers(str(path), asked.kills, asked.seed)
    _tell(found, time.perf_counter() - begin)


def _tell(found: Killed, seconds: float) -> None:
    print(
        f"{found.kills} kills ({found.inside} inside an append) in {seconds:.0f} s: the journal was whole after each. "
        f"All {found.acknowledged} entries of which a writer told are there, and {found.entries - found.acknowledged} of whole writes "
        "that it had no time to tell of."
    )


if __name__ == "__main__":
    main()
