"""`office.toml`: where an office keeps its journal, and at which banks its money lies."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from agister.errors import JournalError, PaymentError
from agister.payments.iban import check_iban

SCHEMA = "agister.levy.office/1"
FILE = "office.toml"

_KEYS: Mapping[str, Mapping[str, type]] = {
    "": {"schema": str, "name": str, "calendar": str, "journal": dict, "bank": list},
    "journal": {"kind": str, "file": str, "connection_variable": str, "schema": str},
    "bank": {"name": str, "iban": str, "bic": str, "holder": str},
}
_KINDS = ("sqlite", "postgres")


@dataclass(frozen=True, slots=True, kw_only=True)
class BankAccount:
    """An account of the office at a bank: `Bank:<name>` in the journal."""

    name: str
    iban: str
    holder: str
    bic: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What `office.toml` says."""

    name: str
    calendar: str = "target"
    journal: str = "sqlite"
    file: str = "journal.sqlite"
    connection_variable: str = "AGISTER_JOURNAL"
    """Name of the environment variable with the connection string of PostgreSQL: no password stands in a file."""
    schema: str = "agister"
    """Schema of PostgreSQL that the journal has for itself: offices that share a database have one each."""
    banks: tuple[BankAccount, ...] = ()

    def bank(self, iban: str) -> BankAccount | None:
        """The account with an IBAN."""
        return next((bank for bank in self.banks if bank.iban == iban), None)


def write_settings(settings: Settings) -> str:
    """`office.toml` with what each key means."""
    banks = "".join(
        f"\n[[bank]]                    # an account of the office; its statements are booked on Bank:{bank.name}\n"
        f"name = {_quoted(bank.name)}\niban = {_quoted(bank.iban)}\nholder = {_quoted(bank.holder)}\n"
        + (f"bic = {_quoted(bank.bic)}\n" if bank.bic else "")
        for bank in settings.banks
    )
    return f"""# What this office decided for itself. The act and the charter are documents of its journal.
schema = {_quoted(SCHEMA)}
name = {_quoted(settings.name)}
calendar = {_quoted(settings.calendar)}         # working days that due dates move to: "target", "weekends", or "" to leave them

[journal]
kind = {_quoted(settings.journal)}             # or "postgres"
file = {_quoted(settings.file)}     # sqlite: beside this file
connection_variable = {_quoted(settings.connection_variable)}   # postgres: environment variable with the connection string
schema = {_quoted(settings.schema)}          # postgres: the schema that the journal has for itself
{banks}"""


def read_settings(path: Path) -> Settings:
    """What the file says. Raises `JournalError` with the key that is wrong and what is allowed."""
    try:
        found = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise JournalError(
            f"{path.parent} is no office folder: it has no {path.name}; make one with `agister levy office init {path.parent} …`"
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise JournalError(f"{path} is no TOML: {error}") from None
    _check(found, "", path)
    if found.get("schema") != SCHEMA:
        raise JournalError(f"{path}: schema is {found.get('schema')!r}; this version reads {SCHEMA!r}")
    journal = found.get("journal", {})
    banks = found.get("bank", [])
    _check(journal, "journal", path)
    for bank in banks:
        if not isinstance(bank, dict):
            raise JournalError(f"{path}: bank must be written as tables, [[bank]]")
        _check(bank, "bank", path)
        for key in ("name", "iban", "holder"):
            if not bank.get(key):
                raise JournalError(f"{path}: a [[bank]] has no {key}; write it down")
    kind = journal.get("kind", "sqlite")
    if kind not in _KINDS:
        raise JournalError(f"{path}: journal.kind is {kind!r}; allowed: {', '.join(_KINDS)}")
    name = found.get("name", "")
    if not name:
        raise JournalError(f"{path}: name is missing; write down what the office is called")
    return Settings(
        name=name,
        calendar=found.get("calendar", "target"),
        journal=kind,
        file=journal.get("file", "journal.sqlite"),
        connection_variable=journal.get("connection_variable", "AGISTER_JOURNAL"),
        schema=journal.get("schema", "agister"),
        banks=tuple(
            BankAccount(
                name=bank["name"], iban=_iban(bank["iban"], path), holder=bank["holder"], bic=bank.get("bic", "")
            )
            for bank in banks
        ),
    )


def _iban(text: str, path: Path) -> str:
    try:
        return check_iban(text)
    except PaymentError as error:
        raise JournalError(f"{path}: a [[bank]]: {error}") from None


def _check(table: dict[str, Any], section: str, path: Path) -> None:
    known = _KEYS[section]
    before = f"{section}." if section else ""
    for key, value in table.items():
        if key not in known:
            near = get_close_matches(key, known, n=1)
            hint = f"did you mean {near[0]}?" if near else f"allowed: {', '.join(known)}"
            raise JournalError(f"{path}: {before}{key} is not a known key; {hint}")
        if not isinstance(value, known[key]) or isinstance(value, bool):
            kind = {str: "a text", int: "a whole number", dict: "a table", list: "a list of tables"}[known[key]]
            raise JournalError(f"{path}: {before}{key} must be {kind}")


def _quoted(text: str) -> str:
    escaped = "".join(
        "\\" + char if char in '"\\' else f"\\u{ord(char):04x}" if ord(char) < 32 or ord(char) == 127 else char
        for char in text
    )
    return f'"{escaped}"'
