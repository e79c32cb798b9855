"""Whether and where a payee can be paid on a day."""

from __future__ import annotations

from datetime import date

import pytest

from agister.errors import ProcedureError
from agister.ledger import MemoryJournal
from agister.ledger.entry import entry_from_json, entry_json, sealed
from agister.levy.allocations.key_file import parse_key
from agister.levy.events.private import salted
from agister.levy.payees import all_payable, bank_details, payable, payees_of_key
from tests.levy_governance import ACCOUNT, APPLICATION, CHECK, admitted, book, charter_of, chartered, journal

D = date.fromisoformat
REPORT = {"payee": "archive", "period": "2027", "report_digest": "sha256:" + "3" * 64, "summary": "12,000 books"}
NEW = {**ACCOUNT, "iban": "DE89 3704 0044 0532 0130 00"}


def payable_reasons(kept: MemoryJournal, name: str, day: date) -> tuple[str, ...]:
    """Why a payee cannot be paid; the same whether one is asked for or all."""
    can, reasons = payable(kept, name, day)
    assert can is (reasons == ())
    assert all_payable(kept, day).get(name, reasons) == reasons
    return reasons


def _ready() -> MemoryJournal:
    kept = admitted(chartered())
    book(kept, "payee-account", ACCOUNT, "2027-02-03")
    return kept


def test_a_payee_that_can_be_paid() -> None:
    kept = _ready()
    assert payable(kept, "archive", D("2027-02-10")) == (True, ())


def test_an_account_is_used_seven_days_after_it_was_confirmed() -> None:
    kept = _ready()
    assert payable(kept, "archive", D("2027-02-09")) == (
        False,
        ("no bank account of archive can be used on 2027-02-09: the one named can be used from 2027-02-10 on",),
    )
    book(kept, "payee-account", NEW, "2027-03-01")
    before, after = (bank_details(kept, "archive", D(day)) for day in ("2027-03-07", "2027-03-08"))
    assert before is not None
    assert after is not None
    assert (before.iban, after.iban) == ("NL91ABNA0417164300", "DE89370400440532013000")


def test_each_reason_is_given() -> None:
    kept = chartered()
    assert payable_reasons(kept, "archive", D("2027-02-10")) == ("archive never applied to be a payee",)
    book(kept, "payee-application", APPLICATION, "2027-02-01")
    assert payable_reasons(kept, "archive", D("2027-02-10")) == (
        "archive was not checked yet",
        "no bank account of archive can be used on 2027-02-10: name one, confirmed by a second person",
    )


def test_suspension_and_closure_stop_payments_and_name_the_successor() -> None:
    kept = _ready()
    book(kept, "payee-application", {**APPLICATION, "id": "archive-2", "org_id": "NL-KVK-2"}, "2027-02-11")
    book(kept, "payee-suspension", {"payee": "archive", "reason": "no accounts"}, "2027-02-12")
    assert payable_reasons(kept, "archive", D("2027-02-12")) == ("archive is suspended: no accounts",)
    assert payable_reasons(kept, "archive", D("2027-02-11")) == ()
    said = {"payee": "archive", "reason": "merged", "successor": "archive-2"}
    book(kept, "payee-closure", said, "2027-02-13")
    assert payable_reasons(kept, "archive", D("2027-02-13"))[0] == "archive is closed: merged; archive-2 follows it"


def test_a_screening_is_good_for_ninety_days() -> None:
    kept = _ready()
    assert payable(kept, "archive", D("2027-05-02"))[0]
    assert payable_reasons(kept, "archive", D("2027-05-03")) == (
        "archive was screened against sanctions lists on 2027-02-01, good until 2027-05-02: screen it again",
    )
    book(kept, "payee-check", {**CHECK, "sanctions": {**CHECK["sanctions"], "day": "2027-05-03"}}, "2027-05-03")
    assert payable(kept, "archive", D("2027-05-03"))[0]


