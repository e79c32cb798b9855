from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agister.protocols import NOTHING, ReadResult, Seen, panels_of, prose
from agister.rights import (
    Observation,
    Offer,
    Outcome,
    Panel,
    Preference,
    Problem,
    Question,
    Rule,
    Rulebook,
    Scope,
    Statement,
    Usage,
)

MINING = "Text and data mining of our site is not permitted (§ 44b UrhG)."


def robots(*comments: str) -> ReadResult:
    body = "".join(f"# {comment}\n" for comment in comments)
    return prose.read(Seen(Observation(url="https://e.org/robots.txt", body=body.encode())))


def page(path: str, body: str) -> ReadResult:
    html = Observation(url=f"https://e.org{path}", body=body.encode(), headers=(("Content-Type", "text/html"),))
    return prose.read(Seen(html))


def ask(reading: str | None, usage: Usage = Usage.TRAIN_AI) -> Question:
    return Question(usage=usage, choices={"prose": {"reading": reading}} if reading else {})


def test_a_comment_that_reserves() -> None:
    assert robots("Hello.", MINING, "Licences: rights@example.org") == ReadResult(
        statements=(
            Statement(
                protocol="prose",
                usage=Usage.TDM,
                preference=Preference.DISALLOW,
                place="lines 1-3",
                quote=MINING,
                carrier="robots.txt comment",
                note="language en; names § 44b UrhG",
                offer=Offer(kind="contact", contact="rights@example.org"),
            ),
        )
    )


def test_a_page_speaks_for_its_url_and_the_home_page_for_the_site() -> None:
    assert [s.scope for s in page("/news/1", f"<p>{MINING}</p>").statements] == [Scope.URL]
    assert [s.scope for s in page("/", f"<p>{MINING}</p>").statements] == [Scope.ORIGIN]
    assert [(s.carrier, s.place) for s in page("/", f"<p>{MINING}</p>").statements] == [("html", "text 1 (p)")]


def test_one_statement_for_each_use() -> None:
    found = robots("Our texts may not be used by artificial intelligence systems.").statements
    assert [s.usage for s in found] == [Usage.TRAIN_AI, Usage.AI_INPUT]


def test_sentences_of_one_block_are_one_statement_with_all_quotes() -> None:
    (found,) = robots("No AI training. We love cats. Do not train models on our texts.").statements
    assert found.quote == "No AI training. … Do not train models on our texts."


def test_a_long_quote_is_cut() -> None:
    (found,) = robots("It is prohibited to use this site for text and data mining" + " and so on" * 80).statements
    assert len(found.quote) == 500
    assert found.quote.endswith("…")


def test_the_same_words_twice_are_one_statement() -> None:
    assert len(page("/", f"<p>{MINING}</p><p>Hello.</p><p>{MINING}</p>").statements) == 1


def test_a_permission_is_a_problem() -> None:
    assert robots("AI training is welcome.") == ReadResult(
        problems=(
            Problem(
                kind="prose-permission",
                place="line 1",
                message="a permission in words lifts no reservation and grants nothing here: AI training is welcome.",
            ),
        )
    )


def test_the_policy_text_of_content_signals_reserves_nothing_by_itself() -> None:
    (found,) = robots("Content signals are express reservations of rights under Directive 2019/790.").statements
    assert found.preference is Preference.UNKNOWN
    assert found.note == "language en; names Directive (EU) 2019/790; reserves only what content signals say"
    (panel,) = prose.order([found], ask("reserve"))
    assert [rule.outcome for book in panel.rulebooks for rule in book.rules] == [Outcome.UNKNOWN]


def test_what_a_reader_of_the_policy_text_adds_counts() -> None:
    found = robots("Content signals are express reservations of rights under Directive 2019/790. No AI training.")
    assert [(s.usage, s.preference) for s in found.statements] == [(Usage.TRAIN_AI, Preference.DISALLOW)]


@pytest.mark.parametrize(
    ("text", "offer"),
    [
        ("", None),
        ("Write to <rights at example.org>.", Offer(kind="contact", contact="rights@example.org")),
        ("Write to rights [at] example.org.", Offer(kind="contact", contact="rights@example.org")),
        ("See https://example.org/licensing.", Offer(kind="contact", url="https://example.org/licensing")),
        ("See https://example.org/news.", None),
        ("Look at our site.", None),
    ],
)
def test_where_permission_can_be_asked_for(text: str, offer: Offer | None) -> None:
    assert [s.offer for s in robots(MINING, text).statements] == [offer]


@pytest.mark.parametrize(("reading", "outcome"), [(None, Outcome.UNKNOWN), ("reserve", Outcome.RESERVED)])
def test_order(reading: str | None, outcome: Outcome) -> None:
    (said,) = robots(MINING).statements
    assert prose.order([said], ask(reading)) == (
        Panel((Rulebook((Rule("", outcome, said),)),), why="any reservation in words counts alike, none lifts another"),
    )


def test_order_leaves_out_what_the_policy_ignores_and_other_uses() -> None:
    (said,) = robots(MINING).statements
    assert prose.order([said], ask("ignore")) == ()
    assert prose.order([said], ask("reserve", Usage.SEARCH)) == ()


def test_other_files_say_nothing() -> None:
    assert prose.read(Seen(Observation(url="https://e.org/llms.txt", body=MINING.encode()))) is NOTHING
    assert (
        prose.read(Seen(Observation(url="https://e.org/robots.txt", status=404, body=b"# No AI training"))) is NOTHING
    )
    assert prose.read(Seen(Observation(url="https://e.org/"))) is NOTHING


def test_a_document_of_many_reservations_is_bounded_and_says_so() -> None:
    found = page("/", "".join(f"<p>We do not permit training AI models on our {i} texts.</p>" for i in range(100)))
    assert len(found.statements) == prose.STATEMENT_LIMIT
    assert [problem.kind for problem in found.problems] == ["prose-too-much"]


def test_a_document_of_many_words_is_bounded_and_says_so() -> None:
    found = robots("train " * 50_000, "", "No AI training.")
    assert [problem.kind for problem in found.problems] == ["prose-too-much"]


@given(st.binary(), st.sampled_from(["/robots.txt", "/", "/terms"]))
def test_never_raises(body: bytes, path: str) -> None:
    for start in (b"# No AI training. ", b"<p>No AI training on our site "):
        found = prose.read(Seen(Observation(url=f"https://e.org{path}", body=start + body)))
        panels_of(prose, found.statements, ask("reserve"))
        assert all(len(s.quote) <= 500 for s in found.statements)
