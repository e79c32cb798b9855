"""Sentences in which somebody reserves the mining of texts and data, or the training of AI models, in words.

A sentence counts if it names such a use and, beside it, forbids or reserves it; if the prohibition is not negated; and
if it is not somebody else's business (court reports, explanations of the law, promises about visitors' data, courses).
A ban on robots, crawling or scraping alone speaks of access, not of use, and does not count.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Literal

from agister.formats.prose_terms import Lexicon, Statute, fold, lexicon, repaired

#: Longest stretch that is judged as one sentence, in characters.
SENTENCE_LIMIT = 1500
#: Farthest distance between the use and the word that forbids it, in characters.
REACH = 900
#: That close to the use, words that only an owner says ("prohibited", "vorbehalten") need no other sign of whose it is …
CLOSE = 120
#: … in a sentence up to that length.
DECREE = 300
#: Up to that length a sentence that forbids speaks for itself, as a heading or a footer does: "No AI training".
HEADING = 45

#: Hints that are too short to be looked for inside words.
_SHORT_HINTS = re.compile(r"\b(?:ais?|ki|ia|ml|rag)\b")
_BOUNDARY = re.compile(r"(?<=[.!?…])[\"')\]]* (?=[\"'(\[]?[A-ZÀ-ÖØ-ÞŁŚŻŹĆ§•*\d–—-])|(?<= )[•▪●](?= )")
#: A full stop after one of these does not end a sentence.
_SHORT = re.compile(
    r"(?:\b(?:arts?|abs|nrs?|nos?|incl|inkl|bzw|usw|z\.? ?b|u\.? ?a|d\.? ?h|sog|ggf|gem|vgl|cf|lit|par|al|sec|e\.g|"
    r"i\.e|i\.? ?v\.? ?m|inc|ltd|co|corp|dr|mr|mrs|st|vs|ust|poz|ww|tzw|m\.in|pp|ziff|resp|u\.s\.c|etc)|\b\w)\.$",
    re.IGNORECASE,
)
#: A sentence that begins so goes on with the one before it: "Copying is prohibited. This includes AI training."
_CONTINUES = re.compile(
    r"(?:in particular|especially|including|(?:and )?this (?:also )?(?:includes|applies|covers|extends)|this (?:restriction|"
    r"prohibition|reservation) |insbesondere|(?:dies|das) (?:gilt|umfasst|schließt)|dies(?:er|es) (?:verbot|vorbehalt)|"
    r"hierzu (?:gehör|zähl)|notamment|y compris|cela (?:comprend|inclut|vaut)|in particolare|ciò (?:include|vale)|"
    r"en particular|esto incluye|em particular|isto inclui|dit geldt|met name|w szczególności|dotyczy to)",
    re.IGNORECASE,
)
#: The items of a sentence that counts up: "you may not (a) frame our pages; (b) train AI on them".
_ITEM = re.compile(r"(?<= )(?:(?:and|or|und|oder|et|ou|e|o|y|lub|oraz) )?\((?:[ivx]{1,4}|[a-z]|\d{1,2})\) ")
#: How much of what introduces such items is read with each of them, in characters.
_HEAD = 400
#: "This use", "l'utilisation": says neither whose content nor who speaks.
_VAGUE = re.compile(
    r"(?:\b(?:us[eo]|usage|uses)|utili\w+|nutzung|gebruik|korzyst\w+|extraction|reproduction|interdit\w*)$"
)
#: Soft hyphens, zero-width characters: a reader does not see them.
_INVISIBLE = dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))
#: A word that was parted at the end of a line, behind a hyphen of its own.
_BROKEN = re.compile(r"(?<=\w)[-‐‑][ \t]*\n[ \t]*(?=\w)")
#: "don't", "can't", also where the apostrophe was forgotten.
_NOT = re.compile(r"\b(do|does|ca|wo|may|must|should|is|are)(?:n't|nt)\b")
_ROMANCE = frozenset({"es", "fr", "it", "pt"})
#: Languages told by the word for the use: those that share most words that forbid.
_TELLING = _ROMANCE | {"cs", "pl"}
_SIGNALS = re.compile(r"content[ -]signals?\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One sentence that speaks of mining or training."""

    kind: Literal["reservation", "conditional", "permission"]
    """`conditional`: the policy text of content signals, which reserves only what signal lines say."""
    quote: str
    uses: frozenset[str]
    """Of `tdm`, `train-ai`, `ai-input`: what the words name, the wider instead of the narrower."""
    language: str
    """ISO 639-1, by the words that forbid; empty where unclear."""
    statute: str
    """The provision named, as agister writes it; empty where none is."""


def may_speak(text: str) -> bool:
    """Whether a text holds any word from which a reservation could follow. Fast, and says yes rather too often."""
    if "\xad" in text or "\u200b" in text:
        text = text.translate(_INVISIBLE)
    low = text.lower()
    return any(hint in low for hint in lexicon().hints) or _SHORT_HINTS.search(low) is not None


def passages(text: str, *, anchored: bool) -> Iterator[Passage]:
    """The sentences of a text that reserve or permit. Blank lines end sentences.

    With `anchored` a sentence must also say whose content it means ("our content", "this website", "you may not"): most
    sentences of a web page speak of the world, hardly any in the comments of a robots.txt do.
    """
    words = lexicon()
    for sentence in sentences(text):
        if " " in sentence and may_speak(sentence):
            found = _judge(sentence, words, anchored)
            if found is not None:
                yield found


