from __future__ import annotations

from agister.rights import Observation


def test_only_the_url_is_required() -> None:
    seen = Observation(url="https://example.org/robots.txt")
    assert (seen.fetched_at, seen.status, seen.headers, seen.body, seen.error) == (None, None, (), None, None)
    assert (seen.truncated, seen.source, seen.offset) == (False, "", None)


def test_an_empty_body_is_not_an_absent_one() -> None:
    assert Observation(url="https://example.org/", body=b"") != Observation(url="https://example.org/")
