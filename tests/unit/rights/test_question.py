from __future__ import annotations

from agister.rights import PolicyKey, Question, Reading, Usage

KEY = PolicyKey(name="everyone", values=("counts", "ignored"), default="counts", meaning="…", ambiguity="A4")


def test_a_silent_policy_takes_the_cautious_values() -> None:
    question = Question(usage=Usage.TRAIN_AI)
    assert (question.tokens, question.reading, question.combine, question.intent) == (
        (),
        Reading.STRICT,
        "any",
        "unreadable",
    )
    assert question.choice("robots_txt", KEY) == "counts"


def test_a_choice_counts_in_its_own_section_alone() -> None:
    question = Question(usage=Usage.TRAIN_AI, choices={"robots_txt": {"everyone": "ignored"}})
    assert question.choice("robots_txt", KEY) == "ignored"
    assert question.choice("aipref", KEY) == "counts"


def test_a_section_may_leave_a_key_out() -> None:
    assert Question(usage=Usage.SEARCH, choices={"robots_txt": {}}).choice("robots_txt", KEY) == "counts"
