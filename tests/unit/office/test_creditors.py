"""What statements are matched against."""

from __future__ import annotations

from pathlib import Path

from agister.office.creditors import matching_charges, matching_parties, reference_of
from agister.payments import is_creditor_reference
from tests.office_folder import book, office_at


def test_charges_with_the_references_that_notices_carry(tmp_path: Path) -> None:
    office = office_at("paid", tmp_path / "o")
    found = {item.id: item for item in matching_charges(office.journal)}
    assert {name: (item.party, item.kind, item.outstanding, item.disputed) for name, item in found.items()} == {
        "levy/acme/2027": ("acme", "Levy", 0, False),
        "levy/bolt/2027": ("bolt", "Levy", 3_000_000, False),
    }
    assert found["levy/acme/2027"].reference == reference_of("levy/acme/2027") == "RF09LEVYACME2027"
    assert is_creditor_reference(found["levy/bolt/2027"].reference)


def test_a_suspended_part_is_not_asked_for(tmp_path: Path) -> None:
    office = office_at("assessed", tmp_path / "o")
    dispute = {
        "case": "D-1",
        "assessment": "bolt/2027/1",
        "amount": "EUR 50000.00",
        "ground": "x",
        "forum": "review",
        "suspends": "yes",
    }
    book(office, "dispute", dispute, "2028-09-10", by="bolt")
    assert {item.id: item.disputed for item in matching_charges(office.journal)} == {
        "levy/acme/2027": False, "levy/bolt/2027": True,
    }  # fmt: skip


def test_parties_are_known_by_name_and_by_accounts_they_paid_from(tmp_path: Path) -> None:
    assert [
        (item.id, item.names, item.accounts) for item in matching_parties(office_at("paid", tmp_path / "o").journal)
    ] == [
        ("acme", ("Acme plc",), ("DE02120300000000202051",)),
        ("bolt", ("Bolt plc",), ("AT611904300234573201",)),
    ]
    assert [item.accounts for item in matching_parties(office_at("assessed", tmp_path / "p").journal)] == [(), ()]
