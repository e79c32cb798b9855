"""Runs from proposal to reconciliation, each step in one write; keys that were superseded share out nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from agister.errors import AgisterError, ProcedureError
from agister.levy.runs import sharing_record
from agister.office.sharing import (
    approve_run,
    freeze_run,
    least_payout,
    load_key,
    propose_run,
    publish_run,
    reconcile_run,
    reverse_run,
    still_in_force,
)  # fmt: skip
from tests.office_folder import KEY, SHARES, day, decide_on, digest, numbers, office_at, said

OTHER = KEY.replace("weights: {archive: 4, library: 1}", "weights: {archive: 1, library: 4}")


def test_a_run_shares_out_to_the_cent(tmp_path: Path) -> None:
    office = office_at("paid", tmp_path / "o")
    (proposed,) = propose_run(office, "2027", "2027", on=day("2029-02-01"), by="ana")
    assert proposed.text == "EUR 120,000.00 are proposed to be shared out for 2027."
    assert (proposed.facts["decision"], proposed.facts["key_digest"]) == ("D-1", digest(KEY))
    (frozen,) = freeze_run(office, "2027", on=day("2029-02-01"), by="ana")
    assert frozen.facts["kept"] == {"Administration": 240_000, "Reserve": 352_800}
    with pytest.raises(ProcedureError, match="ana prepared run 2027"):
        approve_run(office, "2027", on=day("2029-02-02"), by="ana")
    assert said(approve_run(office, "2027", on=day("2029-02-02"), by="bo")) == [("run_approved", "run:2027")]
    with pytest.raises(ProcedureError, match="bo approved run 2027 already"):
        approve_run(office, "2027", on=day("2029-02-02"), by="bo")
    assert numbers(office)["Pot:2027"] == -12_000_000
    entries = approve_run(office, "2027", on=day("2029-02-03"), by="cy")
    assert {entry.subject: entry.facts["amount"] for entry in entries if entry.kind == "entitled"} == {
        f"payout:2027/{payee}": units for payee, units in SHARES.items()
    }
    (published,) = publish_run(office, "2027", on=day("2029-02-04"), by="ana")
    report = json.loads(office.documents.read(published.documents[0]))
    assert (report["run"], len(report["lines"])) == ("2027", len(frozen.facts["lines"]))  # type: ignore[arg-type]
    with pytest.raises(ProcedureError, match=r"EUR 67,737\.60 of payout 2027/archive are not paid"):
        reconcile_run(office, "2027", on=day("2029-02-05"), by="ana")


def test_a_key_that_another_took_the_place_of_freezes_and_approves_nothing(tmp_path: Path) -> None:
    office = office_at("paid", tmp_path / "o")
    propose_run(office, "a", "2027", on=day("2029-02-01"), by="ana")
    assert still_in_force(office.journal, "D-1", digest(KEY), day("2029-02-01")) == ""
    decide_on(office, OTHER, "D-2", "2029-02-02", "2029-03-05", "2029-03-06", "2029-03-20", "2029-04-01")
    head = office.journal.head()
    why = "decision D-2 took the place of D-1: reverse the run and propose it again"
    assert still_in_force(office.journal, "D-1", digest(KEY), day("2029-03-31")) == ""
    assert still_in_force(office.journal, "D-1", digest(KEY), day("2029-04-01")) == why
    with pytest.raises(ProcedureError, match=why):
        freeze_run(office, "a", on=day("2029-04-01"), by="ana")
    assert office.journal.head() == head
    freeze_run(office, "a", on=day("2029-03-31"), by="ana")
    with pytest.raises(ProcedureError, match=why):
        approve_run(office, "a", on=day("2029-04-02"), by="bo")
    reverse_run(office, "a", "a new key", on=day("2029-04-03"), by="ana")
    (again,) = propose_run(office, "b", "2027", instead_of="a", on=day("2029-04-03"), by="ana")
    assert (again.facts["decision"], again.facts["key_digest"]) == ("D-2", digest(OTHER))


def test_what_a_run_did_not_pay_goes_back(tmp_path: Path) -> None:
    office = office_at("shared", tmp_path / "o")
    (entry,) = reverse_run(office, "2027", "an input was wrong", on=day("2029-02-06"), by="bo")
    assert entry.text == "Run 2027 is taken back: EUR 120,000.00 return to the pot. an input was wrong"
    assert numbers(office) == numbers(office_at("paid", tmp_path / "p"))


def test_too_little_rests_so_that_a_run_is_reconciled(tmp_path: Path) -> None:
    office = office_at("paid", tmp_path / "o")
    assert least_payout(office.journal, day("2029-01-01")) == 1000
    propose_run(office, "s", "2027", amounts={"2027": 500}, on=day("2029-02-01"), by="ana")
    freeze_run(office, "s", on=day("2029-02-01"), by="ana")
    for who in ("bo", "cy"):
        approve_run(office, "s", on=day("2029-02-02"), by=who)
    publish_run(office, "s", on=day("2029-02-02"), by="ana")
    entries = reconcile_run(office, "s", on=day("2029-02-03"), by="ana")
    assert [entry.kind for entry in entries] == ["held", "held", "held", "run_reconciled"]
    assert entries[0].text.endswith("rest until 2031-12-31: less than EUR 10.00 in all.")
    assert entries[-1].text == "Run s is reconciled: EUR 0.00 paid, EUR 4.75 at rest."
    assert numbers(office)["Held:BelowLeast:2028"] == -475
    assert {one.payable for one in sharing_record(office.journal).of_run("s")} == {0}


def test_what_is_not_there_is_refused(tmp_path: Path) -> None:
    office = office_at("founded", tmp_path / "o")
    with pytest.raises(ProcedureError, match="nothing is there to share out in EUR"):
        propose_run(office, "2027", "2027", on=day("2027-05-01"), by="ana")
    with pytest.raises(
        ProcedureError, match="no key is in force under commons on 2027-03-31; D-1 takes effect on 2027-04-01"
    ):
        propose_run(office, "2027", "2027", on=day("2027-03-31"), by="ana")
    with pytest.raises(ProcedureError, match="run x is not frozen"):
        publish_run(office, "x", on=day("2027-05-01"), by="ana")
    with pytest.raises(ProcedureError, match="there is no run 'x'"):
        freeze_run(office, "x", on=day("2027-05-01"), by="ana")
    with pytest.raises(AgisterError, match="is not in"):
        load_key(office, digest("no key"))
