"""trust.txt: one variable of many."""

from __future__ import annotations

import pytest
from hypothesis import given

from agister.protocols import trust_txt
from agister.protocols.protocol import NOTHING
from agister.protocols.seen import Seen
from agister.rights import Observation, Offer, Preference, Standing, Statement, Usage
from tests.strategies import hostile_bytes


def seen(body: str | bytes, path: str = "/trust.txt") -> Seen:
    raw = body.encode() if isinstance(body, str) else body
    return Seen(Observation(url="https://example.org" + path, status=200, body=raw))


def test_a_reservation_with_its_contact() -> None:
    result = trust_txt.read(
        seen("\ufeffmember=x\nDataTrainingAllowed = no # 2024\ncontact=https://example.org/c # us\n")
    )
    assert result.problems == ()
    assert result.statements == (
        Statement(
            protocol="trust_txt",
            usage=Usage.TRAIN_AI,
            preference=Preference.DISALLOW,
            place="line 2",
            quote="DataTrainingAllowed = no # 2024",
            carrier="trust.txt",
            offer=Offer(kind="contact", contact="https://example.org/c"),
        ),
    )


def test_a_permission() -> None:
    (statement,) = trust_txt.read(seen("datatrainingallowed=yes", "/.well-known/trust.txt")).statements
    assert (statement.preference, statement.standing, statement.offer) == (Preference.ALLOW, Standing.SAID, None)


@pytest.mark.parametrize(
    ("line", "kind", "unclear"),
    [
        ("datatrainingallowed: no", "trust-txt-colon", True),
        ("datatrainingallowed: yes", "trust-txt-colon", False),
        ("datatrainingallowed=false", "trust-txt-value", True),
        ("datatrainingallowed=", "trust-txt-value", False),
        ("datatrainingallowed=not sure", "trust-txt-value", False),
        ("data_training_allowed=no", "trust-txt-misspelled", True),
        ("datatraining=no", "trust-txt-misspelled", True),
        ("nodatatraining=yes", "trust-txt-misspelled", True),
        ("nodatatraining=no", "trust-txt-misspelled", False),
    ],
)
def test_malformed(line: str, kind: str, unclear: bool) -> None:
    result = trust_txt.read(seen(line))
    assert [s.standing for s in result.statements] == [Standing.UNCLEAR] * unclear
    assert [p.kind for p in result.problems] == [kind]


def test_nothing_is_said() -> None:
    assert trust_txt.read(seen("member=x\n")) is NOTHING
    assert trust_txt.read(seen("datatrainingallowed=no", "/robots.txt")) is NOTHING
    assert trust_txt.read(seen("<html>datatrainingallowed=no")) is NOTHING


def test_many_lines_are_bounded() -> None:
    result = trust_txt.read(seen("datatrainingallowed=no\n" * 40_000))
    assert len(result.statements) == 100


@given(hostile_bytes)
def test_any_bytes(body: bytes) -> None:
    trust_txt.read(seen(body))
