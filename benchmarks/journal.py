"""A large journal in SQLite: booking it, the balance check, the report, and verifying the chain.

    python -m benchmarks.journal [--postings N] [--at FILE] [--phases NAME,NAME]

An office of forty quarters: in each quarter parties are assessed, pay, and their money is matched and shared out to payees who are paid.
Every entry is booked through the journal with the checks of a levy office: the slow part, a quarter of an hour for the ten million
postings of the measurements (`--postings 10_000_000 --at FILE`). `--at` keeps the file, or goes on with one that is there;
`--phases balances,report` then measures these alone. Each phase runs in a process of its own, and tells its time by the clock, the
processor's time, and its peak memory. The report is computed from entries that are verified on their own, in the last phase.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

from agister.ledger import JournalEntry
from agister.ledger.entry import START
from agister.levy.chart import check_cash_identity, move
from agister.levy.events import check_event
from agister.publishing.levy.report import read_report
from agister.stores.journal_sqlite import SqliteJournal
from agister.stores.journal_verify import verify

QUARTERS = 40
#: Postings of ten parties and ten payees in one quarter: assessed 2, received 2, matched 4, entitled 2, and nine are paid 2.
POSTINGS_OF_TEN = 118
#: Entries of one write.
AT_ONCE = 50_000
PHASES = ("fill", "balances", "report", "totals", "read", "verify")


def office(postings: int) -> Iterator[JournalEntry]:
    """What happens in the office, until so many postings are made."""
    each = postings * 10 // (QUARTERS * POSTINGS_OF_TEN) + 1
    facts = {"name": "Office", "instrument": "model-act", "instrument_digest": START, "currency": "EUR"}
    yield _entry("office", "office_opened", date(2030, 1, 1), "office:o", facts)
    for quarter in range(QUARTERS):
        yield from _quarter(
            f"{2030 + quarter // 4}-Q{quarter % 4 + 1}", date(2030, 1, 1) + timedelta(91 * quarter), each
        )


def _quarter(period: str, first: date, each: int) -> Iterator[JournalEntry]:
    units = [100_000 + party * 37 % 900_000 for party in range(each)]
    for party in range(each):
        on = first + timedelta(party % 60)
        name = f"p{party:06}"
        yield from _paid_in(f"{period}-{name}", period, name, units[party], on)
    pot, fund = f"Pot:{period}", "Fund:commons"
    on = first + timedelta(80)
    yield _entry(
        f"run/{period}", "run_approved", on, f"run:{period}", {"approval": 2}, *move(pot, fund, sum(units), "EUR")
    )
    for payee in range(each):
        yield from _paid_out(f"{period}-c{payee:06}", period, f"c{payee:06}", units[payee], on + timedelta(payee % 10))


def _paid_in(name: str, period: str, party: str, units: int, on: date) -> Iterator[JournalEntry]:
    receivable, assessed, pot = f"Receivable:Levy:{party}", f"Assessed:Levy:{period}", f"Pot:{period}"
    facts = {
        "assessment_kind": "self", "party": party, "period": period, "instrument": "model-act", "instrument_digest": START,
        "law_of": "2030-01-01", "base": "turnover", "given": {"turnover": str(units * 100)}, "amount": units, "currency": "EUR",
        "exact": str(units), "base_amount": units * 100, "members": {}, "rates": ["1/100"], "charge": f"charge-{name}",
        "lines": [{"what": "turnover", "amount": units * 100, "law": "art. 2"}, {"what": "rate", "rate": "1/100", "law": "art. 3"}],
        "due": "2031-01-01",
    }  # fmt: skip
    yield _entry(
        f"assessed/{name}", "assessed", on, f"assessment:{name}", facts, *move(receivable, assessed, units, "EUR")
    )
    facts = {
        "statement_digest": START, "bank_reference": f"ref {name}", "amount": units, "currency": "EUR", "value_day": on.isoformat(),
        "reference": "RF18539007547034", "place": "Ntry[7]",
    }  # fmt: skip
    yield _entry(
        f"received/{name}", "received", on, f"receipt:{name}", facts, *move("Bank:main", "Suspense", units, "EUR")
    )
    applied = [{"charge": f"charge-{name}", "what": "Levy", "units": units}]
    facts = {"party": party, "amount": units, "applied": applied, "method": "reference"}
    both = (*move("Suspense", pot, units, "EUR"), *move(assessed, receivable, units, "EUR"))
    yield _entry(f"matched/{name}", "matched", on, f"receipt:{name}", facts, *both)


def _paid_out(name: str, period: str, payee: str, units: int, on: date) -> Iterator[JournalEntry]:
    facts = {
        "run": period, "payee": payee, "amount": units, "path": ["commons", payee], "due": f"{units}/1", "reason": "its share",
    }  # fmt: skip
    payable = f"Payable:{payee}"
    yield _entry(
        f"entitled/{name}", "entitled", on, f"payout:{name}", facts, *move("Fund:commons", payable, units, "EUR")
    )
    if payee.endswith("0"):
        return
    facts = {
        "payee": payee, "amount": units, "bank_reference": f"out {name}", "value_day": on.isoformat(), "statement_digest": START,
    }  # fmt: skip
    yield _entry(f"paid/{name}", "paid", on, f"payout:{name}", facts, *move(payable, "Bank:main", units, "EUR"))


def _entry(key: str, kind: str, on: date, subject: str, facts: dict[str, object], *postings: object) -> JournalEntry:
    return JournalEntry(
        key=key, kind=kind, on=on, subject=subject, by="ana", text=f"{kind} {key}.", facts=facts, postings=postings
    )  # type: ignore[arg-type]


def fill(path: Path, postings: int) -> None:
    """Book what is not booked yet."""
    journal = SqliteJournal.open(path, (check_event,)) if path.exists() else SqliteJournal.create(path, (check_event,))
    entries = islice(office(postings), journal.head()[0], None)
    while piece := list(islice(entries, AT_ONCE)):
        with journal.write() as writer:
            for entry in piece:
                writer.append(entry)
        print(f"  {journal.head()[0]:,} entries", file=sys.stderr, flush=True)
    journal.close()


def phase(name: str, path: Path) -> str:
    """Do one thing with the whole journal; what came of it."""
    journal = SqliteJournal.open(path, (check_event,))
    if name == "balances":
        balances = journal.balances()
        check_cash_identity(balances)
        return f"{len(balances):,} balances, trial balance {sum(balances.values())}, the cash identity holds"
    if name == "totals":
        totals = journal.totals()
        return f"{len(totals):,} totals of {sum(total.postings for total in totals.values()):,} postings"
    if name == "read":
        return f"{sum(len(booked.entry.postings) for booked in journal.entries()):,} postings read"
    if name == "report":
        report = read_report(journal)
        payers = sum(len(period["payers"]) for period in report["periods"])
        assert all(row["holds"] for row in report["cash_identity"])
        return f"{report['journal']['entries']:,} entries, rows of {len(report['payouts']):,} payouts and {payers:,} payers"
    found = verify(journal, (check_cash_identity,))
    assert not found.problems, found.problems
    return f"{found.entries:,} entries and {found.postings:,} postings are whole"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--postings", type=int, default=1_000_000)
    parser.add_argument("--at", type=Path)
    parser.add_argument("--phases", default=",".join(PHASES), help="names with commas between; all if left out")
    parser.add_argument("--phase", choices=PHASES, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    wanted = asked.phases.split(",")
    if strange := set(wanted) - set(PHASES):
        parser.error(f"there is no phase {min(strange)!r}; there are {', '.join(PHASES)}")
    if asked.phase:
        begin = time.perf_counter()
        said = fill(asked.at, asked.postings) if asked.phase == "fill" else phase(asked.phase, asked.at)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        size = asked.at.stat().st_size / 2**30
        clock, work = time.perf_counter() - begin, time.process_time()
        said = said or f"{size:.2f} GiB on disk"
        print(f"{asked.phase:9} {clock:7.1f} s  {work:7.1f} s of work  {peak:6.0f} MiB  {said}", flush=True)
        return
    with tempfile.TemporaryDirectory() as folder:
        at = asked.at or Path(folder) / "journal.sqlite"
        if "fill" not in wanted and not at.exists():
            parser.error(f"{at}: there is no journal; let phase fill make it")
        for name in wanted:
            command = [sys.executable, "-m", "benchmarks.journal", "--phase", name, "--at", str(at)]
            subprocess.run([*command, "--postings", str(asked.postings)], check=True)


if __name__ == "__main__":
    main()
