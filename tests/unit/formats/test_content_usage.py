from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agister.formats.content_usage import ContentUsage, parse_content_usage
from agister.rights import Preference, Usage


def stated(found: ContentUsage) -> dict[str, Preference]:
    return {label.name: preference for label, preference in found.preferences}


def flaws(found: ContentUsage) -> list[tuple[str, Usage | None]]:
    return [(flaw.kind, flaw.reserves) for flaw in found.flaws]


def test_labels_and_tokens() -> None:
    found = parse_content_usage(b"train-ai=n, search=y;x=1, genai=n")
    assert stated(found) == {"train-ai": Preference.DISALLOW, "search": Preference.ALLOW, "genai": Preference.DISALLOW}
    assert found.flaws == ()


def test_of_a_repeated_label_the_last_value_counts() -> None:
    found = parse_content_usage("train-ai=n, train-ai=y")
    assert stated(found) == {"train-ai": Preference.ALLOW}
    assert flaws(found) == [("aipref-repeated-label", None)]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("", []),
        ("search", [("aipref-value-not-y-or-n", None)]),
        ("search=Y", [("aipref-value-not-y-or-n", None)]),
        ("search=(n)", [("aipref-value-not-y-or-n", None)]),
        ("train-ai=no", [("aipref-value-not-y-or-n", Usage.TRAIN_GENAI)]),
        ('train-ai="n"', [("aipref-value-not-y-or-n", Usage.TRAIN_GENAI)]),
        ("train-ai=?0", [("aipref-value-not-y-or-n", Usage.TRAIN_GENAI)]),
        ('search=n, search="n"', [("aipref-value-not-y-or-n", None), ("aipref-repeated-label", None)]),
        ("colour=n", [("aipref-unknown-label", None)]),
        ("ai-train=n", [("aipref-unknown-label", Usage.TRAIN_AI)]),
        ("ai-train=y", [("aipref-unknown-label", None)]),
        ("Train-AI=n", [("aipref-not-a-dictionary", Usage.TRAIN_AI)]),
        ("search=y,", [("aipref-not-a-dictionary", None)]),
        (b"train-ai=\xff", [("aipref-not-a-dictionary", None)]),
    ],
)
def test_what_states_no_preference(value: bytes | str, expected: list[tuple[str, Usage | None]]) -> None:
    found = parse_content_usage(value)
    assert found.preferences == ()
    assert flaws(found) == expected


def test_a_failure_says_where() -> None:
    (flaw,) = parse_content_usage("train-ai=n,").flaws
    assert flaw.message == "not a dictionary, so no preference is stated: a comma ends the value (character 12)"


def test_only_so_many_unknown_labels_are_named() -> None:
    assert len(parse_content_usage(",".join(f"x{n}=n" for n in range(10_000))).flaws) == 10


@given(st.binary())
def test_no_bytes_raise(value: bytes) -> None:
    assert isinstance(parse_content_usage(value), ContentUsage)
