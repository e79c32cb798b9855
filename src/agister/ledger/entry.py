"""An entry of the journal: something that happened, what it rests on, and the postings that it moves money with.

An entry may move nothing (a return is filed): it sums to zero all the same. What was booked is never changed; an entry that
corrects another names it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from agister.errors import BrokenInvariant, JournalError
from agister.ledger.currency import currency

#: What the facts of an entry are made of: whole numbers, texts, yes/no, nothing, lists and mappings of them. No float.
Fact = int | str | bool | None | Sequence["Fact"] | Mapping[str, "Fact"]

#: Parts between colons; a part holds what an identifier may, never a blank or a colon.
_ACCOUNT = re.compile(r"[A-Z][A-Za-z]*(:[A-Za-z0-9][A-Za-z0-9._/+-]{0,79}){0,4}", re.ASCII)
#: Largest number of minor units in one posting: what a signed 64-bit column holds.
LARGEST = 2**63 - 1
DEEPEST = 12
#: Bits of the largest whole number among the facts: Python writes no number of many thousand digits.
_WIDEST = 4096
#: What no single line of text holds.
_NO_LINE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
#: A NUL as JSON writes it.
_NUL = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """One side of an entry."""

    account: str
    """`Receivable:Levy:acme`"""
    units: int
    """Minor units; a debit is positive, a credit negative, none is zero."""
    currency: str

    def __post_init__(self) -> None:
        if type(self.units) is not int:
            raise BrokenInvariant(f"{self.units!r} is no whole number of minor units")
        if self.units == 0 or abs(self.units) > LARGEST:
            raise JournalError(f"{self.account}: a posting of {self.units} minor units cannot be booked")
        if not _ACCOUNT.fullmatch(self.account):
            raise JournalError(
                f"{self.account[:120]!r} is no account; write its parts with colons between, as in Receivable:Levy:acme"
            )
        currency(self.currency)


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalEntry:
    """What is to be booked."""

    key: str
    """Idempotency key: booking the same entry twice books it once; another entry under the same key is refused."""
    kind: str
    """What happened, a word of `agister.levy.events.EVENTS`."""
    on: date
    """The day on which it takes effect."""
    subject: str
    """What it is about: `assessment:A-17`."""
    by: str
    """Who answers for it."""
    text: str
    """One sentence for people."""
    facts: Mapping[str, Fact] = field(default_factory=dict)
    postings: tuple[Posting, ...] = ()
    documents: tuple[str, ...] = ()
    """Digests (`sha256:…`) of the documents that it rests on."""
    corrects: str = ""
    """Key of the entry that it corrects or reverses."""

    def __post_init__(self) -> None:
        for name, text in (("key", self.key), ("kind", self.kind), ("subject", self.subject), ("by", self.by)):
            if not text.strip():
                raise JournalError(f"an entry needs a {name}")
            if _NO_LINE.search(text):
                raise JournalError(f"an entry's {name} is one line of text, not {text[:120]!r}")
        sums: dict[str, int] = {}
        for posting in self.postings:
            sums[posting.currency] = sums.get(posting.currency, 0) + posting.units
        wrong = sorted(code for code, units in sums.items() if units)
        if wrong:
            raise JournalError(f"entry {self.key} does not balance: {wrong[0]} sums to {sums[wrong[0]]} minor units")
        _only_facts(self.facts, self.key, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class BookedEntry:
    """An entry in its place in the journal."""

    number: int
    """1, 2, 3 … without a gap."""
    recorded: datetime
    """When it was booked (UTC): what was known when."""
    digest: str
    """`sha256:…` over the digest of the entry before it and this one: whoever holds the last digest can see any change."""
    entry: JournalEntry


#: The fact that names what an entry does not show to everybody: name of a fact, or `text` for the sentence → its salt (hexadecimal).
PRIVATE = "private"
#: Beginning of what stands in the place of a private fact. The digest of an entry is taken over these seals, so whoever holds an entry
#: with seals checks the same chain as whoever holds what is under them.
SEAL = "sealed:sha256:"

#: Digest before the first entry.
START = "sha256:" + "0" * 64


def entry_json(entry: JournalEntry) -> dict[str, Any]:
    """An entry as JSON holds it, without what is empty."""
    found: dict[str, Any] = {
        "key": entry.key,
        "kind": entry.kind,
        "on": entry.on.isoformat(),
        "subject": entry.subject,
        "by": entry.by,
        "text": entry.text,
    }
    if entry.facts:
        found["facts"] = entry.facts
    if entry.postings:
        found["postings"] = [[item.account, item.units, item.currency] for item in entry.postings]
    if entry.documents:
        found["documents"] = list(entry.documents)
    if entry.corrects:
        found["corrects"] = entry.corrects
    return found


def entry_from_json(found: Mapping[str, Any]) -> JournalEntry:
    """The reverse of `entry_json`."""
    return JournalEntry(
        key=found["key"],
        kind=found["kind"],
        on=date.fromisoformat(found["on"]),
        subject=found["subject"],
        by=found["by"],
        text=found["text"],
        facts=found.get("facts", {}),
        postings=tuple(
            Posting(account=account, units=units, currency=code) for account, units, code in found.get("postings", ())
        ),
        documents=tuple(found.get("documents", ())),
        corrects=found.get("corrects", ""),
    )


_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def canonical(found: object) -> str:
    """JSON in one way only: keys sorted, no blanks, as UTF-8."""
    return _CANONICAL.encode(found)


def sealed(found: Mapping[str, Any], *, opened: Collection[str] = ()) -> dict[str, Any]:
    """An entry as JSON with seals in the place of its private facts, at any depth, except those named in `opened`.

    A salt that is empty says that a seal stands there already. Raises `JournalError` where none does: a fact that
    everybody could guess from its digest is not sealed.
    """
    salts = found.get("facts", {}).get(PRIVATE)
    if not salts:
        return dict(found)
    hidden = {name: str(salt) for name, salt in salts.items() if name not in opened}
    inside = {name: salt for name, salt in hidden.items() if name != "text"}
    facts = {name: _sealed(value, name, inside) for name, value in found["facts"].items() if name != PRIVATE}
    facts[PRIVATE] = {name: "" if name in hidden else salt for name, salt in salts.items()}
    text = _sealed(found["text"], "text", hidden)
    return {**found, "text": text, "facts": facts}


def entry_text(entry: JournalEntry) -> str:
    """An entry as the line that a journal keeps. Raises `JournalError` where something in it is no text."""
    text = canonical(entry_json(entry))
    # No database keeps a NUL in a text, nor half of a surrogate pair.
    if ("\\u0000" in text and _NUL.search(text)) or (not text.isascii() and _SURROGATE.search(text)):
        raise JournalError(f"entry {entry.key} holds a NUL or half of a surrogate pair, which is no text: take it out")
    return text


def chained(before: str, number: int, recorded: datetime, entry: JournalEntry) -> str:
    """The digest of an entry in its place. Private facts enter it as seals."""
    return linked(before, number, recorded.isoformat(), entry_text(entry))


def linked(before: str, number: int, recorded: str, text: str) -> str:
    """The digest of an entry from what a journal keeps of it: `chained` without the entry, for checking many."""
    if f'"{PRIVATE}"' in text:
        text = canonical(sealed(json.loads(text)))
    return _digest(f'["{before}",{number},"{recorded}",{text}]')


def _sealed(value: Any, name: str, salts: Mapping[str, str]) -> Any:
    if name in salts:
        if salts[name]:
            return "sealed:" + _digest(canonical([salts[name], value]))
        if not is_sealed(value):
            raise JournalError(
                f"{name!r} is private, but has neither salt nor seal: the entry cannot be checked or shown"
            )
        return value
    if isinstance(value, Mapping):
        return {key: _sealed(item, key, salts) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_sealed(item, "", salts) for item in value]
    return value


def is_sealed(value: object) -> bool:
    """Whether a seal stands in the place of a fact."""
    return isinstance(value, str) and value.startswith(SEAL) and len(value) == len(SEAL) + 64


def _digest(text: str) -> str:
    return "sha256:" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _only_facts(value: object, key: str, depth: int) -> None:
    if depth > DEEPEST:
        raise JournalError(f"entry {key}: its facts are nested more than {DEEPEST} deep")
    if value is None or isinstance(value, bool | str):
        return
    if isinstance(value, int):
        if value.bit_length() > _WIDEST:
            raise JournalError(f"entry {key}: a number of {value.bit_length()} bits is too large for a fact")
        return
    if isinstance(value, Mapping):
        for name, item in value.items():
            if not isinstance(name, str):
                raise BrokenInvariant(f"entry {key}: {name!r} is no name of a fact")
            _only_facts(item, key, depth + 1)
    elif isinstance(value, Sequence) and not isinstance(value, bytes | bytearray):
        for item in value:
            _only_facts(item, key, depth + 1)
    else:
        raise BrokenInvariant(
            f"entry {key}: {value!r} is no fact; only whole numbers, texts, yes/no, lists and mappings are"
        )
