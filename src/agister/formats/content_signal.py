"""One Content Signal: `search=yes, ai-train=no, use=reference` (contentsignals.org; no formal grammar was published).

Comma-separated pairs with blanks around them are what the policy shows and its author emits. Everything else that
stands in the wild is a flaw, which keeps what it evidently refuses.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from agister.formats.reservation_intent import Flaw, refuses, reserved_by, usage_meant
from agister.rights import Usage

#: The uses that a signal speaks of, by key.
SIGNALS: dict[str, Usage] = {"search": Usage.SEARCH, "ai-input": Usage.AI_INPUT, "ai-train": Usage.TRAIN_AI}
#: Values of `use`, from the strictest on: what may be kept and passed on.
CEILINGS = ("immediate", "reference", "full")

#: Longest value that is read, in characters.
SIZE_LIMIT = 4096
_FLAWS = 20

_SEPARATOR = re.compile(r"[,;|]")
_PAIR = re.compile(r"([^=:]*)([=:])(.*)", re.DOTALL)
# Runs are taken whole (possessive), so that a line of blanks costs one pass.
_BLANKS_BEFORE_PAIR = re.compile(r"(?<![ \t])[ \t]++(?=[\w-]++[ \t]*+[=:])")
_BLANK_SEPARATED = re.compile(r"[=:][ \t]*[\w-]+[ \t]+[\w-]+[ \t]*[=:]")


@dataclass(frozen=True, slots=True)
class ContentSignal:
    """What one line says."""

    pairs: tuple[tuple[str, str], ...] = ()
    """Well-formed pairs of key and value, lower-case, each once."""
    flaws: tuple[Flaw, ...] = ()


def parse_content_signal(text: str) -> ContentSignal:
    """Pairs and flaws of one value. Never raises; linear in the first `SIZE_LIMIT` characters."""
    flaws: dict[Flaw, None] = {}
    pairs: dict[tuple[str, str], None] = {}
    if len(text) > SIZE_LIMIT:
        flaws[_flaw("too-long", f"only the first {SIZE_LIMIT} characters are read", reserved_by(text[SIZE_LIMIT:]))] = (
            None
        )
        text = text[:SIZE_LIMIT]
    text = text.strip(" \t")
    broken = ""
    if text[:1] in ("/", "*"):
        broken, (_, _, text) = "path", text.replace("\t", " ").partition(" ")
        flaws[_flaw("path", "a signal has no path: it speaks of the whole group", None)] = None
    if ";" in text or "|" in text or _BLANK_SEPARATED.search(text):
        broken = "separator"
        flaws[_flaw("separator", "signals must be separated by commas", None)] = None
    if broken == "separator":
        text = _BLANKS_BEFORE_PAIR.sub(",", text)
    parts = [part.strip(" \t") for part in _SEPARATOR.split(text)]
    if not any(parts) and not flaws:
        flaws[_flaw("empty", "no signal stands in the line", None)] = None
    for part in filter(None, parts):
        pair, flaw = _pair(part)
        if pair is not None and broken:
            usage = SIGNALS.get(pair[0])
            if pair[1] == "no" and usage is not None:
                flaws[_flaw(broken, f"{pair[0]}=no stands in a malformed line", usage)] = None
        elif pair is not None:
            pairs[pair] = None
        if flaw is not None and len(flaws) < _FLAWS:
            flaws[flaw] = None
    return ContentSignal(tuple(pairs), tuple(flaws))


def _pair(part: str) -> tuple[tuple[str, str] | None, Flaw | None]:
    found = _PAIR.fullmatch(part)
    if found is None:
        word, _, rest = part.partition(" ")
        meant = SIGNALS.get(word.lower()) if refuses(rest) else None
        return None, _flaw("not-a-pair", f"{part[:60]!r} is not key=value", meant or reserved_by(part))
    key, sign, value = (group.strip(" \t") for group in found.groups())
    word = value.strip("\"'").lower()
    name = key.lower()
    usage = SIGNALS.get(name)
    if name == "use":
        if word in CEILINGS and sign == "=":
            return (name, word), None
        meant = Usage.ANY if refuses(value) else None
        return None, _flaw("use", f"use must be immediate, reference or full, not {value[:40]!r}", meant)
    if usage is None:
        meant = usage_meant(key) if refuses(value) else reserved_by(part)
        return None, _flaw("unknown-key", f"{key[:40]!r} is no signal; they are search, ai-input, ai-train, use", meant)
    if value in ("yes", "no") and sign == "=":
        return (name, value), None if key == name else _flaw("case", f"{key[:40]!r} is read as {name!r}", None)
    if word in ("yes", "no") and sign == "=" and value.lower() == word:
        return (name, word), _flaw("case", f"{value!r} is read as {word!r}", None)
    # Whatever follows a `no` that no comma ends (`no / search=yes`) does not take it back.
    meant = usage if refuses(value) else reserved_by(part)
    if sign == ":":
        return None, _flaw("not-a-pair", f"{part[:60]!r} must be written {name}=…", meant)
    return None, _flaw("value", f"{name} must be yes or no, not {value[:40]!r}", meant)


def _flaw(kind: str, message: str, reserves: Usage | None) -> Flaw:
    return Flaw(kind=f"content-signals-{kind}", message=message, reserves=reserves)
