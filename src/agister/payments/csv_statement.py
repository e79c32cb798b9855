"""Bank statements as tables: CSV with a line of column names, one movement a line. Any line that cannot be read refuses the file.

Columns that must be there are `REQUIRED`, those that may `OPTIONAL`; `balance` is that after the movement. Another delimiter, decimal
comma, encoding, way to write days or names of columns are read only where they are declared, in a `CsvDialect`: guessing them moves
decimal points.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from agister.errors import PaymentError
from agister.payments.bank_amount import day_of, units_of
from agister.payments.bank_entry import Entry, Transaction
from agister.payments.creditor_reference import reference_text
from agister.payments.iban import account_number
from agister.payments.running_balance import running_balances
from agister.payments.statement import BOOKED, FUTURE, INFORMATION, PENDING, Statement, StatementFile, StatementKind
from agister.payments.statement_keys import Keys, items_of
from agister.rights import Problem

#: Longest file in bytes, most lines, longest cell in characters.
SIZE_LIMIT = 64 * 1024 * 1024
LINE_LIMIT = 500_000
CELL_LIMIT = 20_000

REQUIRED = ("account", "currency", "booking_day", "amount")
OPTIONAL = (
    *("value_day", "bank_reference", "counterparty", "counterparty_account", "ultimate_counterparty"),
    *("creditor_reference", "remittance", "end_to_end_id", "return_reason", "reversal", "status", "bank_code"),
    *("statement", "balance"),
)
_STATUSES = (BOOKED, PENDING, INFORMATION, FUTURE)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
# What a spreadsheet takes for a formula. A sign before nothing but digits is a telephone number or an empty mark.
_FORMULA = re.compile(r"[=@]|[+-](?![0-9 ./()-]*\Z)", re.ASCII)
_DIALECT_DAY = re.compile(r"([0-9]{1,2})[./-]([0-9]{1,2})[./-]([0-9]{4})", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class CsvDialect:
    """How a bank writes its tables, where it does not keep to ours."""

    delimiter: str = ","
    decimal: str = "."
    encoding: str = "utf-8"
    day: str = "year-month-day"
    """Or `day.month.year`, or `month/day/year`."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """The bank's name of a column → ours."""

    def __post_init__(self) -> None:
        if self.delimiter not in (",", ";", "\t", "|"):
            raise PaymentError(f"the delimiter {self.delimiter!r} is not read; it is one of , ; | and tab")
        if self.decimal not in (".", ",") or self.decimal == self.delimiter:
            raise PaymentError(f"the decimal mark {self.decimal!r} is not read; it is . or , and not the delimiter")
        if self.encoding not in ("utf-8", "utf-16", "latin-1", "cp1252"):
            raise PaymentError(
                f"the encoding {self.encoding!r} is not read; it is one of utf-8, utf-16, latin-1, cp1252"
            )
        if self.day not in ("year-month-day", "day.month.year", "month/day/year"):
            raise PaymentError(f"days written {self.day!r} are not read; say day.month.year or month/day/year")
        if wrong := sorted(set(self.columns.values()) - {*REQUIRED, *OPTIONAL}):
            raise PaymentError(f"{wrong[0]!r} is no column here; there are {', '.join((*REQUIRED, *OPTIONAL))}")


_OURS = CsvDialect()


