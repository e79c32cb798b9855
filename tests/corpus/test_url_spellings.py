"""URL spellings of the web platform tests: same origin and path as the standard, read and in the kernel."""

from __future__ import annotations

import json
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from agister.formats.path_pattern import normalise_path
from agister.formats.url import parse
from agister.rights import Outcome, Panel, Rule, Rulebook
from agister.screening.rulebooks import ALWAYS, RulebookBuilder
from agister.screening.screen_column import screen_column
from tests.places import DATA, needs_data

WPT = DATA / "vectors" / "ada-url+ada" / "tests" / "wpt"
FILES = ["urltestdata.json", "ada_extra_urltestdata.json", "ada_long_urltestdata.json"]


def vectors(name: str) -> list[dict[str, Any]]:
    """Those that are absolute, so that no base changes their meaning."""
    found = [
        vector for vector in json.loads((WPT / name).read_text("utf-8", "surrogatepass")) if isinstance(vector, dict)
    ]
    return [vector for vector in found if vector.get("base") in (None, "about:blank", "")]


#: Hosts that would be a broken address without their dots.
DOTS_STAY = ("foo.09..",)


def wanted(vector: dict[str, Any]) -> tuple[str, str] | None:
    """Origin and path of the standard, without the dots at the end of the host, in the compared spelling."""
    if vector.get("failure") or vector.get("protocol") not in ("http:", "https:"):
        return None
    host = vector["hostname"] if vector["hostname"] in DOTS_STAY else vector["hostname"].rstrip(".")
    if not host:
        return None
    origin = f"{vector['protocol']}//{host}" + (f":{vector['port']}" if vector["port"] else "")
    # An empty query is not in `search`, but it is in the URL.
    path = vector["href"].partition("#")[0].partition("://")[2].partition("/")[2]
    assert ("/" + path).startswith(vector["pathname"])
    return origin, normalise_path(("/" + path).encode())


@needs_data
@pytest.mark.parametrize("name", FILES)
def test_same_origin_and_path_as_the_standard(name: str) -> None:
    wrong = []
    for vector in vectors(name):
        asset = parse(vector["input"])
        found = None if asset is None else (asset.origin, asset.path)
        if found != wanted(vector):
            wrong.append((vector["input"], found, wanted(vector)))
    assert wrong == []


def every_path(origins: set[str], paths: set[str]) -> Any:
    """Rulebooks in which each origin reserves each of the paths under a number of its own."""
    numbers = {path: number for number, path in enumerate(sorted(paths))}
    rules = tuple(Rule(path + "$", Outcome.RESERVED, None) for path in numbers)
    builder = RulebookBuilder()
    profile = builder.profile([builder.panel(0, Panel((Rulebook(rules),)), lambda _: 0)])
    for origin in origins:
        builder.key(origin, [(ALWAYS, profile)])
    return builder.finish()


@needs_data
@pytest.mark.parametrize("name", FILES)
def test_the_kernel_reads_the_same(name: str) -> None:
    inputs = [vector["input"].encode("utf-8", "replace") for vector in vectors(name)]
    assets = [parse(text) for text in inputs]
    rulebooks = every_path({a.origin for a in assets if a}, {a.path for a in assets if a})
    outcomes = screen_column(rulebooks, pa.array(inputs, pa.binary())).outcome.tolist()
    wrong = [
        text
        for text, asset, outcome in zip(inputs, assets, outcomes, strict=True)
        if outcome != (5 if asset is None else 3)
    ]
    assert wrong == []


@needs_data
@pytest.mark.parametrize(("file", "column"), [("web_urls", "url"), ("img2dataset_test_10000", "URL")])
def test_the_kernel_reads_real_urls_the_same(file: str, column: str) -> None:
    urls = pq.read_table(DATA / "urls" / f"{file}.parquet", columns=[column])[column]
    assets = [parse(url) if url else None for url in urls.to_pylist()]
    rulebooks = every_path({a.origin for a in assets if a}, {a.path for a in assets if a})
    outcomes = screen_column(rulebooks, urls).outcome.tolist()
    wrong = [asset for asset, outcome in zip(assets, outcomes, strict=True) if outcome != (5 if asset is None else 3)]
    assert wrong == []
