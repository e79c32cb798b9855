from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agister.formats.prose_passages import SENTENCE_LIMIT, Passage, may_speak, passages, sentences
from tests.prose_sentences import FALSE_FRIENDS, RESERVATIONS


def kinds(text: str, *, anchored: bool) -> list[str]:
    return [passage.kind for passage in passages(text, anchored=anchored)]


@pytest.mark.parametrize("anchored", [True, False], ids=["page", "comment"])
@pytest.mark.parametrize(("language", "statute", "text"), RESERVATIONS)
def test_reservation(language: str, statute: str, text: str, anchored: bool) -> None:
    found = list(passages(text, anchored=anchored))
    assert [(p.kind, p.language, p.statute) for p in found][-1] == ("reservation", language, statute)


@pytest.mark.parametrize("anchored", [True, False], ids=["page", "comment"])
@pytest.mark.parametrize("text", FALSE_FRIENDS)
def test_false_friend(text: str, anchored: bool) -> None:
    assert [kind for kind in kinds(text, anchored=anchored) if kind != "permission"] == []


@pytest.mark.parametrize(
    ("text", "uses"),
    [
        ("Text and data mining of this site is prohibited.", {"tdm"}),
        ("No AI training.", {"train-ai"}),
        ("You may not use this site for AI training or text and data mining.", {"tdm"}),
        ("Our texts may not be used by artificial intelligence systems.", {"train-ai", "ai-input"}),
        ("Use of our texts for retrieval-augmented generation is not permitted.", {"ai-input"}),
        ("All rights reserved under § 44b UrhG.", {"tdm"}),
    ],
)
def test_uses_are_what_the_words_name(text: str, uses: set[str]) -> None:
    assert [set(passage.uses) for passage in passages(text, anchored=True)] == [uses]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("AI training is welcome.", ["permission"]),
        ("Das Training von KI mit unseren Inhalten ist nicht untersagt.", ["permission"]),
        ("Restrictions by content signals are reservations of rights under Directive (EU) 2019/790.", ["conditional"]),
        ("AI training is only permitted with our consent.", ["reservation"]),
        ("Nothing to see here.", []),
    ],
)
def test_kinds(text: str, expected: list[str]) -> None:
    assert kinds(text, anchored=False) == expected


def test_a_sentence_that_goes_on_is_judged_with_the_one_before_it() -> None:
    assert list(sentences("Copying is forbidden. This includes AI training. Write to us.")) == [
        "Copying is forbidden. This includes AI training.",
        "Write to us.",
    ]


def test_items_of_a_long_sentence_are_read_with_what_introduces_them() -> None:
    item = " ".join(["copy the layout"] * 30)
    text = f"You may not (a) {item}; (b) {item}; or (c) train AI on our texts."
    last = f"You may not … (b) {item}; or (c) train AI on our texts."
    assert list(sentences(text)) == [f"You may not (a) {item};", last]
    assert [passage.quote for passage in passages(text, anchored=True)] == [last]


def test_a_short_sentence_that_counts_up_stays_whole() -> None:
    text = "You may not (a) frame our pages; (b) train AI on them."
    assert list(sentences(text)) == [text]


def test_on_a_page_a_bare_promise_reserves_nothing() -> None:
    text = "Keine Nutzung für KI-Training."
    assert kinds(text, anchored=True) == []
    assert kinds(text, anchored=False) == ["reservation"]


def test_a_page_needs_to_say_whose_content_it_means() -> None:
    text = "Training of AI models without permission is prohibited in Freedonia."
    assert kinds(text, anchored=True) == []
    assert kinds(text, anchored=False) == ["reservation"]


@pytest.mark.parametrize(
    "text",
    [
        "Machine learning on this text prohibited",
        "Example Press | text and data mining reserved | imprint",
        "Training von KI: untersagt.",
    ],
)
def test_what_only_an_owner_says_beside_the_use_needs_no_other_sign(text: str) -> None:
    assert kinds(text, anchored=True) == ["reservation"]


def test_a_long_sentence_needs_one() -> None:
    text = "Machine learning on texts, " + "as was said and will be said again, " * 8 + "is prohibited."
    assert kinds(text, anchored=True) == []
    assert kinds(text, anchored=False) == ["reservation"]


@pytest.mark.parametrize(
    "text",
    [
        "Data\xa0mining of our con\xadtents is prohi\u200bbited.",
        "Data\u2011mining of our contents is prohibited.",
        "Text and data-\nmining of our contents is prohibited.",
        "We dont permit data mining of our contents.",
        "We don’t permit data mining of our contents.",
        "Data Mining unserer Inhalte wird gemÃ¤ÃŸ Â§ 44b UrhG vorbehalten.",
    ],
    ids=["invisible", "hyphen", "broken line", "no apostrophe", "apostrophe", "misread"],
)
def test_however_it_was_typed(text: str) -> None:
    assert kinds(text, anchored=True) == ["reservation"]


def test_a_quote_has_no_invisible_letters_and_keeps_the_others() -> None:
    (passage,) = passages("Text and data-\nmi\xadning of our contents: forbidden Â§§.", anchored=True)
    assert passage.quote == "Text and data-mining of our contents: forbidden Â§§."


def test_the_quote_is_the_sentence_and_no_more() -> None:
    text = "Welcome to Example Inc. News since 1999.\nNo AI training\nwithout licence. Write to us."
    assert list(passages(text, anchored=False)) == [
        Passage(
            kind="reservation",
            quote="No AI training without licence.",
            uses=frozenset({"train-ai"}),
            language="en",
            statute="",
        )
    ]


def test_sentences_end_at_stops_and_blank_lines_but_not_at_abbreviations() -> None:
    assert list(sentences("See Art. 4 of it, e.g. Here. A second one\ngoes on.\n\nThird")) == [
        "See Art. 4 of it, e.g. Here.",
        "A second one goes on.",
        "Third",
    ]


def test_long_stretches_are_cut() -> None:
    assert [len(sentence) for sentence in sentences("word " * 1000)] == [1499, 1499, 1499, 499]
    assert max(len(sentence) for sentence in sentences("x" * 5000)) == SENTENCE_LIMIT


@pytest.mark.parametrize("text", [text for _, _, text in RESERVATIONS])
def test_no_reservation_is_passed_over_by_the_quick_look(text: str) -> None:
    assert may_speak(text)
    assert may_speak(text.upper())


def test_ordinary_comments_are_passed_over_quickly() -> None:
    assert not may_speak("Crawl-delay for slow bots, see https://example.org/robots")


@given(st.text(), st.booleans())
def test_any_text_gives_passages_of_it(text: str, anchored: bool) -> None:
    for passage in passages(text, anchored=anchored):
        assert passage.uses <= {"tdm", "train-ai", "ai-input"}


@given(
    st.lists(
        st.sampled_from(
            [
                "AI",
                "training",
                "use",
                "not",
                "may",
                "data",
                "mining",
                "§",
                "44b",
                "reserved",
                "our",
                ".",
                "\n",
                "TDM",
                "prohibited",
                "KI",
            ]
        )
    )
)
def test_any_order_of_the_words_is_read(words: list[str]) -> None:
    for passage in passages(" ".join(words), anchored=False):
        assert passage.uses
        assert len(passage.quote) <= SENTENCE_LIMIT
