"""Screening names against a sanctions list that somebody saved: a file goes in, a record comes out, nothing is fetched.

The list is CSV with a column `name` and if there are any `aliases` (separated by `;`) and `id`, the columns of OpenSanctions'
simple tables. A name hits where all words of a listed name are in it, or all its words in a listed name; a person then looks.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from agister.errors import ProcedureError
from agister.ledger.entry import Fact

#: Largest list that is read, in bytes.
SIZE_LIMIT = 256 * 2**20
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One entry of a list."""

    id: str
    names: tuple[str, ...]
    """The name, then its aliases."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SanctionsList:
    """A list as it was on a day."""

    name: str
    day: date
    digest: str
    entries: tuple[Listed, ...]


def read_sanctions_list(body: bytes, name: str, day: date) -> SanctionsList:
    """A list from CSV. Raises `ProcedureError` where it is none: an empty list would clear everybody."""
    if len(body) > SIZE_LIMIT:
        raise ProcedureError(f"{name} has {len(body):,} bytes; a sanctions list of at most {SIZE_LIMIT:,} is read")
    try:
        rows = list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline=""), strict=True))
    except UnicodeDecodeError as error:
        raise ProcedureError(f"{name} is not UTF-8 (byte {error.start}): save the list as UTF-8") from None
    except csv.Error as error:
        raise ProcedureError(f"{name} is no CSV: {error}; save the list anew") from None
    header = [cell.strip().lower() for cell in rows[0]] if rows else []
    if "name" not in header:
        raise ProcedureError(
            f"{name} has no column `name` in its first line: a list without names cannot be screened against"
        )
    at = {column: header.index(column) for column in ("name", "aliases", "id") if column in header}
    entries = []
    for number, row in enumerate(rows[1:], start=2):
        if not any(cell.strip() for cell in row):
            continue
        if len(row) < len(header):
            raise ProcedureError(
                f"{name}, line {number} has {len(row)} cells, the first line {len(header)}: save the list anew"
            )
        aliases = row[at["aliases"]].split(";") if "aliases" in at else []
        names = tuple(text.strip() for text in (row[at["name"]], *aliases) if text.strip())
        if names:
            entries.append(Listed(id=row[at["id"]].strip() if "id" in at else f"line {number}", names=names))
    if not entries:
        raise ProcedureError(f"{name} names nobody: an empty list would clear everybody; save the list anew")
    digest = f"sha256:{hashlib.sha256(body).hexdigest()}"
    return SanctionsList(name=name, day=day, digest=digest, entries=tuple(entries))


def screen(names: Iterable[str], against: SanctionsList) -> tuple[str, ...]:
    """Every listed name that one of the names may be, in words: `Example Org (id Q1)`."""
    mine = [(name, found) for name in names if (found := _words(name))]
    hits = []
    for entry in against.entries:
        for listed in entry.names:
            words = _words(listed)
            if any(_alike(words, own) for _, own in mine):
                hits.append(f"{listed} (id {entry.id})")
                break
    return tuple(hits)


def screening_record(names: Iterable[str], against: SanctionsList) -> dict[str, Fact]:
    """A screening as the `sanctions` of a `payee-check` document."""
    return {
        "list": against.name,
        "list_digest": against.digest,
        "day": against.day.isoformat(),
        "hits": list(screen(names, against)),
    }


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """All words of the one are in the other; a single word only where both are that word."""
    if not one or not other:
        return False
    small, large = sorted((one, other), key=len)
    return small <= large and (len(small) > 1 or len(large) == 1)


def _words(text: str) -> frozenset[str]:
    """The words of a name, without case, marks and order."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return frozenset(_WORD.findall("".join(char for char in plain if not unicodedata.combining(char))))
