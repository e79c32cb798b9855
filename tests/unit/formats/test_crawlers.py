from __future__ import annotations

from datetime import date

import pytest

from agister.formats.crawlers import (
    Crawler,
    Purpose,
    crawlers,
    find_crawler,
    sources,
    training_tokens,
)
from agister.formats.robots_txt import parse_robots


def test_an_entry_says_who_and_what_for() -> None:
    assert find_crawler("gptbot") == Crawler(
        token="GPTBot",
        operator="OpenAI",
        purposes=(Purpose.TRAINING,),
        since=date(2023, 8, 9),
        checked=date(2026, 11, 24),
        source="ai-robots-txt",
        note="Content may train OpenAI's models.",
    )
    assert find_crawler("no-such-bot") is None


def test_every_entry_is_whole() -> None:
    assert len(crawlers()) >= 220
    for crawler in crawlers():
        assert crawler.token.strip() == crawler.token != ""
        assert crawler.operator, crawler.token
        assert crawler.purposes, crawler.token
        assert crawler.source in sources(), crawler.token
        assert crawler.note.endswith("."), crawler.token
        assert crawler.since is None or crawler.since < crawler.checked, crawler.token


def test_a_token_stands_once_whatever_its_case() -> None:
    tokens = [crawler.token.lower() for crawler in crawlers()]
    assert len(tokens) == len(set(tokens))


def test_tokens_that_are_only_said_in_robots() -> None:
    found = {crawler.token for crawler in crawlers() if crawler.control_only}
    assert found == {"Google-Extended", "Applebot-Extended", "Webzio-Extended"}


def test_ordinary_words_are_marked() -> None:
    found = {crawler.token for crawler in crawlers() if crawler.generic}
    assert found == {"Operator", "LCC", "newsai", "Devin", "Cursor", "Code", "Spider", "The Knowledge AI"}


@pytest.mark.parametrize(
    ("token", "legal", "asked"),
    [
        ("CCBot", True, "ccbot"),
        ("AI2Bot", False, "ai2bot"),
        ("Kangaroo Bot", False, "kangaroo"),
        ("iaskspider/2.0", False, "iaskspider"),
        ("bigsur.ai", False, "bigsur.ai"),
        ("Factset_spyderbot", True, "factset_spyderbot"),
    ],
)
def test_tokens_as_files_hold_them(token: str, legal: bool, asked: str) -> None:
    crawler = find_crawler(token)
    assert crawler is not None
    assert (crawler.is_product_token, crawler.as_asked) == (legal, asked)


def test_training_tokens_are_those_of_training_and_data_sets() -> None:
    tokens = training_tokens()
    assert tokens[:3] == ("gptbot", "claudebot", "anthropic-ai")
    assert {"kimibot", "mistralai-training", "novellum", "semantic-visions"} <= set(tokens)
    assert not {"the", "kimi-searchbot", "mistralai-index", "xai-bot", "googlebot-image", "news-please"} & set(tokens)
    assert {"ccbot", "google-extended", "applebot-extended", "img2dataset", "bytespider", "amazonbot"} <= set(tokens)
    assert set(tokens) & {"googlebot", "oai-searchbot", "chatgpt-user", "ia_archiver", "lcc", "code", "spider"} == set()
    assert len(tokens) == len(set(tokens))
    assert tokens == tuple(token.lower() for token in tokens)


def test_a_group_of_each_training_token_is_found() -> None:
    body = "".join(f"User-agent: {c.token}\nDisallow: /\n\n" for c in crawlers()).encode()
    named = {agent for group in parse_robots(body).lenient for agent in group.agents}
    assert set(training_tokens()) <= named
