from __future__ import annotations

import pytest

from agister.formats.rsl_document import RslElement
from agister.protocols.problem_list import ProblemList
from agister.protocols.rsl_scope import Reach, read_reach


def reach(url: str | None, *, inline: bool = False) -> tuple[Reach, list[str]]:
    problems = ProblemList()
    content = RslElement("content", "content[1]", {} if url is None else {"url": url})
    found = read_reach(content, "content[1]", "https://example.org/a.html", problems, inline)
    return found, [problem.kind for problem in problems.found]


@pytest.mark.parametrize(
    ("url", "pattern"),
    [
        ("/", "/"),
        ("/%7Ea/*.jpg$", "/~a/*.jpg$"),
        ("*", "*"),
        ("", ""),
        ("https://Example.org", "https://example.org/"),
        ("HTTPS://example.org/ä*", "https://example.org/%C3%A4*"),
        ("https://*.example.org/x", "https://*.example.org/x"),
        ("https://example.org?x=1", "https://example.org/?x=1"),
    ],
)
def test_paths_and_absolute_urls(url: str, pattern: str) -> None:
    assert reach(url) == (Reach(pattern=pattern), [])


@pytest.mark.parametrize(
    ("url", "pattern", "kind"),
    [
        (None, "", "rsl-content-without-url"),
        ("news/", "/news/", "rsl-url-unclear"),
        ("//example.org/", "/example.org/", "rsl-url-unclear"),
        ("https://", "", "rsl-url-unclear"),
        ("https://[x/", "", "rsl-url-unclear"),
    ],
)
def test_what_is_neither(url: str | None, pattern: str, kind: str) -> None:
    assert reach(url) == (Reach(pattern=pattern, understood=False), [kind])


def test_inside_a_page_it_is_the_page() -> None:
    assert reach("", inline=True) == (Reach(pattern=""), [])
    assert reach("https://example.org/a.html", inline=True) == (Reach(pattern=""), [])
    assert reach("/a.html", inline=True) == (Reach(pattern=""), [])
    assert reach("/", inline=True) == (Reach(pattern=""), ["rsl-inline-url"])
