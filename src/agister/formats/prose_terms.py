"""The words with which people reserve or forbid mining and training, as compiled patterns over folded text.

The lists are data (`prose_terms.toml`, one list per language); this file only loads them. What counts is said by
`agister.formats.prose_passages`.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from re import Pattern
from typing import Any

#: Acronyms that mean something else in lower case ("ai" is an Italian word); kept in capitals by `fold`. In an
#: Italian text in capitals "AI" is that word too.
_ACRONYM = re.compile(
    r"\b(?:AIs?(?! (?:SENSI|FINI|SOLI|TERZI|TITOLARI|LETTORI|DIRITTI)\b)|KI|IA|LLMs?|TDM|RAG|ML)\b|\bA\.I\."
)
_MARKS = dict.fromkeys("’‘`´", "'") | dict.fromkeys("“”„«»", '"') | dict.fromkeys("‐‑‒", "-")
#: UTF-8 that somebody read as Windows-1252 and wrote again: "Â§", "dÃ¼rfen", "lâ€™auteur".
_SECOND = {
    bytes([octet]).decode("cp1252", "replace").replace("\ufffd", chr(octet)): octet for octet in range(0x80, 0xC0)
}
_MISREAD = re.compile(f"[ÂÃÄÅ][{re.escape(''.join(_SECOND))}]|â€[{re.escape(''.join(_SECOND))}]")
_LEADS = {"Â": 0x80, "Ã": 0xC0, "Ä": 0x100, "Å": 0x140, "â": 0x2000}
_LETTERS = {"ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "ß": "s", "đ": "d", "Đ": "d"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Statute:
    """A provision by which a reservation of text and data mining can be named."""

    pattern: Pattern[str]
    names: str
    language: str
    verified: bool
    """Whether the number was read in the source named; otherwise it is from general knowledge."""
    checked: date
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """All lists, compiled. Each pattern's `lastgroup` is the language (ISO 639-1) of what matched, or `any`."""

    uses: Mapping[str, Pattern[str]]
    """`mining`, `training`, `input` (named exactly) and `ai` (use by or for AI in general)."""
    forbid: Pattern[str]
    bind: Pattern[str]
    """Words that forbid only beside a use that was named exactly: "without permission"."""
    decree: Pattern[str]
    """Of the words that forbid, those that only an owner says of his own: "prohibited", beside the use."""
    negated: Pattern[str]
    permit: Pattern[str]
    anchor: Pattern[str]
    aside: Pattern[str]
    foreign: Pattern[str]
    own: Pattern[str]
    promise: Pattern[str]
    """Bare statements that promise rather than forbid, where a page does not say whose content is meant."""
    statutes: tuple[Statute, ...]
    hints: tuple[str, ...]
    """Lower-case pieces of words, of which one stands in nearly every text that names a use."""
    terms_pages: frozenset[str]


def fold(text: str) -> str:
    """Text for comparison, as long as it was: lower-case, no accents, plain quotes; acronyms keep their capitals."""
    folded = text.translate(_FOLDED) if not text.isascii() else text.lower()
    found = [m.span() for m in _ACRONYM.finditer(text)]
    if not found:
        return folded
    parts: list[str] = []
    at = 0
    for start, end in found:
        parts += (folded[at:start], text[start:end])
        at = end
    return "".join((*parts, folded[at:]))


def repaired(text: str) -> str:
    """Text with letters that were decoded wrongly and written again set right; most text is returned as it is."""
    if "Â" in text or "Ã" in text or "â€" in text or "Å" in text or "Ä" in text:
        return _MISREAD.sub(lambda found: chr(_LEADS[found.group()[0]] | _SECOND[found.group()[-1]] & 0x3F), text)
    return text


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The shipped lists."""
    raw: dict[str, Any] = tomllib.loads(files("agister.formats").joinpath("prose_terms.toml").read_text("utf-8"))
    names = "|".join(raw["ai"]["names"])
    macros = {
        "<ai>": rf"(?:[(\[\"]|\w{{1,5}}')?(?:{names})(?!\w)",
        "<gap>": r"(?:\S++ ){0,6}?",
        "<near>": r"(?:\S++ ){0,3}?",
        "<to>": r"(?:/|[,;:)\"']{0,2} )(?:\S++ ){0,6}?",
    }

    def compiled(lists: Mapping[str, Any]) -> Pattern[str]:
        groups = {key: _alternatives(value, macros) for key, value in lists.items() if key != "usage"}
        return re.compile("|".join(f"(?P<{key}>{group})" for key, group in groups.items()))

    return Lexicon(
        uses={key: compiled(value) for key, value in raw["uses"].items()},
        forbid=compiled(raw["forbid"]),
        bind=compiled(raw["bind"]),
        decree=compiled(raw["decree"]),
        negated=compiled(raw["negated"]),
        permit=compiled(raw["permit"]),
        anchor=compiled(raw["anchor"]),
        aside=compiled(raw["aside"]),
        foreign=compiled(raw["foreign"]),
        own=compiled(raw["own"]),
        promise=compiled(raw["promise"]),
        statutes=tuple(Statute(**{**entry, "pattern": re.compile(entry["pattern"])}) for entry in raw["statute"]),
        hints=tuple(raw["hints"]["words"]),
        terms_pages=frozenset(raw["pages"]["terms"]),
    )


def _alternatives(entries: Iterable[str], macros: Mapping[str, str]) -> str:
    joined = "|".join(entries)
    for name, pattern in macros.items():
        joined = joined.replace(name, pattern)
    # Possessive: a word is never tried again at half its length, so that hostile text costs linear time.
    return rf"(?<!\w)(?:{joined.replace(chr(92) + 'S+ ', chr(92) + 'S++ ')})"


def _folding() -> dict[int, str]:
    table = {ord(mark): plain for mark, plain in _MARKS.items()}
    for code in (*range(0x41, 0x5B), *range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        letter = chr(code)
        plain = unicodedata.normalize("NFKD", letter)[0].lower()
        table[code] = plain if len(plain) == 1 else letter
    return table | {ord(letter): plain for letter, plain in _LETTERS.items()}


_FOLDED = _folding()
