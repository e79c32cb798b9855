"""Balances, sums and summaries: when they agree, when they contradict, when nothing can be said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agister.errors import PaymentError
from agister.payments.balances import Balance, balances_of, closing_of, disagreement, opening_of, summary_fault
from agister.payments.camt_entry import read_entry
from agister.payments.xml_message import Element, read_xml
from tests.bank_messages import IBAN, balance, entry, message, statement


def read(*parts: str) -> Element:
    found = read_xml(message(statement(*parts)), "a", {"BkToCstmrStmt": "camt.053"}).body.first("Stmt")
    assert found is not None
    return found


def codes(*names: str) -> tuple[Balance, ...]:
    return tuple(Balance(code=name, units=number, currency="EUR", day=None) for number, name in enumerate(names))


def test_balances_are_signed() -> None:
    found = balances_of(read(balance("OPBD", "5.00", credit=False), balance("CLBD", "1.00")))
    assert [(one.code, one.units) for one in found] == [("OPBD", -500), ("CLBD", 100)]
    with pytest.raises(PaymentError, match=r"Bal.*without an amount"):
        balances_of(read("<Bal><Tp/></Bal>"))


@pytest.mark.parametrize(
    ("names", "opening", "closing"),
    [
        (("OPBD", "CLBD"), 0, 1),
        (("CLBD", "PRCD"), 1, 0),
        (("PRCD", "OPBD", "CLBD"), 1, 2),
        (("OPBD", "ITBD"), 0, 1),
        (("ITBD", "CLBD"), 0, 1),
        (("ITBD", "ITBD"), 0, 1),
        (("ITBD",), None, None),
        (("OPAV", "CLAV"), None, None),
        ((), None, None),
    ],
)
def test_which_are_before_and_after(names: tuple[str, ...], opening: int | None, closing: int | None) -> None:
    before, after = opening_of(codes(*names)), closing_of(codes(*names))
    assert (before.units if before else None, after.units if after else None) == (opening, closing)


@given(
    st.integers(-(10**12), 10**12),
    st.lists(st.tuples(st.sampled_from(["BOOK", "PDNG"]), st.integers(-(10**9), 10**9))),
    st.integers(-2, 2),
)
def test_only_what_is_booked_moves_the_balance(opening: int, moved: list[tuple[str, int]], off: int) -> None:
    closing = opening + sum(units for status, units in moved if status == "BOOK") + off
    ends = [
        Balance(code=code, units=units, currency="EUR", day=None)
        for code, units in (("OPBD", opening), ("CLBD", closing))
    ]
    agrees, why = disagreement("EUR", ends[0], ends[1], [("EUR", status, units) for status, units in moved])
    assert agrees is (off == 0)
    assert bool(why) is (off != 0)
    if off:
        assert f"{off} is missing" in why


def test_nothing_can_be_said() -> None:
    one, other = codes("OPBD", "CLBD")
    assert disagreement("EUR", one, None, []) == (None, "")
    assert disagreement("EUR", None, other, []) == (None, "")
    dollars = Balance(code="CLBD", units=0, currency="USD", day=None)
    assert "CLBD is in USD, the account in EUR" in disagreement("EUR", one, dollars, [])[1]
    assert "an entry in SEK" in disagreement("EUR", one, other, [("SEK", "BOOK", 1)])[1]
    assert disagreement("EUR", one, other, [("SEK", "PDNG", 1), ("EUR", "BOOK", 1)]) == (True, "")


def summary(count: str, total: str, name: str = "TtlNtries") -> str:
    return f"<TxsSummry><{name}><NbOfNtries>{count}</NbOfNtries><Sum>{total}</Sum></{name}></TxsSummry>"


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (summary("3", "6.50"), ""),
        (summary("2", "5.50"), ""),  # what is booked
        (summary("3", "6.500"), ""),
        (summary("4", "6.50"), "counts 4 entries, it holds 3"),
        (summary("3", "6.51"), "adds up to 6.51, its entries to 650"),
        (summary("2", "3.50", "TtlCdtNtries"), "counts 2 entries, it holds 1"),
        (summary("2", "2.50", "TtlDbtNtries"), ""),
        (summary("", "x"), ""),
        (summary("9" * 40, "6.50"), ""),
        ("", ""),
    ],
)
def test_the_banks_own_summary(said: str, why: str) -> None:
    made = [entry("4.00"), entry("1.50", credit=False), entry("1.00", credit=False, status="PDNG")]
    taken: list[Element] = []
    body = read_xml(message(statement(said, *made)), "a", {"BkToCstmrStmt": "camt.053"}, {"Ntry": taken.append}).body
    stmt = body.first("Stmt")
    assert stmt is not None
    found = summary_fault(stmt, "EUR", [read_entry(element, IBAN, None) for element in taken])
    assert why in found and bool(found) is bool(why)
