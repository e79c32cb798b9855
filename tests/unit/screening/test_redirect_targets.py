from __future__ import annotations

from pathlib import Path

from agister.rights import Observation
from agister.screening.redirect_targets import RedirectTargets, redirects_of
from tests.indexes import index_of, moved, seen


def answer(size: int = 0) -> Observation:
    return Observation(url="https://a.example/", status=200, body=b"x" * size)


def test_a_url_may_be_where_several_files_lead() -> None:
    targets = RedirectTargets()
    assert targets.paths("https://a.example/") == ()
    assert targets.lead("https://a.example/", "/robots.txt") == []
    assert targets.lead("https://a.example/", "/ai.txt") == []
    assert targets.paths("https://a.example/") == ("/robots.txt", "/ai.txt")


def test_what_was_seen_before_the_redirect_is_given_once_for_each_file() -> None:
    targets = RedirectTargets()
    first, second = answer(1), answer(2)
    targets.keep("https://a.example/", first)
    targets.keep("https://a.example/", second)
    assert targets.lead("https://a.example/", "/robots.txt") == [first, second]
    assert targets.lead("https://a.example/", "/robots.txt") == []
    assert targets.lead("https://a.example/", "/ai.txt") == [first, second]
    assert targets.lead("https://b.example/", "/ai.txt") == []


def test_only_the_latest_answers_are_at_hand() -> None:
    targets = RedirectTargets(kept=3 * 1024)
    for name in "abcd":
        targets.keep(f"https://{name}.example/", answer())
    assert targets.lead("https://a.example/", "/robots.txt") == []
    assert targets.lead("https://b.example/", "/robots.txt") == [answer()]
    targets.keep("https://e.example/", answer(4096))
    assert [targets.lead(f"https://{name}.example/", "/ai.txt") for name in "bcde"] == [[]] * 4
    targets.keep("https://f.example/", answer(1))
    assert targets.lead("https://f.example/", "/ai.txt") == [answer(1)]


def test_what_is_seen_again_stays_at_hand() -> None:
    targets = RedirectTargets(kept=3 * 1024)
    for name in "abac":
        targets.keep(f"https://{name}.example/", answer())
    assert [len(targets.lead(f"https://{name}.example/", "/ai.txt")) for name in "abc"] == [2, 0, 1]


def test_redirects_of_an_earlier_run_are_known(tmp_path: Path) -> None:
    index = index_of(
        tmp_path / "idx",
        [
            moved("https://a.example/robots.txt", "/r.txt#top"),
            moved("https://a.example/robots.txt", "https://b.example/robots.txt"),
            moved("https://a.example/ai.txt", "mailto:x@example.org"),
            moved("https://a.example/page", "https://a.example/other"),
            seen("https://a.example/trust.txt", b"", status=404),
        ],
    )
    assert redirects_of(index) == [("https://a.example/r.txt", "/robots.txt")]
    targets = RedirectTargets(redirects_of(index))
    assert targets.paths("https://a.example/r.txt") == ("/robots.txt",)
    assert targets.lead("https://a.example/r.txt", "/robots.txt") == []
