"""Which form a statement has is seen from its beginning."""

from __future__ import annotations

import pytest

from agister.errors import PaymentError
from agister.payments.csv_statement import CsvDialect
from agister.payments.reading import read_statement
from tests.bank_messages import IBAN, entry, one_day

CSV = f"account,currency,booking_day,amount\n{IBAN},EUR,2031-01-02,5.00\n"


@pytest.mark.parametrize(
    "data",
    [
        one_day(entry("5.00"), closing="105.00"),
        b"\xef\xbb\xbf\n" + one_day(entry("5.00"), closing="105.00")[39:],
        one_day(entry("5.00"), closing="105.00")[39:].decode().encode("utf-16"),
        CSV.encode(),
        CSV.encode("utf-8-sig"),
    ],
)
def test_both_forms(data: bytes) -> None:
    assert read_statement(data, "a").statements[0].total == 500


def test_a_declared_dialect() -> None:
    data = CSV.replace(",", ";").replace("5.00", "5,00").encode("utf-16")
    found = read_statement(data, "a", CsvDialect(delimiter=";", decimal=",", encoding="utf-16"))
    assert found.statements[0].total == 500


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "is empty"),
        (b" \n\0\0 ", "is empty"),
        (b"%PDF-1.7", "PDF, an archive or a spreadsheet"),
        (b"PK\x03\x04", "PDF, an archive or a spreadsheet"),
        (b":20:STARTUMS\r\n", "MT940"),
        (b"{1:F01", "MT940"),
        (b"hello", "no column 'account'"),
        (b"<html></html>", "holds no bank message"),
    ],
)
def test_other_forms_are_refused(data: bytes, why: str) -> None:
    with pytest.raises(PaymentError, match=f"a.bin.*{why}"):
        read_statement(data, "a.bin")
