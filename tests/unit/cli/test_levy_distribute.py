"""`agister levy distribute`: a run, step by step."""

from __future__ import annotations

from pathlib import Path

from tests.commands import Agister
from tests.office_folder import SHARES, office_at


def _step(agister: Agister, office: Path, verb: str, by: str, on: str, *more: str) -> str:
    said = agister("levy", "distribute", verb, "2027", *more, "--office", office, "--by", by, "--on", on)
    assert (said.status, said.err) == (0, "")
    return said.out


def test_a_run(agister: Agister, tmp_path: Path) -> None:
    office = office_at("paid", tmp_path / "o")
    assert agister("levy", "distribute", "list", "--office", office.folder).out == "no run was proposed yet\n"
    proposed = _step(agister, office.folder, "propose", "ana", "2029-02-01", "--period", "2027")
    assert proposed == "run:2027   EUR 120,000.00 are proposed to be shared out for 2027.\n"
    assert _step(agister, office.folder, "freeze", "ana", "2029-02-01") == (
        "run:2027   Run 2027 is frozen: EUR 120,000.00 for 3 payees.\n"
    )
    head = office.journal.head()
    desk = ["--office", office.folder, "--on", "2029-02-02"]
    assert "ana prepared run 2027" in agister.refuses("levy", "distribute", "approve", "2027", *desk, "--by", "ana")
    assert "approve second" not in agister.refuses("levy", "distribute", "publish", "2027", *desk, "--by", "ana")
    assert office.journal.head() == head
    _step(agister, office.folder, "approve", "bo", "2029-02-02")
    assert "archive is entitled to EUR 67,737.60 out of run 2027." in _step(
        agister, office.folder, "approve", "cy", "2029-02-03"
    )
    _step(agister, office.folder, "publish", "ana", "2029-02-04")
    shown = agister("levy", "distribute", "list", "--office", office.folder).out.splitlines()
    assert shown[0] == "2027   published   EUR 120,000.00"
    assert shown[1].split() == ["archive", "EUR", "67,737.60", "paid", "EUR", "0.00", "payable", "EUR", "67,737.60"]
    found = agister("levy", "distribute", "list", "--office", office.folder, "--json").object
    assert {one["payout"]: one["payable"] for one in found["payouts"]} == {
        f"2027/{name}": units for name, units in SHARES.items()
    }
    assert "EUR 67,737.60 of payout 2027/archive are not paid" in agister.refuses(
        "levy", "distribute", "reconcile", "2027", *desk, "--by", "ana"
    )
