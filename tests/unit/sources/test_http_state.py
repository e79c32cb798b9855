from __future__ import annotations

from pathlib import Path

import pytest

from agister.errors import InputError
from agister.sources.http_state import NAME, CollectState, alone
from agister.sources.http_warc import Earlier

EARLIER = Earlier(url="https://a.example/x", date="2031", record="<urn:uuid:1>", digest="sha256:ab", etag='"1"')


def test_what_is_noted_comes_back(tmp_path: Path) -> None:
    state = CollectState(tmp_path)
    state.keep(EARLIER)
    state.keep(EARLIER)
    state.finish("https://a.example", ("a.part", 10))
    state.finish("https://b.example", ("a.part", 20))
    state.close()
    again = CollectState(tmp_path)
    assert again.done == {"https://a.example", "https://b.example"}
    assert again.ends == {"a.part": 20}
    assert again.earlier == {EARLIER.url: EARLIER}
    assert (tmp_path / NAME).read_text().count("earlier") == 1


def test_broken_lines_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text('[1]\n{"done": "x"}\n{"earlier": {"url": 1}}\nnull\n{"done": "https://a.exa')
    state = CollectState(tmp_path)
    assert state.earlier == {}
    state.finish("https://b.example", ("a.part", 5))
    state.close()
    assert "https://b.example" in CollectState(tmp_path).done


def test_nothing_noted_leaves_no_file(tmp_path: Path) -> None:
    CollectState(tmp_path).close()
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_held_by_one(tmp_path: Path) -> None:
    with alone(tmp_path), pytest.raises(InputError, match="another collection"), alone(tmp_path):
        pass
    with alone(tmp_path):
        pass
    assert list(tmp_path.iterdir()) == []
