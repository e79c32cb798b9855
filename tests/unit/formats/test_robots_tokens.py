"""The list of robots rules: what is an item, what is a prefix, and what each rule says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agister.formats.robots_tokens import MAX_ITEMS, Directive, Kind, read_list
from agister.rights import Usage

TRAINING = (Usage.TRAIN_AI,)
BOTH = (Usage.TRAIN_AI, Usage.AI_INPUT)


def found(value: str, *, prefixes: bool = True) -> list[tuple[str, str, tuple[Usage, ...], str]]:
    return [(d.rule, d.kind.value, d.usages, d.agent) for d in read_list(value, prefixes=prefixes) if d.usages]


@pytest.mark.parametrize(
    ("rule", "kind", "usages"),
    [
        ("noai", "everybody", TRAINING),
        ("noml", "everybody", BOTH),
        ("noimageai", "images", TRAINING),
        ("noindex", "search", (Usage.SEARCH,)),
        ("none", "search", (Usage.SEARCH,)),
        ("noimageindex", "search", (Usage.SEARCH,)),
        ("nosnippet", "excerpt", (Usage.AI_INPUT,)),
        ("max-snippet:0", "excerpt", (Usage.AI_INPUT,)),
        ("noarchive", "operator", BOTH),
        ("nocache", "operator", BOTH),
        ("notdm", "intent", (Usage.TDM,)),
        ("no-data-mining", "intent", (Usage.TDM,)),
        ("noscraping", "intent", (Usage.TDM,)),
        ("notrain", "intent", TRAINING),
        ("noaitrain", "intent", TRAINING),
        ("noai-train", "intent", TRAINING),
        ("nollm", "intent", TRAINING),
        ("no_machine_learning", "intent", TRAINING),
        ("disallow-ai-training", "intent", TRAINING),
    ],
)
def test_what_a_rule_reserves(rule: str, kind: str, usages: tuple[Usage, ...]) -> None:
    assert found(f" {rule.upper()} ") == [(rule, kind, usages, "")]


@pytest.mark.parametrize(
    "value",
    [
        "all",
        "index, follow, nofollow",
        "max-snippet:-1, max-snippet: 20",
        "max-image-preview:none",
        "nomail",
        "noise",
        "training",
        "ai",
        "no",
        "nopin",
        "notranslate",
        "",
        " , ,",
        "unavailable_after: 2026-01-01",
        "noimages",
        "none of it",
    ],
)
def test_what_says_nothing(value: str) -> None:
    assert found(value) == []


def test_a_prefix_lasts_until_another() -> None:
    assert found("noml, GPTBot: noai, noindex, *: noai, Kangaroo Bot/2.0 : none") == [
        ("noml", "everybody", BOTH, ""),
        ("noai", "everybody", TRAINING, "gptbot"),
        ("noindex", "search", (Usage.SEARCH,), "gptbot"),
        ("noai", "everybody", TRAINING, ""),
        ("none", "search", (Usage.SEARCH,), "kangaroo bot"),
    ]


def test_metas_have_no_prefixes() -> None:
    assert found("gptbot: noindex", prefixes=False) == []


@pytest.mark.parametrize(
    "date",
    [
        "25 Jun 2026 15:00:00 GMT",
        "Thursday, 25-Jun-26 15:00:00 GMT",
        "Thu, 25 Jun 2026 15:00:00 GMT",
        "2026-06-25T15:00:00+02:00",
    ],
)
def test_dates_with_commas_and_colons(date: str) -> None:
    assert found(f"unavailable_after: {date}, noai") == [("noai", "everybody", TRAINING, "")]
    assert found(f"otherbot: unavailable_after: {date}, noai") == [("noai", "everybody", TRAINING, "otherbot")]


def test_a_template_is_told_and_what_stands_beside_it_read() -> None:
    assert read_list("{{ a, b }}, noai", prefixes=False) == [
        Directive(text="{{ a, b }}", rule="template", kind=Kind.TEMPLATE),
        Directive(text="noai", rule="noai", kind=Kind.EVERYBODY, usages=TRAINING),
    ]


@pytest.mark.parametrize(
    "template", ["{% if x %}", "<%= robots %>", "<?php echo $r ?>", "${robots}", "[[robots]]", "%ROBOTS%"]
)
def test_kinds_of_templates(template: str) -> None:
    assert [d.kind for d in read_list(template, prefixes=False)] == [Kind.TEMPLATE]


@pytest.mark.parametrize("value", ["noai noimageai", "noai;noimageai", "“noai | noimageai”"])
def test_other_signs_between_rules_are_intent(value: str) -> None:
    assert found(value) == [("noai", "intent", TRAINING, ""), ("noimageai", "intent", TRAINING, "")]


def test_repetitions_are_one() -> None:
    assert found("noai, NOAI, noai") == [("noai", "everybody", TRAINING, "")]


def test_bounded() -> None:
    assert len(read_list(",".join(f"r{n}" for n in range(100_000)), prefixes=True)) <= MAX_ITEMS
    assert len(read_list("{{" * 40_000, prefixes=True)) == 1
    assert len(read_list("a " * 40_000 + ":", prefixes=True)) == 1


@given(st.text(max_size=300), st.booleans())
def test_any_text(value: str, prefixes: bool) -> None:
    for directive in read_list(value, prefixes=prefixes):
        assert len(directive.text) <= 80
        assert (directive.kind in (Kind.NOTHING, Kind.TEMPLATE)) == (directive.usages == ())


@given(st.lists(st.sampled_from(["noai", "noml", "noindex", "nosnippet", "all", "max-snippet:20"]), max_size=8))
def test_order_does_not_matter(rules: list[str]) -> None:
    assert set(found(", ".join(rules))) == set(found(" ,".join(reversed(rules))))
