"""Entries: what they are made of, whose they are, and what is refused."""

from __future__ import annotations

from datetime import date

import pytest

from agister.errors import PaymentError
from agister.payments.bank_entry import Entry
from agister.payments.camt_entry import read_entry
from agister.payments.statement import BankCharge
from agister.payments.xml_message import Element, read_xml
from tests.bank_messages import IBAN, OTHER, details, entry, message, statement


def read(text: str, account: str = IBAN, created: date | None = None) -> Entry:
    found: list[Element] = []
    read_xml(message(statement(text)), "a", {"BkToCstmrStmt": "camt.053"}, {"Ntry": found.append})
    return read_entry(found[0], account, created)


def test_a_payment() -> None:
    found = read(
        entry(
            "12.50",
            details("12.50", name="A & Co", iban=OTHER, reference="RF18539007547034", end_to_end="E-1", remittance="x"),
            reference="B-1",
        )
    )
    assert (found.units, found.currency, found.credit, found.signed) == (1250, "EUR", True, 1250)
    assert (found.booking_day, found.value_day) == (date(2031, 1, 2), date(2031, 1, 3))
    assert (found.bank_reference, found.bank_code, found.problems) == ("B-1", "PMNT/RCDT/ESCT", ())
    (one,) = found.transactions
    assert (one.counterparty, one.counterparty_account) == ("A & Co", OTHER)
    assert (one.references, one.end_to_end_id, one.remittance) == (("RF18539007547034",), "E-1", "x")
    assert one.place == "Stmt[1]/Ntry[1]/NtryDtls[1]/TxDtls[1]"


@pytest.mark.parametrize("version", ["02", "08"])
def test_a_batch_is_split_where_it_adds_up(version: str) -> None:
    parts = (details("10.00", name="A", version=version), details("2.50", name="B", version=version))
    found = read(entry("12.50", *parts, version=version))
    assert [(one.units, one.credit, one.counterparty) for one in found.transactions] == [
        (1000, True, "A"),
        (250, True, "B"),
    ]
    assert found.problems == ()


def test_a_batch_may_hold_both_directions() -> None:
    found = read(entry("7.50", details("10.00"), details("2.50", credit=False)))
    assert [(one.units, one.credit) for one in found.transactions] == [(1000, True), (250, False)]


@pytest.mark.parametrize(
    "parts",
    [
        (details("10.00"), details("2.51")),
        (details("10.00"), details()),
        (details("10.00"), details("2.50", code="USD")),
        (details("10.00"), details("2.500001")),
        (details("10.00", credit=False), details("2.50", credit=False)),
    ],
)
def test_a_batch_that_does_not_add_up_stays_whole(parts: tuple[str, str]) -> None:
    found = read(entry("12.50", *parts))
    assert [(one.units, one.credit, one.counterparty) for one in found.transactions] == [(1250, True, "")]
    assert [problem.kind for problem in found.problems] == ["camt-batch-not-split"]


def test_the_entry_counts_where_its_one_transaction_says_otherwise() -> None:
    found = read(entry("8.85", details("105.750")))
    assert found.units == 885
    assert [problem.kind for problem in found.problems] == ["camt-amount-differs"]
    assert read(entry("8.85", details("8.850"))).problems == ()
    assert read(entry("8.85", details("9.99", code="USD"))).problems == ()


def test_the_other_side_is_never_our_own_account() -> None:
    ours = details(name="Office", iban=IBAN)
    theirs = "<Cdtr><Pty><Nm>Payer</Nm></Pty></Cdtr>" + f"<CdtrAcct><Id><IBAN>{OTHER}</IBAN></Id></CdtrAcct>"
    both = ours.replace("</RltdPties>", theirs + "</RltdPties>")
    one = read(entry("1.00", both)).transactions[0]
    assert (one.counterparty, one.counterparty_account) == ("Payer", OTHER)


def test_a_reversed_payment_names_the_roles_of_the_first() -> None:
    paid = details(credit=False, name="Payee", iban=OTHER)
    one = read(entry("1.00", paid, reversal=True)).transactions[0]
    assert (one.counterparty, one.counterparty_account) == ("Payee", OTHER)


def test_ultimate_party_and_other_accounts() -> None:
    part = details(name="Bank of A").replace("</RltdPties>", "<UltmtDbtr><Pty><Nm>A</Nm></Pty></UltmtDbtr></RltdPties>")
    one = read(entry("1.00", part)).transactions[0]
    assert (one.counterparty, one.ultimate_counterparty) == ("Bank of A", "A")
    other = details(name="A", iban="123").replace("<IBAN>123</IBAN>", "<Othr><Id>123</Id></Othr>")
    assert read(entry("1.00", other)).transactions[0].counterparty_account == "123"


def test_returns_and_charges() -> None:
    record = '<Rcrd><Amt Ccy="EUR">0.30</Amt><CdtDbtInd>DBIT</CdtDbtInd></Rcrd>'
    charge = f'<Chrgs><TtlChrgsAndTaxAmt Ccy="EUR">0.30</TtlChrgsAndTaxAmt>{record}</Chrgs>'
    found = read(entry("1.00", details(reason="AC04").replace("</TxDtls>", charge + "</TxDtls>")))
    assert found.transactions[0].return_reason == "AC04 returned"
    assert found.transactions[0].charges == (BankCharge(units=30, currency="EUR"),)
    unreadable = charge.replace('"EUR">0.30</Amt>', '"EUR">0.301</Amt>')
    assert read(entry("1.00", details().replace("</TxDtls>", unreadable + "</TxDtls>"))).transactions[0].charges == ()


def test_numbers_of_documents_are_text() -> None:
    part = details(reference="RF93 A17").replace("<Strd>", "<Strd><RfrdDocInf><Nb>RF18539007547034</Nb></RfrdDocInf>")
    one = read(entry("1.00", part)).transactions[0]
    assert (one.references, one.remittance) == (("RF93A17",), "RF18539007547034")


def test_orders_of_ours() -> None:
    one = read(entry("1.00", credit=False, batch="<Btch><PmtInfId>O-1</PmtInfId></Btch>")).transactions[0]
    assert one.order_id == "O-1"


def test_days_that_are_missing() -> None:
    found = read(entry("1.00", booking="", value=""), created=date(2031, 1, 4))
    assert found.value_day == found.booking_day == date(2031, 1, 4)
    assert [problem.kind for problem in found.problems] == ["camt-no-day"]
    assert read(entry("1.00", value="")).value_day == date(2031, 1, 2)
    with pytest.raises(PaymentError, match="without booking day and value day"):
        read(entry("1.00", booking="", value=""))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (entry("1.005"), r"Stmt\[1\]/Ntry\[1\]/Amt\[1\]: 1.005 EUR has 3 decimals"),
        (entry("1.00", code="EUX"), "no currency code"),
        (entry("1.00").replace("CRDT", "IN"), "is 'IN', not CRDT or DBIT"),
        (entry("1.00").replace("<Sts><Cd>BOOK</Cd></Sts>", ""), "without a status"),
        (entry("1.00", booking="2031-13-01"), "'2031-13-01' is no day"),
        ("<Ntry><CdtDbtInd>CRDT</CdtDbtInd></Ntry>", "an entry without an amount"),
    ],
)
def test_refused_with_the_place(text: str, why: str) -> None:
    with pytest.raises(PaymentError, match=why):
        read(text)


def test_a_status_that_is_not_known_is_not_booked() -> None:
    found = read(entry("1.00", status="ABCD"))
    assert found.status == "ABCD"
    assert [problem.kind for problem in found.problems] == ["camt-status-unknown"]
