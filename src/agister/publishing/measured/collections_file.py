"""The file that says which collections of the commons are measured: where each lives, its licence class, modality and language."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from enum import StrEnum
from typing import Any

from agister.errors import AmountError, SharingError
from agister.ledger.exact import exact
from agister.levy.charter.single_works import single_work
from agister.levy.runs.payout import NAME
from agister.publishing.measured.places import Place, Places, read_place

#: Largest file that is read, in bytes.
SIZE_LIMIT = 4 * 1024 * 1024
#: What strands may be made of.
STRAND_PARTS = ("modality", "licence", "language")
#: The word for strands that weigh what was measured in them.
AS_MEASURED = "measured"

_TOP = ("name", "frozen", "law", "floor", "cap", "rest", "by", "strands", "collections")
_OWN = ("title", "at", "licence", "modality", "language", "floor", "cap")


class LicenceClass(StrEnum):
    """How a work is common."""

    PUBLIC_DOMAIN = "public-domain"
    OPEN_LICENSED = "open-licensed"
    COMMUNITY = "community"


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """A collection of the commons: the unit that is measured, never a single work."""

    id: str
    """Its name as a payee."""
    title: str
    places: tuple[Place, ...]
    licence: LicenceClass
    modality: str
    language: str
    floor: str = ""
    cap: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommonsCollections:
    """A collections file that was read and checked."""

    name: str
    frozen: date
    """The day that the corpus was frozen on."""
    law: str
    floor: str
    cap: str
    rest: str
    by: tuple[str, ...]
    strands: Mapping[str, str] | None
    """Strand → weight; None: each weighs what was measured in it."""
    collections: Mapping[str, Collection]
    digest: str
    places: Places


def read_collections(body: bytes, *, file: str = "sources.toml") -> CommonsCollections:
    """Read a collections file (TOML). Raises `SharingError` with file, key, and what is allowed."""
    if len(body) > SIZE_LIMIT:
        raise SharingError(f"{file} is larger than {SIZE_LIMIT:,} bytes")
    try:
        found = tomllib.loads(body.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise SharingError(f"{file} is not UTF-8 text (byte {error.start}); save it as UTF-8") from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise SharingError(f"{file} is not TOML: {error}") from error
    where = _Reader(file)
    where.only(found, "", _TOP)
    collections = {}
    for name, table in where.tables(found, "collections").items():
        collections[name] = _collection(where, name, table)
    by = where.texts(found, "by", "by")
    for part in by:
        if part not in STRAND_PARTS:
            raise where.fault("by", f"{part!r} makes no strand; allowed: {', '.join(STRAND_PARTS)}")
    frozen = found.get("frozen")
    if not isinstance(frozen, date) or isinstance(frozen, datetime):
        raise where.fault("frozen", "write the day that the corpus was frozen on, such as frozen = 2031-01-31")
    floor, cap = where.limit(found, "floor", "floor"), where.limit(found, "cap", "cap")
    if not floor or not cap:
        raise where.fault("floor" if not floor else "cap", "is missing: no source takes all, and none is lost")
    return CommonsCollections(
        name=where.text(found, "name", "name"),
        frozen=frozen,
        law=where.text(found, "law", "law") if "law" in found else "",
        floor=floor,
        cap=cap,
        rest=where.name(found, "rest", "rest"),
        by=tuple(part for part in STRAND_PARTS if part in by),
        strands=_strands(where, found),
        collections=collections,
        digest=f"sha256:{hashlib.sha256(body).hexdigest()}",
        places=_places(where, collections),
    )


def _collection(where: _Reader, name: str, table: Mapping[str, Any]) -> Collection:
    path = f"collections.{name}"
    if not NAME.fullmatch(name):
        raise where.fault(path, "use up to 60 of A-Z a-z 0-9 . _ + - and begin with a letter or digit")
    if what := single_work(name):
        raise where.fault(path, f"is {what}: what is measured are collections, not single works")
    where.only(table, path, _OWN)
    places = []
    for text in where.texts(table, "at", f"{path}.at"):
        try:
            places.append(read_place(text))
        except SharingError as error:
            raise where.fault(f"{path}.at", str(error)) from error
    if not places:
        raise where.fault(f"{path}.at", "name at least one host, path or origin")
    licence = where.text(table, "licence", f"{path}.licence")
    if licence not in tuple(LicenceClass):
        raise where.fault(
            f"{path}.licence", f"{licence!r} is no class of the commons; allowed: {', '.join(LicenceClass)}"
        )
    return Collection(
        id=name,
        title=where.text(table, "title", f"{path}.title"),
        places=tuple(places),
        licence=LicenceClass(licence),
        modality=where.name(table, "modality", f"{path}.modality") if "modality" in table else "text",
        language=where.name(table, "language", f"{path}.language") if "language" in table else "mul",
        floor=where.limit(table, "floor", f"{path}.floor"),
        cap=where.limit(table, "cap", f"{path}.cap"),
    )


def _places(where: _Reader, collections: Mapping[str, Collection]) -> Places:
    try:
        return Places([(place, item.id) for item in collections.values() for place in item.places])
    except SharingError as error:
        raise where.fault("collections", str(error)) from error


def _strands(where: _Reader, found: Mapping[str, Any]) -> Mapping[str, str] | None:
    given = found.get("strands")
    if given == AS_MEASURED:
        return None
    if not isinstance(given, dict) or not given:
        raise where.fault(
            "strands", f'say how strands weigh against each other: a table of weights, or strands = "{AS_MEASURED}"'
        )
    for strand, weight in given.items():
        path = f"strands.{strand}"
        try:
            if not isinstance(weight, str) or exact(weight) < 0:
                raise AmountError("no weight")
        except AmountError:
            raise where.fault(
                path, f'{weight!r} is no weight; write an exact number in quotes, such as "1/2"'
            ) from None
    return dict(given)


class _Reader:
    """Values of a TOML file, with the key in every message."""

    def __init__(self, file: str) -> None:
        self.file = file

    def fault(self, path: str, message: str) -> SharingError:
        return SharingError(f"{self.file}, {path}: {message}")

    def only(self, table: Mapping[str, Any], path: str, known: tuple[str, ...]) -> None:
        for key in table:
            if key not in known:
                near = get_close_matches(key, known, n=1)
                hint = f"did you mean {near[0]}? " if near else ""
                raise self.fault(f"{path}.{key}".lstrip("."), f"is not known; {hint}allowed: {', '.join(known)}")

    def tables(self, table: Mapping[str, Any], key: str) -> Mapping[str, Mapping[str, Any]]:
        found = table.get(key)
        if not isinstance(found, dict) or not found or not all(isinstance(item, dict) for item in found.values()):
            raise self.fault(key, f"write one table for each, such as [{key}.wikipedia]")
        return found

    def text(self, table: Mapping[str, Any], key: str, path: str) -> str:
        value = table.get(key)
        if not isinstance(value, str) or not value.strip() or not value.isprintable():
            raise self.fault(
                path, "is missing; write a text of one line" if value is None else "must be a text of one line"
            )
        return value.strip()

    def name(self, table: Mapping[str, Any], key: str, path: str) -> str:
        value = self.text(table, key, path)
        if not NAME.fullmatch(value):
            raise self.fault(path, f"{value!r}: use up to 60 of A-Z a-z 0-9 . _ + - and begin with a letter or digit")
        return value

    def texts(self, table: Mapping[str, Any], key: str, path: str) -> tuple[str, ...]:
        value = table.get(key)
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.fault(path, 'write a list of texts, such as ["wikipedia.org"]')
        return tuple(value)

    def limit(self, table: Mapping[str, Any], key: str, path: str) -> str:
        if key not in table:
            return ""
        value = self.text(table, key, path)
        try:
            allowed = value.endswith("%") and 0 <= exact(value) <= 1
        except AmountError:
            allowed = False
        if not allowed:
            raise self.fault(path, f"{value!r} is no share; write it in per cent, such as 2%")
        return value
