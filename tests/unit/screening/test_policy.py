from __future__ import annotations

from datetime import date

from agister.law import Purpose, UserFacts, UserKind
from agister.rights import Question, Reading, Usage
from agister.screening.policy import HeldLicence, ScreeningPolicy
from agister.screening.policy_file import parse_policy

MINE = """
name = "mine"
usage = "train-ai"
[robots_txt]
tokens = ["GPTBot", "gptbot ", "CCBot"]
combine = "all"
reason = "two crawlers that feed our corpus"
[[licences]]
origins = ["https://EXAMPLE.org:443/"]
reference = "contract 17"
reason = "signed by both"
"""


def policy(text: str = MINE) -> ScreeningPolicy:
    return parse_policy(text.encode(), "mine.toml")


def test_the_question_is_what_protocols_need() -> None:
    question = policy().question
    assert isinstance(question, Question)
    assert question.usage is Usage.TRAIN_AI
    assert question.tokens == ("gptbot", "ccbot")
    assert question.reading is Reading.LENIENT
    assert (question.combine, question.intent) == ("all", "unreadable")
    assert question.choices["robots_txt"] == {"everyone": "counts"}


def test_a_licence_covers_its_origins() -> None:
    held = HeldLicence(origins=("https://example.org",), reference="contract 17", reason="signed by both")
    assert policy().licences == (held,)
    assert policy().licence_for("https://example.org") == held
    assert policy().licence_for("http://example.org") is None


def test_the_law_is_asked_with_the_user_of_the_policy() -> None:
    research = ScreeningPolicy(
        name="r",
        usage=Usage.TDM,
        user=UserFacts(kind=UserKind.RESEARCH_ORGANISATION, purpose=(Purpose.SCIENTIFIC_RESEARCH,), place="DE"),
    )
    assert research.exception(date(2025, 1, 1)).record == "de-60d"
    assert research.law_on_unknown().startswith("UrhG § 44b: works that their rightholders have not reserved")
    assert not policy().exception(date(2025, 1, 1)).applies


def test_the_days_of_the_law_are_those_of_the_users_place() -> None:
    user = UserFacts(kind=UserKind.RESEARCH_ORGANISATION, purpose=(Purpose.SCIENTIFIC_RESEARCH,), place="DE")
    mine = ScreeningPolicy(name="m", usage=Usage.TDM, user=user)
    assert mine.exception_days() == ((date.min, False), (date(2021, 6, 7), True))
    assert policy().exception_days() == ((date.min, False),)


def test_effective_names_every_choice_and_where_it_comes_from() -> None:
    rows = {str(row["key"]): row for row in policy().effective()}
    assert rows["robots_txt.combine"] == {
        "key": "robots_txt.combine",
        "value": "all",
        "from": "file",
        "reason": "two crawlers that feed our corpus",
    }
    assert rows["robots_txt.reading"] == {
        "key": "robots_txt.reading", "value": "lenient", "from": "default", "reason": ""
    }  # fmt: skip
    assert rows["keep.outcomes"]["value"] == ["permitted", "unknown", "licensed", "excepted"]
    assert rows["licences"]["value"] == ["contract 17", "https://example.org"]


def test_explain_says_meaning_origin_and_reason() -> None:
    text = policy().explain()
    assert text.startswith("mine: may these works be used for train-ai?\n")
    assert "\n[robots_txt]\nbecause: two crawlers that feed our corpus\n  tokens = " in text
    assert (
        "  combine = all   from the file\n"
        "    `any`: one blocked token reserves; `all`: only if every listed token is blocked. [A3]\n"
    ) in text
    assert text.count("because: two crawlers that feed our corpus") == 1
    assert "\n[urls]\n  repair = (none)   default\n" in text
    assert text.endswith("mine.toml   " + policy().digest)
