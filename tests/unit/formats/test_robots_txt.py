from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agister.formats.path_pattern import normalise_path
from agister.formats.robots_txt import is_allowed, path_of
from agister.protocols import Seen, resolve, robots_txt
from agister.rights import Asset, Observation, Outcome, Question, Reading, Usage

BODY = b"User-agent: a\nDisallow: /x\nAllow: /x/index.html\n\nUser-agent: *\nDisallow: /\n"


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("https://e.org/a?b#c", "/a?b"),
        ("https://e.org", "/"),
        ("https://e.org?b", "/?b"),
        ("https://e.org#c", "/"),
        ("https://user@e.org:8080/a", "/a"),
        ("/a?b", "/a?b"),
        ("//a", "//a"),
        ("a", "/a"),
        ("", "/"),
        ("/a:b//c", "/a:b//c"),
        ("/go?to=https://e.org/x", "/go?to=https://e.org/x"),
        ("mailto:x", "/mailto:x"),
    ],
)
def test_path_of_a_url_or_a_path(url: str, path: str) -> None:
    assert path_of(url) == path


@pytest.mark.parametrize(
    ("token", "url", "strict", "lenient"),
    [
        ("a", "https://e.org/x/y", False, False),
        ("A", "/y", True, True),
        ("b", "/y", False, False),
        ("b", "https://e.org/robots.txt", True, True),
        ("a", "/x/", False, True),
        ("*", "/y", False, False),
        ("", "/y", False, False),
    ],
)
def test_verdicts(token: str, url: str, strict: bool, lenient: bool) -> None:
    assert is_allowed(BODY, token, url) is strict
    assert is_allowed(BODY, token, url, "lenient") is lenient


def test_no_file_allows_everything() -> None:
    assert is_allowed(b"", "a", "/x")


lines = st.sampled_from(
    [
        b"User-agent: a", b"User-agent: b, a", b"User-agent: *", b"User-agent a", b"useragent: b", b"User-agent: a1",
        b"Disallow: /", b"Disallow: /x", b"Allow: /x", b"Disallow: x", b"Allow: /x/index.html", b"Disallow: /*x$",
        b"Disallow:", b"Allow: *y", b"Disalow: /y", b"Disallow: /%78", b"# c", b"", b"Disallow: https://e.org/x",
        b"Content-Signal: ai-train=no", b"Disallow: /robots.txt",
    ]
)  # fmt: skip
bodies = st.lists(lines, max_size=12).map(b"\n".join) | st.binary()


@given(
    bodies,
    st.sampled_from(["a", "b", "c", "a1", "*"]),
    st.sampled_from(["/", "/x", "/x/", "/xy", "/y", "/robots.txt"]),
    st.sampled_from(Reading),
)
def test_one_call_and_the_protocol_agree(body: bytes, token: str, path: str, reading: Reading) -> None:
    if reading is Reading.BOTH:
        return
    seen = Seen(Observation(url="https://e.org/robots.txt", body=body))
    asset = Asset(origin="https://e.org", path=normalise_path(path.encode()))
    question = Question(usage=Usage.TRAIN_AI, tokens=(token,), reading=reading)
    outcome = resolve(robots_txt, robots_txt.read(seen).statements, asset, question).outcome
    assert (outcome is not Outcome.RESERVED) is is_allowed(body, token, path, reading.value)


@given(st.binary(), st.text(), st.text(), st.text())
def test_never_raises(body: bytes, token: str, url: str, reading: str) -> None:
    assert is_allowed(body, token, url, reading) in (True, False)


def test_lone_surrogates_are_no_reason_to_fail() -> None:
    assert is_allowed(BODY, "\ud800", "/\udfff", "strict") is False
