from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agister.formats.prose_terms import fold, lexicon, repaired

LANGUAGES = {"de", "en", "fr", "it", "es", "nl", "pt", "pl", "sv", "da", "cs"}


def test_fold_takes_case_and_accents_and_keeps_acronyms() -> None:
    assert fold("Künstliche Intelligenz (KI)") == "kunstliche intelligenz (KI)"
    assert fold("L’entraînement d’IA, Łódź „TDM“") == "l'entrainement d'IA, lodz \"TDM\""
    assert fold("§ 44b UrhG") == "§ 44b urhg"


def test_the_italian_word_ai_is_no_acronym() -> None:
    assert fold("ai sensi") == "ai sensi"
    assert fold("RIPRODUZIONE VIETATA AI SENSI DI LEGGE") == "riproduzione vietata ai sensi di legge"
    assert fold("NO AI TRAINING") == "no AI training"


@pytest.mark.parametrize(
    ("misread", "meant"),
    [
        ("gemÃ¤ÃŸ Â§ 44b", "gemäß § 44b"),
        ("lâ€™Ã©diteur", "l’éditeur"),
        ("zastrzeÅ¼enie, czÄ™Å›Ä‡", "zastrzeżenie, część"),
        ("Änderungen im März, SÃO PAULO", "Änderungen im März, SÃO PAULO"),
    ],
)
def test_letters_that_were_decoded_wrongly_are_set_right(misread: str, meant: str) -> None:
    assert repaired(misread) == meant


@given(st.text())
def test_text_without_such_letters_stays(text: str) -> None:
    kept = text.translate(dict.fromkeys(map(ord, "ÂÃÄÅâ"), "a"))
    assert repaired(kept) == kept


@given(st.text())
def test_fold_is_as_long_as_the_text_where_no_letter_grows(text: str) -> None:
    if all(len(letter.lower()) == 1 for letter in text):
        assert len(fold(text)) == len(text)


def test_every_language_has_words_that_forbid_bind_deny_permit_and_step_aside() -> None:
    words = lexicon()
    for pattern in (words.forbid, words.bind, words.negated, words.permit, words.anchor, words.aside, words.decree):
        assert set(pattern.groupindex) == LANGUAGES
    assert set(words.uses) == {"mining", "training", "input", "ai"}


def test_each_pattern_names_its_language() -> None:
    words = lexicon()
    found = {text: words.forbid.search(fold(text)) for text in ("ist untersagt", "est interdite", "is prohibited")}
    assert {text: match and match.lastgroup for text, match in found.items()} == {
        "ist untersagt": "de",
        "est interdite": "fr",
        "is prohibited": "en",
    }


def test_a_statute_says_where_its_number_was_read() -> None:
    for statute in lexicon().statutes:
        assert statute.names
        assert statute.source
        assert statute.verified != statute.source.startswith("general knowledge"), statute.names


def test_the_lists_are_loaded_once() -> None:
    assert lexicon() is lexicon()


def test_pages_of_terms_are_written_as_they_are_compared() -> None:
    assert {name for name in lexicon().terms_pages if name != fold(name) or "_" in name or " " in name} == set()
    assert {"terms", "impressum", "mentions-legales", "regulamin"} <= lexicon().terms_pages
