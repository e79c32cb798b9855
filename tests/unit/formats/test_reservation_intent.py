from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agister.formats.reservation_intent import LOOKED_AT, refuses, reserved_by, usage_meant, widest
from agister.rights import Usage


@pytest.mark.parametrize("word", ["n", "N", "no", '"no"', "No.", "false", "0", "deny", "disallow"])
def test_ways_of_writing_no(word: str) -> None:
    assert refuses(word)


@pytest.mark.parametrize("word", ["", "y", "yes", "maybe", "1", "full", "nosnippet"])
def test_what_is_no_refusal(word: str) -> None:
    assert not refuses(word)


@pytest.mark.parametrize(
    ("label", "usage"),
    [
        ("ai_train", Usage.TRAIN_AI),
        ("AI-Training", Usage.TRAIN_AI),
        ("gen-ai", Usage.TRAIN_GENAI),
        ("text-and-data-mining", Usage.TDM),
        ("ai-input", Usage.AI_INPUT),
        ("bots", Usage.ANY),
        ("sitemap", None),
        ("", None),
    ],
)
def test_labels_that_are_meant(label: str, usage: Usage | None) -> None:
    assert usage_meant(label) is usage


@pytest.mark.parametrize(
    ("text", "usage"),
    [
        ("Train-AI=n", Usage.TRAIN_AI),
        ("search=yes; ai_train : no", Usage.TRAIN_AI),
        ('ai-train="no"', Usage.TRAIN_AI),
        ("train-ai=?0", Usage.TRAIN_AI),
        ("search=n; ai-input=n", Usage.ANY),
        ("tdm=no train=no", Usage.TDM),
        ("noai, noimageai", Usage.TRAIN_AI),
        ("no AI training", Usage.TRAIN_AI),
        ("no data mining", Usage.TDM),
        ("all-content-reserved", Usage.ANY),
        ("prohibits: ai-train", Usage.TRAIN_AI),
        ("tdm-reservation: 1", Usage.ANY),
        ("search=y", None),
        ("ai-train=maybe", None),
        ("nosnippet, noarchive", None),
        ("not reserved", None),
        ("unreserved", None),
        ("colour=no", None),
        ("no aircraft", None),
        ("", None),
        ("x" * LOOKED_AT + " train-ai=n", None),
    ],
)
def test_what_malformed_text_evidently_reserves(text: str, usage: Usage | None) -> None:
    assert reserved_by(text) is usage


def test_the_widest_of_several_uses() -> None:
    assert widest([Usage.TRAIN_GENAI, Usage.TDM, Usage.TRAIN_AI]) is Usage.TDM
    assert widest([Usage.SEARCH, Usage.TDM]) is Usage.ANY


@given(st.text())
def test_no_text_raises(text: str) -> None:
    assert reserved_by(text) in {None, *Usage}