def test_a_report_is_due_each_year_with_sixty_days_of_grace() -> None:
    kept = _ready()
    for day in ("2028-04-01", "2028-05-01"):
        book(kept, "payee-check", {**CHECK, "sanctions": {**CHECK["sanctions"], "day": day}}, day)
    assert payable(kept, "archive", D("2028-04-02"))[0]
    assert payable_reasons(kept, "archive", D("2028-04-03")) == (
        "archive owes a report on its progress since 2028-02-02: book it",
    )
    book(kept, "payee-report", REPORT, "2028-05-01")
    assert payable(kept, "archive", D("2028-05-01"))[0]


def test_a_refusal_of_what_was_admitted_stops_payments() -> None:
    kept = _ready()
    book(kept, "payee-check", {**CHECK, "outcome": "refused", "reason": "behind a wall"}, "2027-03-01")
    assert payable_reasons(kept, "archive", D("2027-03-01")) == ("archive was refused: behind a wall",)


def _hosted() -> MemoryJournal:
    kept = chartered()
    host = {**APPLICATION, "id": "host", "name": "Open Host", "purposes": [], "unit": "host", "persons": ["Cy"]}
    book(kept, "payee-application", host, "2027-02-01")
    accounts = [{"id": "accounts", "met": "yes", "evidence": "accounts of 2026"}]
    book(kept, "payee-check", {**CHECK, "payee": "host", "criteria": accounts}, "2027-02-02")
    book(kept, "payee-account", {**ACCOUNT, "payee": "host"}, "2027-02-02")
    community = {
        **APPLICATION,
        "id": "map",
        "legal_form": "none",
        "fiscal_host": "host",
        "host_fee": "5%",
        "persons": ["Bo"],
    }
    del community["org_id"]
    book(kept, "payee-application", community, "2027-02-03")
    book(kept, "payee-check", {**CHECK, "payee": "map"}, "2027-02-04")
    return kept


def test_a_community_is_paid_through_its_host() -> None:
    kept = _hosted()
    assert payable(kept, "map", D("2027-02-10")) == (True, ())
    account = bank_details(kept, "map", D("2027-02-10"))
    assert account is not None
    assert account.payee == "host"


def test_what_stops_the_host_stops_the_community() -> None:
    kept = _hosted()
    book(kept, "payee-suspension", {"payee": "host", "reason": "audit"}, "2027-02-11")
    assert payable_reasons(kept, "map", D("2027-02-11")) == ("fiscal host: host is suspended: audit",)
    assert "fiscal host: host was screened" in payable_reasons(kept, "map", D("2027-06-01"))[2]


def test_a_published_journal_pays_nobody() -> None:
    (entry,) = book(admitted(chartered()), "payee-account", ACCOUNT, "2027-02-03")
    shown = admitted(chartered())
    with shown.write() as writer:
        writer.append(entry_from_json(sealed(entry_json(salted(entry, b"s" * 32)))))
    with pytest.raises(ProcedureError, match="the account of archive is sealed in this journal"):
        bank_details(shown, "archive", D("2027-02-10"))


def test_payees_of_a_key_are_admitted_for_its_purposes() -> None:
    kept = _hosted()
    book(kept, "payee-application", {**APPLICATION, "id": "applied", "org_id": "NL-KVK-2"}, "2027-02-05")
    key = parse_key(
        b"{kind: fixed, weights: {commons: 1, adaptation: 1}, within: {"
        b"commons: {kind: fixed, weights: {map: 1, zed: 1, applied: 1, host: 1}}, adaptation: {kind: fixed, weights: {map: 1}}}}"
    )
    assert payees_of_key(kept, charter_of(kept), key, D("2027-02-10")) == (
        "adaptation → map: it was admitted for commons, not for adaptation",
        "commons → applied: the payee is applied",
        "commons → host: it was admitted for no purpose, not for commons",
        "commons → zed: nobody of this name has applied to be a payee",
    )
    assert (
        payees_of_key(kept, charter_of(kept), parse_key(b"{kind: fixed, weights: {commons: 1}}"), D("2027-02-10")) == ()
    )


def test_without_a_charter_nobody_is_paid() -> None:
    empty = journal()
    assert payable(empty, "archive", D("2027-02-10"))[0] is False
