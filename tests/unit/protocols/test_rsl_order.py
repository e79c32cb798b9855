from __future__ import annotations

from agister.protocols.rsl_order import KEYS, document_rules
from agister.rights import Outcome, Preference, Question, Statement, Usage

QUESTION = Question(usage=Usage.TRAIN_AI)


def statement(pattern: str, usage: Usage, words: str, preference: Preference = Preference.DISALLOW) -> Statement:
    return Statement(
        protocol="rsl", usage=usage, preference=preference, place=f"{pattern} {words}", quote="", pattern=pattern,
        carrier="rsl.xml", note=f"{words} in https://example.org/rsl.xml",
    )  # fmt: skip


def outcomes(*documents: list[Statement], question: Question = QUESTION) -> list[tuple[str, Outcome]]:
    return [(rule.pattern, rule.outcome) for rule in document_rules(documents, question)]


PERMITS = statement("/", Usage.ANY, "permits; unpriced", Preference.ALLOW)
PROHIBITS = statement("/news/", Usage.TRAIN_AI, "prohibits")


def test_narrow_before_broad() -> None:
    assert outcomes([PERMITS, PROHIBITS]) == [("/news/", Outcome.RESERVED), ("/", Outcome.PERMITTED)]


def test_the_origin_of_a_pattern_does_not_make_it_narrow() -> None:
    absolute = statement("https://example.org/", Usage.ANY, "permits; unpriced", Preference.ALLOW)
    assert outcomes([absolute, PROHIBITS])[0] == ("/news/", Outcome.RESERVED)


def test_of_equal_patterns_the_restrictive_comes_first() -> None:
    other = statement("/", Usage.TRAIN_AI, "prohibits")
    assert outcomes([PERMITS], [other]) == [("/", Outcome.RESERVED), ("/", Outcome.PERMITTED)]


def test_contents_that_do_not_speak_of_the_use_take_no_part() -> None:
    search = statement("/news/", Usage.SEARCH, "prohibits")
    assert outcomes([PERMITS, search]) == [("/", Outcome.PERMITTED)]


def test_every_key_has_a_cautious_default_and_a_meaning() -> None:
    assert [(key.name, key.default) for key in KEYS] == [
        ("unread", "unreadable"),
        ("unassociated", "reserves"),
        ("closed_list", "reserves"),
        ("unpriced", "free"),
        ("conflict", "prohibited"),
        ("conditions", "unmet"),
    ]
    assert all(key.default in key.values and key.meaning for key in KEYS)
