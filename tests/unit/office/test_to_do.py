"""What is to be done, sentence by sentence, through a small year."""

from __future__ import annotations

from pathlib import Path

from agister.office.books import standing
from agister.office.folder import Office
from agister.office.paying import prepare_order
from agister.office.receiving import receive
from agister.office.to_do import Owed
from tests.bank_messages import details, entry, one_day
from tests.office_folder import book, day, office_at, paid_in


def _to_do(office: Office, on: str) -> list[str]:
    return list(standing(office, day(on)).to_do)


def test_money_that_waits_for_somebody(tmp_path: Path) -> None:
    office = office_at("paid", tmp_path / "o")
    content = one_day(
        paid_in("", "7.00", "B-7", "A stranger"),
        entry("12.50", details(credit=False, name="The bank"), credit=False, reference="F-1", value="2028-10-02"),
        opening="120000.00",
        closing="119994.50",
    )
    found = receive(office, content, "s.xml", on=day("2028-10-05"), by="ana")
    receipt, movement = (item.receipt for item in found.unmatched)
    dispute = {
        "case": "D-1",
        "assessment": "bolt/2027/1",
        "amount": "EUR 5.00",
        "ground": "x",
        "forum": "review",
        "suspends": "no",
    }
    book(office_at("assessed", tmp_path / "p"), "dispute", dispute, "2028-09-10", by="bolt")
    pot = "pot 2027: EUR 120,000.00 collected in 2028 are not shared out"
    assert _to_do(office, "2028-10-06") == [
        f"receipt {receipt}: EUR 7.00 of 2028-10-02 rest in suspense: find out whose they are, then book a matching or a refund",
        f"movement {movement}: EUR 12.50 left the account on 2028-10-02 without an order: book it as a cost, or ask the bank",
        f"{pot}, which is due by 2029-09-30: propose a run (agister levy distribute propose)",
    ]
    assert _to_do(office, "2029-10-01")[-1].startswith(f"{pot}, which is overdue since 2029-09-30")
    book(office, "refund", {"receipt": receipt, "party": "stranger", "amount": "EUR 7.00", "reason": "x"}, "2028-10-07")
    assert not any(text.startswith("receipt") for text in _to_do(office, "2028-10-08"))
    assert any("1 payouts of together EUR 7.00 can be paid" in text for text in _to_do(office, "2028-10-08"))


def test_a_dispute_waits_for_its_decision(tmp_path: Path) -> None:
    office = office_at("assessed", tmp_path / "o")
    dispute = {
        "case": "D-1",
        "assessment": "bolt/2027/1",
        "amount": "EUR 5.00",
        "ground": "x",
        "forum": "review",
        "suspends": "no",
    }
    book(office, "dispute", dispute, "2028-09-10", by="bolt")
    assert _to_do(office, "2028-09-11") == [
        "dispute D-1: bolt disputes EUR 5.00 of bolt/2027/1 before the review: book the decision when it is taken"
    ]
    assert _to_do(office, "2028-09-09") == []


def test_runs_orders_and_whoever_cannot_be_found(tmp_path: Path) -> None:
    office = office_at("shared", tmp_path / "o")
    assert _to_do(office, "2029-02-01")[0] == (
        "run 2027 is frozen, EUR 120,000.00: it needs two approvals by people who did not prepare it (agister levy distribute approve)"
    )
    assert _to_do(office, "2029-02-04") == [
        "run 2027 is published, EUR 120,000.00: pay it (agister levy pay --prepare)",
        "3 payouts of together EUR 114,072.00 can be paid: put an order together (agister levy pay --prepare)",
    ]
    book(office, "hold", {"payout": "2027/fund", "reason": "letters come back"}, "2029-02-05")
    prepare_order(office, "O-1", bank="", execution=day("2029-02-06"), on=day("2029-02-05"), by="ana")
    found = _to_do(office, "2029-02-05")
    assert "order O-1 was prepared by ana: somebody else releases it (agister levy pay --out)" in found
    assert found[-1] == (
        "payout 2027/fund: fund cannot be found for EUR 29,400.00; its name must be on a public list by 2029-12-31, and the money "
        "is its own until 2031-12-31"
    )


def test_what_the_bank_has_not_answered(tmp_path: Path) -> None:
    office = office_at("ordered", tmp_path / "o")
    assert "order O-1: the bank has not answered 3 of 3 payments yet (agister levy receive)" in _to_do(
        office, "2029-02-06"
    )


def test_who_owes_what(tmp_path: Path) -> None:
    found = standing(office_at("assessed", tmp_path / "o"), day("2029-02-01"))
    assert found.owed == (
        Owed(party="acme", name="Acme plc", units=10_000_000, currency="EUR", age="91 to 365 days"),
        Owed(party="bolt", name="Bolt plc", units=5_000_000, currency="EUR", age="91 to 365 days"),
    )
