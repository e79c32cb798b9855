from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest

from agister.errors import BrokenInvariant, StatementIndexError
from agister.rights import Outcome, Panel, Preference, Rule, Rulebook, Statement, Usage
from agister.screening.rulebooks import ALWAYS, FEW, CompiledRulebooks, RulebookBuilder

SAID = Statement(protocol="x", usage=Usage.ANY, preference=Preference.DISALLOW, place="line 1", quote="")


def book(*patterns: str) -> Rulebook:
    return Rulebook(tuple(Rule(pattern, Outcome.RESERVED, SAID) for pattern in patterns))


def test_equal_books_panels_and_profiles_are_stored_once() -> None:
    builder = RulebookBuilder()
    one = builder.panel(0, Panel((book("/a", "/b"),)), lambda _: 5)
    assert builder.panel(0, Panel((book("/a", "/b"),), why="other words"), lambda _: 5) == one
    assert builder.panel(1, Panel((book("/a", "/b"),)), lambda _: 5) != one
    assert builder.panel(0, Panel((book("/a", "/b"),), "all"), lambda _: 5) != one
    assert builder.panel(0, Panel((book("/a", "/b"),), guard=book("/a", "/b")), lambda _: 5) != one
    other = builder.panel(0, Panel((book("/a", "/b"),)), lambda _: 6)
    assert other != one
    assert builder.profile([one, other]) == builder.profile((one, other)) != builder.profile([other, one])
    assert len(builder.finish().rules) == 2 + 2 + 1


def test_newlines_in_patterns_stay_inside_their_rule() -> None:
    builder = RulebookBuilder()
    builder.panel(0, Panel((book("/a\nb", "", "\n"),)), lambda _: 5)
    assert builder.finish().rule_text.tobytes() == b"/a\0b\n\n\0\n" + bytes(8)


@pytest.mark.parametrize(
    ("text", "segments"),
    [
        ("https://a.example", [(ALWAYS, 0)]),
        ("https://b.example", [(2, 0), (1, 0)]),
        ("https://ü.example", [(ALWAYS, 0)]),
    ],
)
def test_keys_are_canonical_distinct_and_ascending(text: str, segments: list[tuple[int, int]]) -> None:
    builder = RulebookBuilder()
    builder.key("https://a.example", [(ALWAYS, builder.profile([]))])
    with pytest.raises(BrokenInvariant):
        builder.key(text, segments)


def test_protocol_numbers_fit() -> None:
    with pytest.raises(BrokenInvariant):
        RulebookBuilder().panel(128, Panel(()), lambda _: 0)


def built(rules: int) -> CompiledRulebooks:
    builder = RulebookBuilder()
    panel = builder.panel(3, Panel((book(*[f"/{number}" for number in range(rules)]),)), lambda _: 5)
    builder.key("https://a.example", [(ALWAYS, builder.profile([panel])), (7, builder.profile([]))])
    builder.key("https://b.example/x", [(ALWAYS, builder.profile([panel]))])
    return builder.finish()


@pytest.mark.parametrize("rules", [0, 3, FEW + 1])
def test_saved_and_opened(tmp_path: Path, rules: int) -> None:
    before = built(rules)
    before.save(tmp_path / "compiled")
    after = CompiledRulebooks.open(tmp_path / "compiled")
    for field in fields(CompiledRulebooks):
        left, right = getattr(before, field.name), getattr(after, field.name)
        assert left.dtype == right.dtype
        assert np.array_equal(left, right)
        assert not left.flags.writeable
        assert not right.flags.writeable


def test_a_page_gives_its_origin_a_key_without_segments() -> None:
    words = built(1).keys.view(np.uint64).tolist()
    sizes, spans, programs = words[0::6][:3], words[1::6][:3], words[2::6][:3]
    assert sizes == [17, 17 | 2 << 32, 17]
    assert spans == [0 | 2 << 32, 2 | 1 << 32, 3 | 0 << 32 | 1 << 63]
    # One program holds always for the page alone: it starts at 0, and its sieve takes six words.
    assert programs == [0, 1 | 6 << 40, 0]


@pytest.mark.parametrize("harm", ["absent", "cut", "version"])
def test_a_broken_folder_is_refused(tmp_path: Path, harm: str) -> None:
    built(2).save(tmp_path)
    file = tmp_path / "header.npy"
    if harm == "absent":
        (tmp_path / "rules.npy").unlink()
    elif harm == "cut":
        file.write_bytes(file.read_bytes()[:40])
    else:
        np.save(file, np.array([99, 0, 0], np.int64))
    with pytest.raises(StatementIndexError):
        CompiledRulebooks.open(tmp_path)
