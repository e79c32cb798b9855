from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from agister.formats.path_pattern import matches, normalise_path, normalise_pattern
from tests.strategies import paths, patterns, raw_patterns


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"/a/b?c=d&e=f", "/a/b?c=d&e=f"),
        (b"/foo/bar?baz=https://foo.bar", "/foo/bar?baz=https://foo.bar"),  # RFC 9309 §2.2.2, table
        ("/foo/bar/ツ".encode(), "/foo/bar/%E3%83%84"),
        (b"/foo/bar/%E3%83%84", "/foo/bar/%E3%83%84"),
        (b"/foo/bar/%e3%83%84", "/foo/bar/%E3%83%84"),
        (b"/foo/bar/%62%61%7A", "/foo/bar/baz"),
        (b"/%7ejoe", "/~joe"),
        (b"/a%2fb", "/a%2Fb"),
        (b"/a b", "/a%20b"),
        (b"/\"<>\\^`{|}'", "/%22%3C%3E%5C%5E%60%7B%7C%7D%27"),
        (b"/\x00\x7f\xff", "/%00%7F%FF"),
        (b"/%zz%4", "/%zz%4"),
        (b"/%", "/%"),
        (b"", ""),
    ],
)
def test_spelling_of_both(raw: bytes, expected: str) -> None:
    assert normalise_path(raw) == expected
    assert normalise_pattern(raw) == expected


@pytest.mark.parametrize(
    ("raw", "pattern", "path"),
    [
        (b"/a*b", "/a*b", "/a%2Ab"),
        (b"/a%2ab", "/a%2Ab", "/a%2Ab"),
        (b"/a$", "/a$", "/a%24"),
        (b"/a%24", "/a%24", "/a%24"),
        (b"/a$b", "/a%24b", "/a%24b"),
        (b"/$$", "/%24$", "/%24%24"),
        (b"/a***b", "/a*b", "/a%2A%2A%2Ab"),
        (b"/**$", "/*$", "/%2A%2A%24"),
        (b"$", "$", "%24"),
    ],
)
def test_special_characters(raw: bytes, pattern: str, path: str) -> None:
    assert normalise_pattern(raw) == pattern
    assert normalise_path(raw) == path


def test_a_broken_escape_is_never_completed_by_what_follows() -> None:
    # Decoding %34 here would turn the lone `%` into `%41`, which is another resource.
    assert normalise_path(b"/%%341") == "/%%341"
    assert normalise_path(b"/%4%31") == "/%4%31"
    assert normalise_path(b"/%%7a") == "/%z"


@pytest.mark.parametrize(
    ("pattern", "path", "expected"),
    [
        ("", "/", True),
        ("/", "/anything", True),
        ("/fish", "/fish.html", True),
        ("/fish", "/catfish", False),
        ("/fish/", "/fish", False),
        ("/Fish", "/fish", False),
        ("/fish*", "/fishheads/yummy.html", True),
        ("/*.php", "/folder/any.php.file.html", True),
        ("/*.php", "/windows.PHP", False),
        ("/*.php$", "/filename.php", True),
        ("/*.php$", "/filename.php?parameters", False),
        ("/*.php$", "/filename.php5", False),
        ("/fish*.php", "/fishheads/catfish.php?parameters", True),
        ("/a*b$", "/a/x/b", True),
        ("/a*b$", "/a/b?c", False),
        ("/a*a$", "/a", False),
        ("/a$", "/a", True),
        ("/a$", "/a/", False),
        ("$", "/", False),
        ("*", "/", True),
        ("*$", "/", True),
        ("*.jpg", "/x.jpg", True),
        ("a", "/a", False),
        ("/*b*b", "/ab", False),
        ("/*b*b", "/abb", True),
        ("/a*b*c$", "/abcbc", True),
    ],
)
def test_matches(pattern: str, path: str, expected: bool) -> None:
    assert matches(pattern, path) is expected


def test_case_may_be_folded() -> None:
    assert matches("*.JPG", "/x.jpg", fold_case=True)
    assert matches("/A/", "/a/b", fold_case=True)
    assert not matches("*.JPG", "/x.png", fold_case=True)


def _as_expression(pattern: str) -> re.Pattern[str]:
    anchored = pattern.endswith("$")
    body = ".*".join(re.escape(part) for part in pattern.removesuffix("$").split("*"))
    return re.compile(body + (r"\Z" if anchored else ""), re.DOTALL)


@given(patterns, paths.map(lambda path: normalise_path(path.encode())))
def test_agrees_with_regular_expressions(pattern: str, path: str) -> None:
    assert matches(pattern, path) is (_as_expression(pattern).match(path) is not None)


@given(st.text("ab*$", max_size=8).map(lambda text: normalise_pattern(text.encode())), st.text("ab", max_size=10))
def test_agrees_with_regular_expressions_on_tight_cases(pattern: str, path: str) -> None:
    assert matches(pattern, path) is (_as_expression(pattern).match(path) is not None)


@given(st.one_of(st.binary(), raw_patterns, st.text("%4132aAzf*$/", max_size=12).map(str.encode)))
@example(b"%%341")
@example(b"%4%31")
@example(b"%%25%34%31")
def test_spelling_is_stable(raw: bytes) -> None:
    path, pattern = normalise_path(raw), normalise_pattern(raw)
    assert path.isascii() and pattern.isascii()
    assert normalise_path(path.encode()) == path
    assert normalise_pattern(pattern.encode()) == pattern


@given(st.text(max_size=20).filter(lambda text: text.isprintable()))
def test_a_literal_pattern_matches_the_path_it_was_copied_from(text: str) -> None:
    raw = b"/" + text.replace("*", "").replace("$", "").encode()
    assert matches(normalise_pattern(raw), normalise_path(raw))
    assert matches(normalise_pattern(raw + b"$"), normalise_path(raw))


def test_many_stars_do_not_explode() -> None:
    assert not matches("/" + "*a" * 5_000 + "b", "/" + "a" * 20_000)
