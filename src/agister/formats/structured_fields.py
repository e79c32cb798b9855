"""Structured Field Values for HTTP (RFC 9651, 2024-09): dictionaries, lists and items, with every type.

The three parsers take one field value (several lines are joined with `, ` first, RFC 9651 §4.2), return what it says
or a `Failure` that says why not; they never raise. Time and memory are linear in the value, and values beyond
`SIZE_LIMIT` are refused. Inner lists hold items only, so nothing here recurses.
"""

from __future__ import annotations

import re
from base64 import b64decode
from binascii import Error as Base64Error
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeVar

#: Longest value that is read, in characters. RFC 9651 §3 asks for far less (1024 members with keys of 64 characters).
SIZE_LIMIT = 256 * 1024


@dataclass(frozen=True, slots=True)
class Token:
    """A bare word (RFC 9651 §3.3.4). Not equal to the string of the same letters."""

    text: str


@dataclass(frozen=True, slots=True)
class Date:
    """A point in time (RFC 9651 §3.3.7), in whole seconds since 1970-01-01T00:00:00Z."""

    seconds: int


@dataclass(frozen=True, slots=True)
class DisplayString:
    """Unicode text meant for people (RFC 9651 §3.3.8)."""

    text: str


#: Integer, Decimal, String, Token, Byte Sequence, Boolean, Date, Display String (RFC 9651 §3.3).
BareItem = int | Decimal | str | Token | bytes | bool | Date | DisplayString


@dataclass(frozen=True, slots=True)
class Item:
    """A value with its parameters (RFC 9651 §3.3)."""

    value: BareItem
    parameters: Mapping[str, BareItem] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class InnerList:
    """Items in parentheses, with parameters of the whole (RFC 9651 §3.1.1)."""

    items: tuple[Item, ...]
    parameters: Mapping[str, BareItem] = field(default_factory=dict)


Member = Item | InnerList


@dataclass(frozen=True, slots=True)
class Dictionary:
    """Members by key (RFC 9651 §3.2)."""

    members: Mapping[str, Member]
    """In order of first appearance; of a repeated key the last value."""
    repeated: frozenset[str] = frozenset()
    """Keys that appear more than once."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a value is not what was asked for; the whole field is then ignored (RFC 9651 §4.2)."""

    reason: str
    position: int
    """Characters before the place where reading stopped."""


_T = TypeVar("_T")

_KEY = re.compile(r"[a-z*][a-z0-9_.*-]*")
_TOKEN = re.compile(r"[A-Za-z*][A-Za-z0-9!#$%&'*+.^_`|~:/-]*")
_NUMBER = re.compile(r"(-?)([0-9]+)(?:\.([0-9]*))?")
_STRING = re.compile(r'"([ !#-\[\]-~]*(?:\\["\\][ !#-\[\]-~]*)*)"')
_UNESCAPE = re.compile(r"\\(.)")
_BOOLEAN = re.compile(r"\?([01])")
_BYTES = re.compile(r":([A-Za-z0-9+/]*)(=*):")
_DISPLAY = re.compile(r'%"([ !#$&-~]*(?:%[0-9a-f]{2}[ !#$&-~]*)*)"')
_PERCENT = re.compile(r"%([0-9a-f]{2})")
_SPACES = re.compile(r" *")
_BLANKS = re.compile(r"[ \t]*")


def parse_dictionary(value: bytes | str) -> Dictionary | Failure:
    """A Dictionary (RFC 9651 §4.2.2); an empty value is an empty one."""
    return _parse(value, _dictionary)


def parse_list(value: bytes | str) -> tuple[Member, ...] | Failure:
    """A List (RFC 9651 §4.2.1); an empty value is an empty one."""
    return _parse(value, _list)


def parse_item(value: bytes | str) -> Item | Failure:
    """An Item (RFC 9651 §4.2.3)."""
    return _parse(value, _item)


class _Stopped(Exception):
    """Ends a parse from any depth; never leaves this file."""

    def __init__(self, reason: str, position: int) -> None:
        super().__init__(reason)
        self.failure = Failure(reason, position)


