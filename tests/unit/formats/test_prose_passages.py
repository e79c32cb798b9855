from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agister.formats.prose_passages import SENTENCE_LIMIT, Passage, may_speak, passages, sentences

#: Language, statute, sentence: each is a reservation in a comment and on a page.
RESERVATIONS = [
    (
        "de",
        "§ 44b UrhG",
        (
            "Wir behalten uns eine Nutzung unserer Inhalte für kommerzielles Text- und Data-Mining im Sinne von "
            "§ 44b UrhG ausdrücklich vor."
        ),
    ),
    ("de", "", "Die Verwendung der Inhalte dieser Website zum Training von KI-Systemen ist untersagt."),
    ("de", "§ 44b UrhG", "Nutzungsvorbehalt gemäß § 44b Abs. 3 UrhG"),
    ("de", "", "Jede Nutzung für die Entwicklung künstlicher Intelligenz bedarf unserer schriftlichen Einwilligung."),
    ("de", "", "Der Nutzung unserer Werke für das Training generativer KI widersprechen wir hiermit."),
    (
        "de",
        "",
        "Text und Data Mining: Alle Rechte vorbehalten, insbesondere die Nutzung unserer Inhalte für KI-Training.",
    ),
    ("en", "", "You may not use any material on this site to train machine learning models."),
    (
        "en",
        "Directive (EU) 2019/790",
        (
            "All rights in this content, including for text and data mining under Article 4 of Directive (EU) "
            "2019/790, are expressly reserved."
        ),
    ),
    ("en", "", "No part of this website may be used for AI training without our prior written consent."),
    ("en", "", "We opt out of text and data mining."),
    ("en", "", "Do not train AI on my artwork."),
    (
        "en",
        "",
        "All rights are reserved, including those for text and data mining, AI training, and similar technologies.",
    ),
    ("en", "", "Using our articles for developing large language models requires a licence."),
    ("en", "", "No AI training."),
    ("en", "", "The publisher does not consent to the use of its content by artificial intelligence systems."),
    (
        "fr",
        "art. L. 122-5-3 CPI",
        (
            "Conformément à l'article L. 122-5-3 du Code de la propriété intellectuelle, l'éditeur s'oppose à "
            "toute fouille de textes et de données de ce site."
        ),
    ),
    (
        "fr",
        "",
        (
            "L'utilisation de nos contenus pour l'entraînement de modèles d'intelligence artificielle est "
            "interdite sans autorisation."
        ),
    ),
    (
        "it",
        "art. 70-quater l. 633/1941",
        (
            "Ai sensi dell'art. 70-quater della legge 633/1941 ci riserviamo espressamente i diritti di "
            "estrazione di testo e di dati dai contenuti di questo sito."
        ),
    ),
    (
        "it",
        "",
        "È vietato utilizzare i contenuti di questo sito per l'addestramento di sistemi di intelligenza artificiale.",
    ),
    ("it", "", "L'estrazione di testo e dati da questo sito non è consentita senza autorizzazione."),
    (
        "es",
        "art. 67 RDL 24/2021",
        (
            "De acuerdo con el artículo 67 del Real Decreto-ley 24/2021, el editor se reserva expresamente la "
            "minería de textos y datos de los contenidos de este sitio."
        ),
    ),
    (
        "es",
        "",
        "Queda prohibido el uso de nuestros contenidos para el entrenamiento de sistemas de inteligencia artificial.",
    ),
    ("es", "", "No se permite utilizar los textos de esta web para entrenar modelos de lenguaje."),
    ("nl", "", "Tekst- en datamining van onze inhoud is uitdrukkelijk voorbehouden."),
    (
        "nl",
        "",
        (
            "Het is niet toegestaan de inhoud van deze website te gebruiken voor het trainen van kunstmatige "
            "intelligentie."
        ),
    ),
    (
        "nl",
        "art. 15o Auteurswet",
        "Wij maken op grond van artikel 15o Auteurswet een voorbehoud voor tekst- en datamining.",
    ),
    ("pt", "", "É proibida a utilização dos conteúdos deste site para o treino de modelos de inteligência artificial."),
    (
        "pt",
        "",
        "O titular reserva expressamente os direitos de prospeção de textos e dados sobre os conteúdos deste site.",
    ),
    ("pt", "", "Não é permitida a mineração de textos e dados deste site sem autorização."),
    ("pl", "", "Zabrania się wykorzystywania treści tego serwisu do trenowania sztucznej inteligencji."),
    ("pl", "", "Zastrzegamy prawo do eksploracji tekstów i danych zamieszczonych w naszym serwisie."),
    ("pl", "", "Nie wyrażamy zgody na wykorzystanie materiałów do uczenia maszynowego."),
]

