"""Categories of use and which includes which (architecture §4; words of the AIPREF vocabulary).

`crawl` is access, not use: RFC 9309 speaks of fetching by an agent and says nothing of what follows. A crawl rule
becomes an answer about a use only through the crawler tokens that a policy lists (ADR 0003).
"""

from __future__ import annotations

from enum import StrEnum


class Usage(StrEnum):
    """A category of use of an asset."""

    ANY = "any"
    TDM = "tdm"
    TRAIN_AI = "train-ai"
    TRAIN_GENAI = "train-genai"
    AI_INPUT = "ai-input"
    SEARCH = "search"
    CRAWL = "crawl"


_PART_OF: dict[Usage, Usage] = {
    Usage.TDM: Usage.ANY,
    Usage.TRAIN_AI: Usage.TDM,
    Usage.TRAIN_GENAI: Usage.TRAIN_AI,
    Usage.AI_INPUT: Usage.ANY,
    Usage.SEARCH: Usage.ANY,
}


def contains(whole: Usage, part: Usage) -> bool:
    """Whether `part` is `whole` or lies inside it. `crawl` contains and is contained by itself alone."""
    step: Usage | None = part
    while step is not None:
        if step is whole:
            return True
        step = _PART_OF.get(step)
    return False


def reserves(said: Usage, asked: Usage) -> bool:
    """Whether a reservation of `said` reserves a question about `asked`: either contains the other (architecture §4)."""
    return contains(said, asked) or contains(asked, said)


def permits(said: Usage, asked: Usage) -> bool:
    """Whether a permission for `said` permits `asked`: only if it contains it whole (architecture §4)."""
    return contains(said, asked)
