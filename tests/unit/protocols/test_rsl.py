from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from agister.formats.rsl_document import NAMESPACE
from agister.protocols import resolve, rsl
from agister.protocols.seen import Seen
from agister.rights import Asset, Observation, Outcome, Preference, Question, Scope, Standing, Statement, Usage
from tests.strategies import headers, hostile_bytes, robots_bodies

ORIGIN = "https://example.org"
ASSET = Asset(origin=ORIGIN, path="/a.html")
QUESTION = Question(usage=Usage.TRAIN_AI, tokens=("examplebot",))


def seen(path: str, body: str = "", *lines: tuple[str, str], status: int = 200) -> Seen:
    return Seen(Observation(url=ORIGIN + path, status=status, headers=lines, body=body.encode()))


def document(inner: str) -> str:
    return f'<rsl xmlns="{NAMESPACE}"><content url="/"><license>{inner}</license></content></rsl>'


PROHIBITS = document('<prohibits type="usage">ai-train</prohibits>')
ROBOTS = "License: https://example.org/rsl.xml\nUser-agent: *\nAllow: /\n"


def test_robots_line_becomes_a_link_and_an_association() -> None:
    result = rsl.read(seen("/robots.txt", ROBOTS))
    assert result.links == ("https://example.org/rsl.xml",)
    association = result.statements[0]
    assert association.note == "association"
    assert association.preference is Preference.UNKNOWN
    assert association.scope is Scope.ORIGIN
    assert association.offer is not None
    assert association.offer.url == "https://example.org/rsl.xml"


def test_a_robots_file_without_the_words_is_not_parsed() -> None:
    page = seen("/robots.txt", "User-agent: *\nDisallow: /\n# License of the year\n")
    assert rsl.read(page) == rsl.NOTHING
    assert "robots" not in vars(page)


def test_a_document_leaves_a_marker_first() -> None:
    marker, prohibition = rsl.read(seen("/rsl.xml", PROHIBITS)).statements
    assert marker.note == "document in https://example.org/rsl.xml"
    assert marker.standing is Standing.SAID
    assert prohibition.note == "prohibits in https://example.org/rsl.xml"
    assert prohibition.usage is Usage.TRAIN_AI


def test_marker_for_documents_that_are_gone_or_none() -> None:
    marker = rsl.answered("https://example.org/rsl.xml")
    assert rsl.read(seen("/rsl.xml", status=404)).statements == (marker,)
    assert rsl.read(seen("/rsl.xml", "<html></html>")).statements == (marker,)
    assert rsl.read(seen("/a.html", status=404)) == rsl.NOTHING
    statements = [*rsl.read(seen("/robots.txt", ROBOTS)).statements, marker]
    assert resolve(rsl, statements, ASSET, QUESTION).outcome is Outcome.UNKNOWN


def test_a_document_behind_a_redirect_is_that_of_its_association() -> None:
    moved = Seen(
        Observation(url="https://www.example.org/licences/rsl.xml", status=200, body=PROHIBITS.encode()),
        path="/rsl.xml",
    )
    statements = [*rsl.read(seen("/robots.txt", ROBOTS)).statements, *rsl.read(moved).statements]
    found = resolve(rsl, statements, ASSET, QUESTION)
    assert found.outcome is Outcome.RESERVED
    assert resolve(rsl, rsl.read(seen("/robots.txt", ROBOTS)).statements, ASSET, QUESTION).outcome is Outcome.UNREADABLE


def test_tokens_combine() -> None:
    robots = "".join(
        f"User-agent: {bot}\nAllow: /\nLicense: https://example.org/{bot}.xml\n" for bot in ("onebot", "twobot")
    )
    free = document('<permits type="usage">ai-train</permits>')
    statements: list[Statement] = []
    for path, body in (("/robots.txt", robots), ("/onebot.xml", PROHIBITS), ("/twobot.xml", free)):
        statements += rsl.read(seen(path, body)).statements
    asked = Question(usage=Usage.TRAIN_AI, tokens=("onebot", "twobot"))
    assert resolve(rsl, statements, ASSET, asked).outcome is Outcome.RESERVED
    assert resolve(rsl, statements, ASSET, replace(asked, combine="all")).outcome is Outcome.PERMITTED


def test_crawling_is_not_spoken_of() -> None:
    statements = [*rsl.read(seen("/robots.txt", ROBOTS)).statements, *rsl.read(seen("/rsl.xml", PROHIBITS)).statements]
    assert resolve(rsl, statements, ASSET, Question(usage=Usage.CRAWL)).outcome is Outcome.UNKNOWN


@given(st.one_of(hostile_bytes, robots_bodies), headers, st.sampled_from(["/robots.txt", "/rsl.xml", "/a.html"]))
def test_never_raises(body: bytes, lines: tuple[tuple[str, str], ...], path: str) -> None:
    result = rsl.read(Seen(Observation(url=ORIGIN + path, status=200, headers=lines, body=body)))
    resolve(rsl, result.statements, ASSET, QUESTION)


_TEXT = st.sampled_from(["ai-train", "search", "all", "train-ai", "no", "", "x:y", "ai-all, search", "AI-INPUT", "DE"])
_TERM = st.builds(
    lambda name, kind, text: f'<{name} type="{kind}">{text}</{name}>',
    st.sampled_from(["permits", "prohibits", "payment", "reporting", "permit"]),
    st.sampled_from(["usage", "user", "geo", "free", "training", "ai-train", ""]),
    _TEXT,
)


@given(st.lists(_TERM, max_size=6), st.sampled_from(list(Usage)))
def test_any_terms_resolve(terms: list[str], usage: Usage) -> None:
    result = rsl.read(seen("/rsl.xml", document("".join(terms))))
    statements = [*rsl.read(seen("/robots.txt", ROBOTS)).statements, *result.statements]
    places = [s.place for s in result.statements]
    assert len(set(places)) == len(places)
    found = resolve(rsl, statements, ASSET, Question(usage=usage))
    if found.outcome is Outcome.PERMITTED:
        assert found.because is not None
        assert found.because.preference is Preference.ALLOW
