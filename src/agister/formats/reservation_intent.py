"""What the author of a malformed usage signal evidently meant: which use, and whether it was refused.

Used only where a signal breaks its own grammar. It never turns anything into a permission, and what it finds counts as
unclear, not as said. Words are looked up, not guessed: a label or value that is not listed means nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from agister.rights import Usage, contains

#: Longest stretch of a malformed value that is looked at, in characters.
LOOKED_AT = 2000

_WORDS_OF_REFUSAL = (
    "n no none not never nope nein non 0 false off deny denied disallow disallowed forbid forbidden "
    "prohibit prohibited refuse refused reject rejected reserve reserved block blocked restricted"
)
_REFUSALS = frozenset(_WORDS_OF_REFUSAL.split())
_LABELS: dict[Usage, str] = {
    Usage.ANY: "all any bots use usage content allcontent everything crawlers automated",
    Usage.TDM: "tdm datamining textmining textanddatamining textdatamining mining",
    Usage.TRAIN_AI: (
        "ai train training trainai aitrain aitraining trainingai aimodeltraining modeltraining ml machinelearning llm "
        "llmtraining llmtrain aiall aiusage allowai finetuning finetune dataset datasets"
    ),
    Usage.TRAIN_GENAI: "genai traingenai genaitrain genaitraining generativeai generative",
    Usage.AI_INPUT: "aiinput input aiuse inference rag grounding aioutput aisummary aisummaries aianswers",
    Usage.SEARCH: "search index searchindex indexing aiindex",
}
_USAGES = {label: usage for usage, labels in _LABELS.items() for label in labels.split()}

# A word is tried once, from its first letter on: the time stays linear in the text.
_PAIR = re.compile(r"(?<![\w.-])([A-Za-z][\w.-]*)[ \t]*[=:][ \t]*[\"'?]{0,2}([A-Za-z0-9]+)")
_NO_USE = re.compile(
    r"(?<![\w-])(?:no|non|kein|keine)[ _-]?"
    r"(ai|genai|imageai|ml|llms?|tdm|train|training|machine[ _-]?learning|data[ _-]?mining|scraping|generative)"
    r"(?![a-z])"
)
_REFUSED = re.compile(
    r"(?<!not )(?<!not-)(?<!un)(?:reserved|prohibit|disallow|forbid|opt-?out|reservation[ \t]*[=:][ \t]*[\"']?1)"
)
_NOT_LETTERS = re.compile(r"[^a-z]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Flaw:
    """What is wrong with one part of a signal, and what it evidently reserves all the same."""

    kind: str
    """As in `Problem.kind`."""
    message: str
    reserves: Usage | None = None
    """The use that is evidently refused; None where no refusal is evident."""


def refuses(value: str) -> bool:
    """Whether a value word is a way of writing no (`n`, `no`, `false`, `0`, `deny` …), in any case."""
    return value.strip(" \t\"'?.,;:!").lower() in _REFUSALS


def usage_meant(label: str) -> Usage | None:
    """The use that a label evidently names (`ai_train`, `AI-Training` → `train-ai`); None where it is not evident."""
    return _USAGES.get(_NOT_LETTERS.sub("", label.lower()))


def reserved_by(text: str) -> Usage | None:
    """The use that a malformed value evidently reserves, in whatever grammar; None where none is evident.

    Where it reserves several uses the answer is the one that contains the others, else `any`.
    """
    text = text[:LOOKED_AT]
    lowered = text.lower()
    found = [
        usage for label, value in _PAIR.findall(text) if refuses(value) and (usage := usage_meant(label)) is not None
    ]
    found += [_no_use(word) for word in _NO_USE.findall(lowered)]
    if not found and _REFUSED.search(lowered):
        words = (usage_meant(word) for word in re.findall(r"[a-z]+(?:[-_][a-z]+)*", lowered))
        found = [usage for usage in words if usage is not None] or [Usage.ANY]
    return widest(found) if found else None


def widest(usages: list[Usage]) -> Usage:
    """The usage among `usages` that contains all of them, else `any`."""
    for usage in usages:
        if all(contains(usage, other) for other in usages):
            return usage
    return Usage.ANY


def _no_use(word: str) -> Usage:
    if word in ("genai", "generative"):
        return Usage.TRAIN_GENAI
    return Usage.TDM if word in ("tdm", "scraping") or word.startswith("data") else Usage.TRAIN_AI
