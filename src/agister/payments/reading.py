"""A bank statement of any form: which it is, is seen from its first bytes."""

from __future__ import annotations

from agister.errors import PaymentError
from agister.payments.camt import read_camt
from agister.payments.csv_statement import CsvDialect, read_csv
from agister.payments.statement import StatementFile

_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def read_statement(data: bytes, name: str, dialect: CsvDialect | None = None) -> StatementFile:
    """Read a statement file: camt.052, 053 or 054 in XML, or CSV with the documented columns.

    `name` stands in messages; `dialect` says how a table is written where it is not ours. Raises `PaymentError` with the place and the
    reason where it cannot be read: nothing of it is to be booked.
    """
    start = data[:4096]
    for mark in _MARKS:
        start = start.removeprefix(mark)
    start = start.replace(b"\0", b"").lstrip()
    if not start:
        raise PaymentError(f"{name}: is empty; ask the bank for it again")
    if start.startswith(b"<"):
        return read_camt(data, name)
    if start.startswith((b"%PDF", b"PK\x03\x04", b"\x1f\x8b", b"\xd0\xcf\x11\xe0")):
        raise PaymentError(
            f"{name}: is a PDF, an archive or a spreadsheet; give the camt.053 or CSV file that it holds"
        )
    if start.startswith((b":20:", b"{1:")):
        raise PaymentError(f"{name}: is an MT940 message of SWIFT, which is not read; ask the bank for camt.053")
    return read_csv(data, name, dialect or CsvDialect())
