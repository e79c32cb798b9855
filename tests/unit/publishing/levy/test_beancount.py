"""The ledger as beancount text, read by `bean-check` as a program of its own."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest

from agister.publishing.levy.beancount import beancount_account
from agister.publishing.levy.folder import ReportFolder
from tests.levy_books_desk import Office

BEAN_CHECK = shutil.which("bean-check") or shutil.which("bean-check", path=str(Path(sys.executable).parent))
needs_beancount = pytest.mark.skipif(BEAN_CHECK is None, reason="bean-check is not installed: pip install beancount")


def _check(path: Path) -> subprocess.CompletedProcess[str]:
    assert BEAN_CHECK is not None
    return subprocess.run([BEAN_CHECK, str(path)], capture_output=True, text=True, check=False)


@needs_beancount
def test_bean_check_accepts_it(folder: ReportFolder) -> None:
    found = _check(folder.path / "ledger.beancount")
    assert (found.returncode, found.stdout + found.stderr) == (0, "")


@needs_beancount
@pytest.mark.parametrize(
    ("before", "after"), [("17000000.00 EUR", "17000000.01 EUR"), ("-0.01", "-0.02"), ("55.55 EUR", "55.56 EUR")]
)
def test_bean_check_refuses_one_cent(folder: ReportFolder, tmp_path: Path, before: str, after: str) -> None:
    text = (folder.path / "ledger.beancount").read_text("utf-8")
    if before not in text:
        before, after = "100.00 EUR", "100.01 EUR"
    changed = tmp_path / "changed.beancount"
    changed.write_text(text.replace(before, after, 1), "utf-8")
    assert _check(changed).returncode != 0


def test_its_totals_are_ours(folder: ReportFolder, office: Office) -> None:
    sums: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for line in (folder.path / "ledger.beancount").read_text("utf-8").splitlines():
        if found := re.fullmatch(r"  ([A-Z]\S+)  (-?[0-9.]+) ([A-Z]{3})", line):
            sums[found[1], found[3]] += Decimal(found[2])
    ours = {
        (beancount_account(name), code): Decimal(units) / 100
        for (name, code), units in office.journal.balances().items()
    }
    assert {name: value for name, value in sums.items() if value} == ours


def test_every_entry_and_the_tolerance_are_in_it(folder: ReportFolder, office: Office) -> None:
    text = (folder.path / "ledger.beancount").read_text("utf-8")
    assert 'option "tolerance_multiplier" "0"' in text
    numbers = [int(number) for number in re.findall(r'^  number: "(\d+)"$', text, re.MULTILINE)]
    assert numbers == list(range(1, office.journal.head()[0] + 1))
    assert '  corrects: "cost:K-2/cost_paid/1"' in text


def test_accounts_of_different_sides_have_roots_that_fit() -> None:
    assert beancount_account("Bank:main") == "Assets:Bank:Main"
    assert beancount_account("Receivable:Levy:p-1") == "Assets:Receivable:Levy:P-1"
    assert beancount_account("Held:Disputed:X_1") == "Liabilities:Held:Disputed:X-1"
    assert beancount_account("Assessed:Levy:2031") == "Equity:Assessed:Levy:2031"
    assert beancount_account("Loss:Remission") == "Expenses:Loss:Remission"