def sentences(text: str) -> Iterator[str]:
    """Sentences with single blanks, none longer than `SENTENCE_LIMIT`."""
    for paragraph in re.split(r"\n[ \t]*\n", text.translate(_INVISIBLE)):
        line = " ".join(_BROKEN.sub("-", paragraph).split())
        start = 0
        for boundary in _BOUNDARY.finditer(line):
            if _SHORT.search(line, max(start, boundary.start() - 12), boundary.start()):
                continue
            if _CONTINUES.match(line, boundary.end()) and boundary.start() - start <= REACH:
                continue
            yield from _cut(line[start : boundary.end()].strip())
            start = boundary.end()
        yield from _cut(line[start:].strip())


def _cut(sentence: str) -> Iterator[str]:
    if len(sentence) > REACH and (items := list(_ITEM.finditer(sentence, 0))) and items[0].start() <= _HEAD:
        head = sentence[: items[0].start()]
        starts = [item.start() for item in items]
        at, skipped = starts[0], ""
        for here, after in zip(starts, [*starts[1:], len(sentence)], strict=True):
            if after - at > REACH and here > at:
                yield from _pieces(f"{head}{skipped}{sentence[at:here]}".strip())
                at, skipped = here, "… "
        yield from _pieces(f"{head}{skipped}{sentence[at:]}".strip())
        return
    yield from _pieces(sentence)


def _pieces(sentence: str) -> Iterator[str]:
    while len(sentence) > SENTENCE_LIMIT:
        at = sentence.rfind(" ", SENTENCE_LIMIT // 2, SENTENCE_LIMIT)
        at = at if at > 0 else SENTENCE_LIMIT
        yield sentence[:at]
        sentence = sentence[at:].lstrip()
    if sentence:
        yield sentence


def _judge(sentence: str, words: Lexicon, anchored: bool) -> Passage | None:
    text = _NOT.sub(_spelled_out, fold(repaired(sentence).replace("*", "").replace("_", " ")))
    statutes = [(s, found.start()) for s in words.statutes if (found := s.pattern.search(text))]
    uses = {key: found for key, pattern in words.uses.items() if (found := pattern.search(text))}
    if not uses and not statutes:
        return None
    if "ai" in uses and any(m.start() < uses["ai"].end() <= m.end() for m in words.uses["training"].finditer(text)):
        # "use for AI training" names training, not every use of AI.
        del uses["ai"]
    if sentence.rstrip("\"') ").endswith("?") or words.foreign.search(text):
        return None
    if words.aside.search(text) and not words.own.search(text):
        return None
    exact = [found.start() for key, found in uses.items() if key != "ai"] + [at for _, at in statutes]
    plain = words.negated.sub(lambda found: "~" * len(found.group()), text)
    forbids = list(words.forbid.finditer(plain))
    strict = [found for found in forbids if _near(found, exact)]
    counted = strict + [found for found in words.bind.finditer(plain) if _near(found, exact)]
    anchors = list(words.anchor.finditer(text))
    enough = bool(anchors) or (bool(strict) and len(sentence) <= HEADING)
    if not enough and len(sentence) <= DECREE:
        enough = any(_near(found, exact, CLOSE) for found in words.decree.finditer(plain))
    if not counted and "ai" in uses:
        # Use by AI at large is written about more than anything else: only beside a strong word of the same language,
        # and on a page only where content is named.
        generic = uses["ai"]
        counted = [f for f in forbids if _akin(f.lastgroup, generic.lastgroup) and _near(f, [generic.start()])]
        enough = any(not _VAGUE.search(anchor.group()) for anchor in anchors)
    if counted:
        if anchored and (not enough or (not anchors and words.promise.search(text))):
            return None
        kind: Literal["reservation", "conditional"] = "conditional" if _SIGNALS.search(text) else "reservation"
        return Passage(
            kind=kind,
            quote=sentence,
            uses=_named(uses.keys(), bool(statutes)),
            language=_language([*(u for u in uses.values() if u.lastgroup in _TELLING), *counted, *anchors], statutes),
            statute=statutes[0][0].names if statutes else "",
        )
    permits = words.permit.search(text)
    if permits and uses and not forbids and (anchors or not anchored):
        named = _named(uses.keys(), False)
        return Passage(kind="permission", quote=sentence, uses=named, language=permits.lastgroup or "", statute="")
    return None


def _spelled_out(found: re.Match[str]) -> str:
    return {"ca": "cannot", "wo": "will not"}.get(found.group(1), f"{found.group(1)} not")


def _akin(one: str | None, other: str | None) -> bool:
    """Whether two lists may speak in one sentence: the Romance languages share most words of use."""
    return one == other or (one in _ROMANCE and other in _ROMANCE)


def _near(word: re.Match[str], uses: list[int], reach: int = REACH) -> bool:
    return any(abs(word.start() - at) <= reach for at in uses)


def _named(keys: Collection[str], statute: bool) -> frozenset[str]:
    """What the words name. A statute speaks of mining, which holds training; AI at large is training and input."""
    named: set[str] = set()
    if statute or "mining" in keys:
        named.add("tdm")
    elif "training" in keys or "ai" in keys:
        named.add("train-ai")
    if "input" in keys or "ai" in keys:
        named.add("ai-input")
    return frozenset(named)


def _language(found: list[re.Match[str]], statutes: list[tuple[Statute, int]]) -> str:
    votes = Counter(m.lastgroup for m in found if m.lastgroup and m.lastgroup != "any")
    if votes:
        return str(votes.most_common(1)[0][0])
    return statutes[0][0].language if statutes else ""
