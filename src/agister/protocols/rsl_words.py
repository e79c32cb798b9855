"""Words of the RSL vocabularies and the usages they speak of (RSL 1.0 §3.4.1.1)."""

from __future__ import annotations

import re

from agister.rights import Usage

_AI = (Usage.TRAIN_AI, Usage.AI_INPUT)

#: Usage token → what it speaks of. `ai-all` is every use by AI systems; it has no usage of its own here.
USAGES: dict[str, tuple[Usage, ...]] = {
    "all": (Usage.ANY,),
    "ai-all": _AI,
    "ai-train": (Usage.TRAIN_AI,),
    "ai-input": (Usage.AI_INPUT,),
    "ai-index": (Usage.AI_INPUT,),
    "search": (Usage.SEARCH,),
}

#: Tokens that authors invent, and the token they evidently mean.
ALIASES: dict[str, str] = {
    "train-ai": "ai-train",
    "ai-training": "ai-train",
    "ai_train": "ai-train",
    "train": "ai-train",
    "training": "ai-train",
    "train-genai": "ai-train",
    "genai-train": "ai-train",
    "fine-tuning": "ai-train",
    "ai-inference": "ai-input",
    "inference": "ai-input",
    "ai-summarize": "ai-input",
    "ai-summary": "ai-input",
    "ai-use": "ai-input",
    "rag": "ai-input",
    "grounding": "ai-input",
    "ai": "ai-all",
    "ai-any": "ai-all",
    "search-index": "search",
    "ai-search": "ai-index",
    "*": "all",
    "any": "all",
}

_SEPARATORS = re.compile(r"[\s,;]+")


def tokens_of(text: str) -> list[str]:
    """The tokens of a list: separated by spaces, or by commas as in the 0.9 draft; lower-case."""
    return [token for token in _SEPARATORS.split(text[:20_000].strip().lower()) if token]