class _Reader:
    """A value and how far it was read."""

    __slots__ = ("at", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def skip(self, blanks: re.Pattern[str]) -> None:
        found = blanks.match(self.text, self.at)
        self.at = found.end() if found else self.at

    def take(self, character: str) -> bool:
        if not self.text.startswith(character, self.at):
            return False
        self.at += len(character)
        return True

    def match(self, pattern: re.Pattern[str], reason: str) -> re.Match[str]:
        found = pattern.match(self.text, self.at)
        if found is None:
            raise self.stop(reason)
        self.at = found.end()
        return found

    def stop(self, reason: str) -> _Stopped:
        return _Stopped(reason, self.at)

    @property
    def ended(self) -> bool:
        return self.at >= len(self.text)


def _parse(value: bytes | str, read: Callable[[_Reader], _T]) -> _T | Failure:
    if len(value) > SIZE_LIMIT:
        return Failure(f"longer than {SIZE_LIMIT} characters", SIZE_LIMIT)
    try:
        text = value.decode("ascii") if isinstance(value, bytes) else value
    except UnicodeDecodeError as error:
        return Failure("a character outside ASCII", error.start)
    if not text.isascii():
        return Failure("a character outside ASCII", next(at for at, letter in enumerate(text) if ord(letter) > 127))
    reader = _Reader(text)
    try:
        reader.skip(_SPACES)
        result = read(reader)
        reader.skip(_SPACES)
        if not reader.ended:
            raise reader.stop("something follows the end of the value")
    except _Stopped as stopped:
        return stopped.failure
    return result


def _dictionary(reader: _Reader) -> Dictionary:
    members: dict[str, Member] = {}
    repeated: set[str] = set()
    while not reader.ended:
        key = reader.match(_KEY, "a key must begin with a lower-case letter or `*`").group()
        if key in members:
            repeated.add(key)
        members[key] = _member(reader) if reader.take("=") else Item(True, _parameters(reader))
        if not _more(reader):
            break
    return Dictionary(members, frozenset(repeated))


def _list(reader: _Reader) -> tuple[Member, ...]:
    members: list[Member] = []
    while not reader.ended:
        members.append(_member(reader))
        if not _more(reader):
            break
    return tuple(members)


def _more(reader: _Reader) -> bool:
    reader.skip(_BLANKS)
    if reader.ended:
        return False
    if not reader.take(","):
        raise reader.stop("members must be separated by a comma")
    reader.skip(_BLANKS)
    if reader.ended:
        raise reader.stop("a comma ends the value")
    return True


def _member(reader: _Reader) -> Member:
    if not reader.take("("):
        return _item(reader)
    items: list[Item] = []
    while True:
        reader.skip(_SPACES)
        if reader.take(")"):
            return InnerList(tuple(items), _parameters(reader))
        items.append(_item(reader))
        if not reader.ended and reader.text[reader.at] not in " )":
            raise reader.stop("items of an inner list must be separated by spaces")


def _item(reader: _Reader) -> Item:
    return Item(_bare_item(reader), _parameters(reader))


def _parameters(reader: _Reader) -> dict[str, BareItem]:
    parameters: dict[str, BareItem] = {}
    while reader.take(";"):
        reader.skip(_SPACES)
        key = reader.match(_KEY, "a parameter must begin with a lower-case letter or `*`").group()
        parameters[key] = _bare_item(reader) if reader.take("=") else True
    return parameters


def _bare_item(reader: _Reader) -> BareItem:
    first = reader.text[reader.at : reader.at + 1]
    if first == '"':
        found = reader.match(_STRING, "a string that is not closed or holds what a string cannot")
        return _UNESCAPE.sub(r"\1", found.group(1))
    if first == "?":
        found = reader.match(_BOOLEAN, "a boolean is `?0` or `?1`")
        return found.group(1) == "1"
    if first == ":":
        return _byte_sequence(reader)
    if first == "@":
        reader.take("@")
        seconds = _number(reader)
        if not isinstance(seconds, int):
            raise reader.stop("a date is a whole number of seconds")
        return Date(seconds)
    if first == "%":
        return _display_string(reader)
    if first == "-" or first.isdigit():
        return _number(reader)
    return Token(reader.match(_TOKEN, "no value of any type begins like this").group())


def _number(reader: _Reader) -> int | Decimal:
    """RFC 9651 §4.2.4: at most 15 digits, or 12 before and 3 after the point."""
    found = reader.match(_NUMBER, "a number needs a digit")
    sign, whole, fraction = found.group(1), found.group(2), found.group(3)
    if fraction is None:
        if len(whole) > 15:
            raise reader.stop("an integer of more than 15 digits")
        return int(sign + whole)
    if len(whole) > 12 or not 1 <= len(fraction) <= 3:
        raise reader.stop("a decimal has up to 12 digits before its point and 1 to 3 after it")
    return Decimal(f"{sign}{whole}.{fraction}")


def _byte_sequence(reader: _Reader) -> bytes:
    """RFC 9651 §4.2.7: missing padding and bits left over in the last character are let pass."""
    found = reader.match(_BYTES, "a byte sequence is base64 between colons")
    text = found.group(1)
    try:
        return b64decode(text + "=" * (-len(text) % 4))
    except Base64Error as error:
        raise reader.stop("a byte sequence whose base64 is cut off") from error


def _display_string(reader: _Reader) -> DisplayString:
    found = reader.match(_DISPLAY, "a display string is ASCII in quotes, anything else in lower-case percent escapes")
    octets = _PERCENT.sub(lambda escape: chr(int(escape.group(1), 16)), found.group(1)).encode("latin-1")
    try:
        return DisplayString(octets.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise reader.stop("a display string that is not UTF-8") from error
