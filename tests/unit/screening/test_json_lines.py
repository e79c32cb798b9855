from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agister.errors import InputError, UsageError
from agister.screening.json_lines import LINE, LineReader, line_fields, member, members, spliced
from agister.screening.shards import Shard, shards_of

ADDED = {"agister_outcome": "unknown", "agister_protocol": None}


def shard(folder: Path, content: bytes) -> Shard:
    (folder / "a.jsonl").write_bytes(content)
    return shards_of(str(folder / "a.jsonl"))[0][0]


def test_lines_with_their_url_and_time(tmp_path: Path) -> None:
    reader = LineReader(shard(tmp_path, b'{"u":"https://a/","t":20310101}\r\n{"u":5}\n[1]\nx\n\n{"u":"b"}'), "u", "t")
    rows = [row for batch in reader.batches() for row in batch.to_pylist()]
    assert rows == [
        {LINE: b'{"u":"https://a/","t":20310101}', "u": "https://a/", "t": "20310101"},
        {LINE: b'{"u":5}', "u": "5", "t": None},
        {LINE: b"[1]", "u": None, "t": None},
        {LINE: b"x", "u": None, "t": None},
        {LINE: b"", "u": None, "t": None},
        {LINE: b'{"u":"b"}', "u": "b", "t": None},
    ]


def test_broken_bytes_and_lone_surrogates(tmp_path: Path) -> None:
    reader = LineReader(shard(tmp_path, b'{"u":"\xff"}\n{"u":"\\ud800"}\n' + b"[" * 100_000 + b"\n"), "u", None)
    assert [row["u"] for batch in reader.batches() for row in batch.to_pylist()] == [None, "?", None]


def test_many_lines_come_in_batches(tmp_path: Path) -> None:
    reader = LineReader(shard(tmp_path, b'{"u":"x"}\n' * 70_000), "u", None)
    assert [batch.num_rows for batch in reader.batches()] == [65_536, 4_464]


def test_the_first_objects(tmp_path: Path) -> None:
    assert line_fields(shard(tmp_path, b'{"a":1}\nx\n{"b":2}\n{"c":3}\n'), limit=3) == [{"a": 1}, {}, {"b": 2}]


def test_an_empty_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"a\.jsonl is empty \(0 bytes\)"):
        line_fields(shard(tmp_path, b""))


def test_no_objects_at_all(tmp_path: Path) -> None:
    none = "a.jsonl is not JSON Lines: none of its first lines is a JSON object; write each object on a line of its own"
    for content, message in (
        (b"\n\n", "a.jsonl is empty: it holds no line"),
        (
            b'[{"url": "https://a/"}]',
            f"{none}, as `jq -c .[]` does",
        ),
        (
            b'{\n"url": "https://a/"\n}\n',
            none,
        ),
    ):
        with pytest.raises(InputError) as raised:
            line_fields(shard(tmp_path, content))
        assert str(raised.value) == message


def test_members_within_objects() -> None:
    row = {"a.b": 1, "a": {"b": 2, "c": {"d": "x"}}, "n": None, "l": [1]}
    assert [member(row, name) for name in ("a.b", "a.c.d", "a.x", "n.b", "l.0", "x")] == [
        1,
        "x",
        None,
        None,
        None,
        None,
    ]
    assert list(members(row)) == [("a.b", 1), ("n", None), ("l", [1]), ("a.b", 2), ("a.c.d", "x")]
    deep: dict[str, object] = {"x": 1}
    for _ in range(9):
        deep = {"o": deep}
    assert list(members(deep)) == []


def test_a_url_within_an_object(tmp_path: Path) -> None:
    reader = LineReader(shard(tmp_path, b'{"m":{"url":"https://a/"}}\n{"m":7}\n'), "m.url", None)
    assert [row["m.url"] for batch in reader.batches() for row in batch.to_pylist()] == ["https://a/", None]


def test_what_was_screened_before_is_refused(tmp_path: Path) -> None:
    reader = LineReader(shard(tmp_path, b'{"u":"a"}\n{"u":"b","agister_outcome":"unknown"}\n'), "u", None)
    with pytest.raises(
        UsageError, match=r"^a.jsonl already has a member 'agister_outcome': it was screened before; drop its"
    ):
        list(reader.batches())


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (b'{"a": 1}', b'{"a": 1, "agister_outcome": "unknown", "agister_protocol": null}'),
        (b'{"a": 1 } ', b'{"a": 1, "agister_outcome": "unknown", "agister_protocol": null}'),
        (b"{}", b'{"agister_outcome": "unknown", "agister_protocol": null}'),
        (b'\xef\xbb\xbf{"a":1}', b'\xef\xbb\xbf{"a":1, "agister_outcome": "unknown", "agister_protocol": null}'),
        (b"x", b'{"agister_line": "x", "agister_outcome": "unknown", "agister_protocol": null}'),
        (b'{"a": 1', b'{"agister_line": "{\\"a\\": 1", "agister_outcome": "unknown", "agister_protocol": null}'),
        (b"\xff", b'{"agister_line": "\\ufffd", "agister_outcome": "unknown", "agister_protocol": null}'),
    ],
)
def test_what_a_line_becomes(line: bytes, expected: bytes) -> None:
    assert spliced([line], [ADDED]) == [expected]


@given(st.dictionaries(st.text(), st.one_of(st.none(), st.text(), st.floats(allow_nan=False), st.lists(st.text()))))
def test_nothing_of_an_object_is_lost(value: dict[str, object]) -> None:
    line = json.dumps(value).encode()
    assert json.loads(spliced([line], [ADDED])[0]) == value | ADDED


@given(st.binary().filter(lambda b: b"\n" not in b and b"\r" not in b))
def test_any_line_becomes_an_object(line: bytes) -> None:
    assert json.loads(spliced([line], [ADDED])[0]).items() >= ADDED.items()
