"""What every protocol in the list must offer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agister.protocols import NOTHING, PROTOCOLS, ReservationProtocol, Seen
from agister.rights import Observation, PolicyKey, Question, Standing, Usage
from tests.strategies import headers, hostile_bytes

EACH = pytest.mark.parametrize("protocol", PROTOCOLS, ids=lambda protocol: protocol.name)
PATHS = ("/robots.txt", "/.well-known/tdmrep.json", "/ai.txt", "/trust.txt", "/.well-known/trust.txt", "/", "/rsl.xml")


def test_nothing_is_nothing() -> None:
    assert (NOTHING.statements, NOTHING.problems, NOTHING.links) == ((), (), ())


def test_names_are_distinct() -> None:
    names = [protocol.name for protocol in PROTOCOLS]
    assert len(set(names)) == len(names)


@EACH
def test_contract(protocol: ReservationProtocol) -> None:
    assert getattr(protocol, "__name__", "").rpartition(".")[2] == protocol.name
    assert protocol.specification
    assert all(path.startswith("/") for path in protocol.well_known)
    for key in protocol.keys:
        assert isinstance(key, PolicyKey)
        assert key.default in key.values
        assert len(key.values) > 1
        assert key.meaning
        assert all(f"`{value}`" in key.meaning for value in key.values), f"{key.name}: meaning explains each value"


@EACH
def test_names_of_keys_are_distinct(protocol: ReservationProtocol) -> None:
    names = [key.name for key in protocol.keys]
    assert len(set(names)) == len(names)


@EACH
def test_an_answer_without_content_says_nothing(protocol: ReservationProtocol) -> None:
    for path in PATHS:
        seen = Seen(Observation(url=f"https://example.org{path}", status=200, body=b""))
        assert protocol.read(seen).statements == ()
    assert protocol.order((), Question(usage=Usage.TRAIN_AI, tokens=("examplebot",))) is not None


@EACH
@given(body=hostile_bytes, lines=headers, path=st.sampled_from(PATHS), html=st.booleans())
def test_reading_never_raises_and_is_repeatable(
    protocol: ReservationProtocol, body: bytes, lines: tuple[tuple[str, str], ...], path: str, html: bool
) -> None:
    kind = (("Content-Type", "text/html" if html else "text/plain"),)
    observation = Observation(url=f"https://example.org{path}", status=200, headers=kind + lines, body=body)
    first, second = protocol.read(Seen(observation)), protocol.read(Seen(observation))
    assert first == second
    for statement in first.statements:
        assert statement.protocol == protocol.name
        assert statement.standing is not Standing.FAILED
        assert len(statement.quote) <= 500
        assert statement.place
    question = Question(usage=Usage.TRAIN_AI, tokens=("gptbot", "ccbot"))
    protocol.order([s for s in first.statements if s.standing is Standing.SAID], question)