def read_csv(data: bytes, name: str, dialect: CsvDialect = _OURS) -> StatementFile:
    """Read a table of movements: one statement for each account, currency and `statement`.

    Raises `PaymentError` with the line where anything in it cannot be read: nothing of the file is to be booked.
    """
    if len(data) > SIZE_LIMIT:
        raise PaymentError(f"{name}: longer than {SIZE_LIMIT} bytes; split it by days")
    try:
        text = data.decode("utf-8-sig" if dialect.encoding == "utf-8" else dialect.encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise PaymentError(
            f"{name}, line {line}: is not {dialect.encoding}; declare its encoding or save it as UTF-8"
        ) from None
    digest = "sha256:" + hashlib.sha256(data).hexdigest()
    rows: dict[tuple[str, str, str], list[tuple[Entry, int | None]]] = {}
    ignored: list[str] = []
    for place, cells in _rows(text, name, dialect, ignored):
        key = (account_number(cells["account"]), cells["currency"], cells.get("statement", ""))
        rows.setdefault(key, []).append(_entry(cells, place, dialect))
    keys = Keys()
    problems = tuple(
        Problem(kind="csv-column-ignored", place="line 1", message=f"the column {column[:40]!r} is not read")
        for column in ignored[:20]
    )
    return StatementFile(
        name=name,
        digest=digest,
        message="csv",
        message_id=digest[7:27],
        statements=tuple(
            _statement(account, code, identifier, found, digest, keys)
            for (account, code, identifier), found in rows.items()
        ),
        problems=problems,
    )


def _rows(text: str, name: str, dialect: CsvDialect, ignored: list[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Each line with its place, its cells by our names of columns."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=dialect.delimiter, strict=True)
    header: list[str] | None = None
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            raise PaymentError(
                f"{name}, line {reader.line_num}: is no CSV ({str(error)[:80]}); nothing was read"
            ) from None
        place = f"{name}, line {reader.line_num}"
        if reader.line_num > LINE_LIMIT:
            raise PaymentError(f"{place}: more than {LINE_LIMIT} lines; split it by days")
        if not any(cell.strip() for cell in cells):
            continue
        if header is None:
            header = _header(cells, place, dialect, ignored)
            continue
        if len(cells) != len(header):
            raise PaymentError(
                f"{place}: has {len(cells)} cells, the first line {len(header)} columns; a quote or delimiter is missing"
            )
        yield (
            place,
            {column: _cell(cell, f"{place}, {column}") for column, cell in zip(header, cells, strict=True) if column},
        )
    if header is None:
        raise PaymentError(f"{name}: is empty; the first line names the columns: {', '.join(REQUIRED)}")


def _header(cells: list[str], place: str, dialect: CsvDialect, ignored: list[str]) -> list[str]:
    found = []
    for cell in cells:
        column = dialect.columns.get(cell.strip(), cell.strip())
        if column in found:
            raise PaymentError(f"{place}: the column {column[:40]!r} stands twice")
        if column in REQUIRED or column in OPTIONAL:
            found.append(column)
        else:
            ignored.append(cell.strip())
            found.append("")
    if missing := [column for column in REQUIRED if column not in found]:
        raise PaymentError(
            f"{place}: no column {missing[0]!r}; a CSV statement has {', '.join(REQUIRED)}, with commas between them; "
            "other names and delimiters are declared"
        )
    return found


def _cell(text: str, place: str) -> str:
    cell = " ".join(text.split())
    if len(text) > CELL_LIMIT:
        raise PaymentError(f"{place}: longer than {CELL_LIMIT} characters")
    if _CONTROL.search(text):
        raise PaymentError(f"{place}: has a control character; it is refused, as no bank writes one")
    if _FORMULA.match(cell) and not place.endswith((", amount", ", balance")):
        raise PaymentError(
            f"{place}: {cell[:40]!r} begins like a formula of a spreadsheet; it is refused, write it without the sign"
        )
    return cell


def _entry(cells: dict[str, str], place: str, dialect: CsvDialect) -> tuple[Entry, int | None]:
    """The movement of a line, and the balance after it."""
    code = cells["currency"]
    if not cells["account"]:
        raise PaymentError(f"{place}, account: is empty; whose money it is cannot be said")
    signed = _signed(cells["amount"], code, f"{place}, amount", dialect)
    booking = _day(cells["booking_day"], f"{place}, booking_day", dialect)
    value = _day(cells["value_day"], f"{place}, value_day", dialect) if cells.get("value_day") else booking
    status = cells.get("status") or BOOKED
    if status not in _STATUSES:
        raise PaymentError(f"{place}, status: {status[:40]!r} is none of {', '.join(_STATUSES)}")
    reversal = cells.get("reversal", "").lower()
    if reversal not in ("", "yes", "no", "true", "false"):
        raise PaymentError(f"{place}, reversal: {reversal[:40]!r} is not yes or no")
    balance = cells.get("balance", "")
    reference = reference_text(cells.get("creditor_reference", ""))
    spot = place.rpartition(", ")[2]
    entry = Entry(
        place=spot,
        units=abs(signed),
        currency=code,
        credit=signed >= 0,
        reversal=reversal in ("yes", "true"),
        status=status,
        bank_reference=cells.get("bank_reference", ""),
        value_day=value,
        booking_day=booking,
        bank_code=cells.get("bank_code", ""),
        transactions=(
            Transaction(
                place=spot,
                units=abs(signed),
                credit=signed >= 0,
                counterparty=cells.get("counterparty", ""),
                counterparty_account=account_number(cells.get("counterparty_account", "")),
                ultimate_counterparty=cells.get("ultimate_counterparty", ""),
                references=(reference,) if reference else (),
                remittance=cells.get("remittance", ""),
                end_to_end_id=cells.get("end_to_end_id", ""),
                return_reason=cells.get("return_reason", ""),
            ),
        ),
    )
    return entry, _signed(balance, code, f"{place}, balance", dialect) if balance else None


def _signed(text: str, code: str, place: str, dialect: CsvDialect) -> int:
    if dialect.decimal == ",":
        if "." in text:
            raise PaymentError(
                f"{place}: {text[:40]!r} has a point, and the decimal mark declared is a comma: write 1234,50"
            )
        text = text.replace(",", ".", 1)
    negative = text.startswith("-")
    units = units_of(text[1:] if negative else text, code, place)
    return -units if negative else units


def _day(text: str, place: str, dialect: CsvDialect) -> date:
    found = None
    if dialect.day == "year-month-day":
        found = day_of(text) if len(text) == 10 else None
    elif match := _DIALECT_DAY.fullmatch(text):
        first, second, year = int(match[1]), int(match[2]), match[3]
        day, month = (first, second) if dialect.day == "day.month.year" else (second, first)
        found = day_of(f"{year}-{month:02d}-{day:02d}")
    if found is None:
        raise PaymentError(f"{place}: {text[:40]!r} is no day written {dialect.day}, as in 2031-02-28 or as declared")
    return found


def _statement(
    account: str, code: str, identifier: str, found: list[tuple[Entry, int | None]], digest: str, keys: Keys
) -> Statement:
    opening, closing, refusal, ordered = running_balances(found, code)
    entries = [entry for entry, _ in ordered]
    days = [entry.booking_day for entry in entries]
    return Statement(
        message="csv",
        kind=StatementKind.STATEMENT,
        id=identifier or digest[7:27],
        account=account,
        currency=code,
        opening=opening,
        closing=closing,
        items=items_of(account, entries, keys),
        digest=digest,
        start=min(days),
        end=max(days),
        reconciled=False if refusal else (True if opening is not None else None),
        refusal=refusal,
        problems=(Problem(kind="csv-contradicts-itself", place=account, message=refusal),) if refusal else (),
    )