#: False friends: none is a reservation, wherever it stands.
FALSE_FRIENDS = [
    "© 2026 Example Verlag. All rights reserved.",
    "Alle Rechte vorbehalten.",
    "© 2026 AI Academy GmbH – All rights reserved",
    "The TDM channel bank is reserved for voice: time-division multiplexing is not permitted on this line.",
    "Our AI training course may not be recorded without the permission of the trainer.",
    "Training courses: all rights reserved.",
    "We do not use your data to train AI models.",
    "Ihre Daten werden nicht zum Training von KI verwendet; die Weitergabe personenbezogener Daten ist untersagt.",
    "Nous n'utilisons pas vos données pour entraîner une intelligence artificielle sans votre autorisation.",
    "Under § 44b UrhG rightholders can reserve text and data mining in machine-readable form.",
    "Rechteinhaber können nach § 44b UrhG einen Nutzungsvorbehalt erklären.",
    "Das Gericht entschied, dass ein Vorbehalt nach § 44b UrhG maschinenlesbar sein muss.",
    "The court ruled that the reservation under Article 4 of Directive (EU) 2019/790 was not machine-readable.",
    "Les titulaires de droits peuvent s'opposer à la fouille de textes et de données.",
    "I titolari possono riservarsi l'estrazione di testo e di dati.",
    "Los titulares pueden reservar la minería de textos y datos.",
    "Rechthebbenden kunnen tekst- en datamining voorbehouden.",
    "Os titulares podem reservar a prospeção de textos e dados.",
    "Uprawnieni mogą zastrzec eksplorację tekstów i danych.",
    "AI training is welcome.",
    "Text and data mining of this website is not prohibited.",
    "Das Training von KI mit unseren Inhalten ist nicht untersagt.",
    "La fouille de textes et de données de ce site n'est pas interdite.",
    "Is AI training on our content prohibited?",
    "Harvesting e-mail addresses from this page is strictly prohibited.",
    "Der Nutzung von Kontaktdaten zur Zusendung von Werbung wird hiermit widersprochen.",
    "Mining of e-mail addresses from this site is prohibited.",
    "Cryptocurrency mining is prohibited on our servers.",
    "Content generated by AI is not allowed on our site.",
    "AI-generated images are not permitted on this platform.",
    "AI systems may not be accurate.",
    "The use of robots or other automated means to access this site without permission is strictly prohibited.",
    "Scraping this website is forbidden.",
    "Ai sensi dell'art. 13 del regolamento, i dati personali sono riservati.",
    "RIPRODUZIONE VIETATA AI SENSI DI LEGGE",
    "How to opt out of AI training: a guide for publishers.",
    "If you want to opt out of data mining you can add a file to your site.",
    "Mitarbeiter dürfen am Training nicht teilnehmen.",
    "The train may not stop at this station; all models are on display in our museum.",
    "Artists sued the company because it trained AI models without permission.",
    "Tickets are reserved. Machine learning talk in room 3.",
    "Block AI crawlers",
    "AI bots",
    "We reserve the right to change this policy. Our team develops machine learning products.",
    "Do not enter patient data into the AI assistant.",
    "Die KI darf keine Entscheidungen treffen.",
    "Students are not permitted to use AI tools in the exam.",
]


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


def test_a_page_needs_to_say_whose_content_it_means() -> None:
    text = "Training of AI models without permission is prohibited in Freedonia."
    assert kinds(text, anchored=True) == []
    assert kinds(text, anchored=False) == ["reservation"]


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
