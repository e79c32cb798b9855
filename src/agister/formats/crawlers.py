"""The catalogue of crawler tokens: operator and purpose of each, dated and sourced (`crawlers.toml`).

Facts about names, no reading of law: RFC 9309 speaks of fetching. Which tokens a policy reads as speaking of training
stands in the policy; one that lists none takes `training_tokens()`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from typing import Any

from agister.formats.robots_repair import lenient_tokens

_PRODUCT_TOKEN = re.compile(r"[A-Za-z_-]+")


class Purpose(StrEnum):
    """What a crawler fetches for."""

    TRAINING = "training"
    """Training of models by its operator."""
    DATASET = "dataset"
    """Data for others, training of models among their uses."""
    SEARCH = "search"
    """An index, also one that answers of AI are drawn from."""
    USER_FETCH = "user-fetch"
    """One page at somebody's request; browsing agents."""
    ARCHIVE = "archive"
    OTHER = "other"
    """Anything else, and purposes that nobody documents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Crawler:
    """One name by which a crawler is addressed in robots.txt."""

    token: str
    """As its operator, or its source, writes it."""
    operator: str
    """Company, body or tool; `unknown` where nobody says."""
    purposes: tuple[Purpose, ...]
    control_only: bool = False
    """Said in robots.txt, never sent in a request: it decides about content that another crawler fetches."""
    generic: bool = False
    """An ordinary word: a group of that name may mean anything."""
    since: date | None = None
    """First listed in a dated source; None where the source does not date its entries."""
    checked: date
    """When the entry was last compared with its source."""
    source: str
    """Key of `sources()`."""
    note: str

    @property
    def is_product_token(self) -> bool:
        """Whether RFC 9309 §2.2.1 allows it: letters, `_` and `-` only. Others are cut by strict parsers."""
        return _PRODUCT_TOKEN.fullmatch(self.token) is not None

    @property
    def as_asked(self) -> str:
        """The token as groups hold it: lower-case, cut at the first character that no token in use holds."""
        return lenient_tokens(self.token.encode())[0]


@lru_cache(maxsize=1)
def crawlers() -> tuple[Crawler, ...]:
    """The whole catalogue, in its own order."""
    return tuple(_crawler(entry) for entry in _raw()["crawler"])


def sources() -> dict[str, str]:
    """Where entries were read: key → address, version, licence."""
    return dict(_raw()["sources"])


def training_tokens() -> tuple[str, ...]:
    """Tokens of crawlers that fetch for training or for data sets, lower-case, without ordinary words: the tokens of a
    policy about training that lists none."""
    wanted = {Purpose.TRAINING, Purpose.DATASET}
    return tuple(dict.fromkeys(c.as_asked for c in crawlers() if wanted & set(c.purposes) and not c.generic))


def find_crawler(token: str) -> Crawler | None:
    """The entry of a token in any case; None where the catalogue has none."""
    return next((crawler for crawler in crawlers() if crawler.token.lower() == token.lower()), None)


def _raw() -> dict[str, Any]:
    return tomllib.loads(files("agister.formats").joinpath("crawlers.toml").read_text("utf-8"))


def _crawler(entry: Mapping[str, Any]) -> Crawler:
    return Crawler(**{**entry, "purposes": tuple(Purpose(purpose) for purpose in entry["purposes"])})
