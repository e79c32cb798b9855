"""Random courses of the procedure, published: the report agrees with the charges and the books, and everything computed is equal again."""

from __future__ import annotations

import tempfile
from datetime import date, timedelta
from pathlib import Path

from hypothesis import HealthCheck, settings

from agister.levy.procedure.charges import charges
from agister.publishing.levy.recomputed_entry import EntryCheck
from agister.publishing.levy.report import ReportFold, read_report
from tests.journals import copied
from tests.laws.test_levy_procedure import Procedure
from tests.levy_acts import act_text
from tests.unit.levy.procedure.desk import DIGEST, VALUES


class _Act:
    """The one document there is: the act of the desk."""

    def has(self, digest: str) -> bool:
        return digest == DIGEST

    def read(self, digest: str) -> bytes:
        assert digest == DIGEST
        return act_text("turnover", VALUES).encode()


class Published(Procedure):
    """At the end of each course, its journal is folded into a report and computed again."""

    def teardown(self) -> None:
        fold, check = ReportFold(), EntryCheck(_Act())
        for booked in self.desk.journal.entries():
            fold.take(booked)
            found = check.take(booked.entry, booked.number)
            # The desk approves runs that nobody froze; that is found, and all else is equal.
            assert found is None or found.what == "the run was never proposed and frozen"
        report = fold.report()
        for row in report["periods"]:
            raised = row["assessed"] + row["interest"] + row["penalties"] - row["reduced"]
            gone = sum(row["collected"].values()) - row["paid_back"] + row["remitted"] + row["written_off"]
            assert raised - gone + row["corrected"] == row["outstanding_total"]
        known = charges(self.desk.journal).values()
        for row in report["periods"]:
            ours = [charge for charge in known if charge.period == row["period"]]
            assert row["outstanding_total"] == sum(charge.outstanding for charge in ours)
            assert row["remitted"] == sum(charge.remitted for charge in ours)
            assert row["written_off"] == sum(charge.written_off for charge in ours)
        assert all(row["holds"] for row in report["cash_identity"])
        self._in_parts()
        self._at_once()

    def _at_once(self) -> None:
        """Read at once, from memory or from SQLite, the journal gives the report of its entries taken one by one."""
        with tempfile.TemporaryDirectory() as folder:
            stored = copied(self.desk.journal, Path(folder) / "journal.sqlite")
            for start in (None, date(2028, 9, 15)):
                fold = ReportFold(start=start)
                for booked in self.desk.journal.entries():
                    fold.take(booked)
                report = fold.report()
                assert read_report(self.desk.journal, start=start) == report
                assert read_report(stored, start=start) == report
            stored.close()

    def _in_parts(self) -> None:
        """Flows of the days up to a day, and from the next one on, add up; where one ends the other begins."""
        last = max(booked.entry.on for booked in self.desk.journal.entries())
        middle = date(2028, 9, 15)
        first, second = ReportFold(until=middle), ReportFold(start=middle + timedelta(days=1))
        for booked in self.desk.journal.entries():
            first.take(booked)
            second.take(booked)
        before, after = first.report(), second.report()
        assert after["until"] == last.isoformat()
        ends = {row["currency"]: row["closing"] for row in before["flows"]}
        for row in after["flows"]:
            assert row["opening"] == ends.get(row["currency"], 0)
        for name in ("reserve", "administration"):
            ends = {row["currency"]: row["closing"] for row in before[name]}
            for row in after[name]:
                assert row["opening"] == ends.get(row["currency"], 0)
                assert row["opening"] + sum(row["moves"].values()) == row["closing"]


TestPublished = Published.TestCase
TestPublished.settings = settings(
    max_examples=20, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
)
