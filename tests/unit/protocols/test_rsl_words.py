from __future__ import annotations

from agister.protocols.rsl_words import ALIASES, USAGES, tokens_of
from agister.rights import Usage


def test_tokens_are_separated_by_spaces_or_commas() -> None:
    assert tokens_of(" search  AI-Train,ai-input;all\n") == ["search", "ai-train", "ai-input", "all"]
    assert tokens_of("") == []


def test_aliases_lead_to_known_tokens_and_are_none_themselves() -> None:
    assert set(ALIASES.values()) <= set(USAGES)
    assert not set(ALIASES) & set(USAGES)


def test_every_use_by_ai_is_training_and_input() -> None:
    assert USAGES["ai-all"] == (Usage.TRAIN_AI, Usage.AI_INPUT)
