from __future__ import annotations

from agister.protocols import PROTOCOLS
from agister.rights import Outcome, Usage
from agister.screening.policy_keys import CATALOGUE, KEPT, KeySpec, keys_of
from tests.places import ROOT


def specs() -> dict[str, KeySpec]:
    return {spec.key: spec for spec in keys_of(PROTOCOLS)}


def test_keys_are_distinct() -> None:
    assert len(specs()) == len(keys_of(PROTOCOLS))


def test_only_name_and_usage_are_required() -> None:
    assert [key for key, spec in specs().items() if spec.default is None] == ["name", "usage"]


def test_defaults_are_allowed_values() -> None:
    for spec in specs().values():
        if spec.values and spec.default:
            assert set(spec.default) <= set(spec.values), spec.key


def test_access_is_no_use_to_ask_for() -> None:
    assert Usage.CRAWL not in specs()["usage"].values


def test_what_nobody_knows_is_not_kept() -> None:
    assert set(Outcome) - set(KEPT) == {Outcome.RESERVED, Outcome.UNREADABLE, Outcome.UNCHECKED}


def test_tokens_come_from_the_catalogue() -> None:
    assert specs()["robots_txt.tokens"].default == (CATALOGUE,)


def test_protocols_bring_their_own_keys() -> None:
    for protocol in PROTOCOLS:
        for key in protocol.keys:
            assert specs()[f"{protocol.name}.{key.name}"].values == key.values


def test_the_reference_page_explains_every_key_of_ours() -> None:
    page = (ROOT / "docs" / "reference" / "policies.md").read_text("utf-8")
    own = [spec for spec in keys_of(()) if spec.section]
    assert [spec.key for spec in own if f"`[{spec.section}] {spec.name}`" not in page] == []
    assert [value for spec in own for value in spec.values if f"`{value}`" not in page] == []
