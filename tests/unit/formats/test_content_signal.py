from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agister.formats.content_signal import SIZE_LIMIT, ContentSignal, parse_content_signal
from agister.rights import Usage


def flaws(text: str) -> list[tuple[str, Usage | None]]:
    return [(flaw.kind.removeprefix("content-signals-"), flaw.reserves) for flaw in parse_content_signal(text).flaws]


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("search=yes,ai-train=no", (("search", "yes"), ("ai-train", "no"))),
        (" search = yes , ai-input=no,", (("search", "yes"), ("ai-input", "no"))),
        ("use=reference", (("use", "reference"),)),
        ("ai-train=no,ai-train=no", (("ai-train", "no"),)),
    ],
)
def test_pairs(text: str, pairs: tuple[tuple[str, str], ...]) -> None:
    assert parse_content_signal(text) == ContentSignal(pairs)


def test_case_is_read_and_reported() -> None:
    found = parse_content_signal("AI-Train=No")
    assert found.pairs == (("ai-train", "no"),)
    assert flaws("AI-Train=No") == [("case", None)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [("empty", None)]),
        ("search=yes; ai-train=no", [("separator", None), ("separator", Usage.TRAIN_AI)]),
        ("search=yes ai-train=no", [("separator", None), ("separator", Usage.TRAIN_AI)]),
        ("search=yes;" + " \t" * 1500 + "ai-train=no", [("separator", None), ("separator", Usage.TRAIN_AI)]),
        ("a;" + " " * 4000 + "b", [("separator", None), ("not-a-pair", None), ("not-a-pair", None)]),
        ("/art/ ai-train=no", [("path", None), ("path", Usage.TRAIN_AI)]),
        ("ai-train=n", [("value", Usage.TRAIN_AI)]),
        ("ai-train=y", [("value", None)]),
        ("ai-train=maybe", [("value", None)]),
        ('ai-train="no"', [("value", Usage.TRAIN_AI)]),
        ("ai-train: no", [("not-a-pair", Usage.TRAIN_AI)]),
        ("ai-train=no / search=yes", [("value", Usage.TRAIN_AI)]),
        ("ai-train=no\uff0csearch=yes", [("value", Usage.TRAIN_AI)]),
        ("ai-train=yes / search=yes", [("value", None)]),
        ("ai-train no", [("not-a-pair", Usage.TRAIN_AI)]),
        ("ai-train yes", [("not-a-pair", None)]),
        ("ai_train=no", [("unknown-key", Usage.TRAIN_AI)]),
        ("train-ai=n", [("unknown-key", Usage.TRAIN_AI)]),
        ("colour=no", [("unknown-key", None)]),
        ("use=none", [("use", Usage.ANY)]),
        ("use=some", [("use", None)]),
        ("all-content-reserved", [("not-a-pair", Usage.ANY)]),
        ("nosnippet, noarchive", [("not-a-pair", None), ("not-a-pair", None)]),
        ("prohibits: ai-train", [("unknown-key", Usage.TRAIN_AI)]),
    ],
)
def test_malformed_forms(text: str, expected: list[tuple[str, Usage | None]]) -> None:
    assert parse_content_signal(text).pairs == ()
    assert flaws(text) == expected


def test_a_good_pair_beside_a_bad_one_counts() -> None:
    found = parse_content_signal("search=yes, ai_train=no")
    assert found.pairs == (("search", "yes"),)
    assert flaws("search=yes, ai_train=no") == [("unknown-key", Usage.TRAIN_AI)]


def test_what_lies_beyond_the_limit_is_not_forgotten() -> None:
    assert flaws("search=yes," + " " * SIZE_LIMIT + "ai-train=no") == [("too-long", Usage.TRAIN_AI)]


def test_flaws_are_bounded() -> None:
    assert len(flaws(",".join(f"x{n}=1" for n in range(500)))) == 20


@given(st.text())
def test_no_text_raises(text: str) -> None:
    assert isinstance(parse_content_signal(text), ContentSignal)
