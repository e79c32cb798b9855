"""JSON Lines kept line by line: the answer is added to each line's text, nothing else of it is touched."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

import pyarrow as pa

from agister.errors import InputError, UsageError
from agister.screening.shard_bytes import first_line, open_bytes, refuse_other_content
from agister.screening.shards import Shard

_ADDED = frozenset(("agister_outcome", "agister_protocol", "agister_statement", "agister_reason"))
#: Column that carries the line itself through the engine.
LINE = "agister line"
_ROWS = 65_536


class LineReader:
    """A JSON Lines file as batches of (line, URL, time). A line that is no JSON object has no URL: it is kept, `unreadable`."""

    def __init__(self, shard: Shard, url_column: str, time_column: str | None) -> None:
        self._shard = shard
        self._names = [url_column] + ([time_column] if time_column else [])
        self.schema = pa.schema([pa.field(LINE, pa.large_binary()), *(pa.field(n, pa.string()) for n in self._names)])

    def batches(self) -> Iterator[pa.RecordBatch]:
        lines: list[bytes] = []
        for line in _lines(self._shard):
            lines.append(line.rstrip(b"\r\n"))
            if len(lines) == _ROWS:
                yield self._batch(lines)
                lines = []
        if lines:
            yield self._batch(lines)

    def _batch(self, lines: list[bytes]) -> pa.RecordBatch:
        rows = [_object(line) for line in lines]
        screened = next((row for row in rows if not _ADDED.isdisjoint(row)), None)
        if screened is not None:
            name = next(name for name in screened if name in _ADDED)
            raise UsageError(
                f"{self._shard.name} already has a member {name!r}: it was screened before; "
                "drop its agister_ members first"
            )
        columns = [
            pa.array(lines, pa.large_binary()),
            *(pa.array([_text(member(row, name)) for row in rows], pa.string()) for name in self._names),
        ]
        return pa.RecordBatch.from_arrays(columns, schema=self.schema)


def line_fields(shard: Shard, limit: int = 200) -> list[dict[str, Any]]:
    """The objects of the first lines, to find the URL column in. Raises `InputError` where none of them is one."""
    lines = list(islice(_lines(shard), limit))
    found = [_object(line) for line in lines]
    if not any(found):
        begun = b"".join(lines[:2]).removeprefix(codecs.BOM_UTF8).lstrip()
        if not begun:
            raise InputError(f"{shard.name} is empty: it holds no line")
        way = "write each object on a line of its own" + (", as `jq -c .[]` does" if begun[:1] == b"[" else "")
        raise InputError(f"{shard.name} is not JSON Lines: none of its first lines is a JSON object; {way}")
    return found


def member(row: Mapping[str, Any], name: str) -> Any:
    """A member of an object, or of an object in it by a dotted name (`metadata.url`); None where there is none."""
    if name in row:
        return row[name]
    for dot, letter in enumerate(name):
        if letter == "." and isinstance(inner := row.get(name[:dot]), dict):
            found = member(inner, name[dot + 1 :])
            if found is not None:
                return found
    return None


def members(row: Mapping[str, Any], depth: int = 4) -> Iterator[tuple[str, Any]]:
    """Names and values of all members that are no objects; those in objects follow, by their dotted names."""
    for name, value in row.items():
        if not isinstance(value, dict):
            yield name, value
    for name, value in row.items():
        if isinstance(value, dict) and depth:
            yield from ((f"{name}.{inner}", held) for inner, held in members(value, depth - 1))


def _lines(shard: Shard) -> Iterator[bytes]:
    """Lines of a file. Raises `InputError` where it is empty, breaks off, or is something else."""
    refuse_other_content(shard)
    try:
        with open_bytes(shard) as stream:
            yield from stream
    except (OSError, EOFError) as error:
        raise InputError(f"{shard.name} breaks off ({first_line(error)}): write it again") from error


def _object(line: bytes) -> dict[str, Any]:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _text(value: Any) -> str | None:
    if value is None:
        return None
    text = value if isinstance(value, str) else str(value)
    return text.encode("utf-8", "replace").decode("utf-8")


def spliced(lines: Sequence[bytes], additions: Sequence[dict[str, Any]]) -> list[bytes]:
    """Each line with members added before its last brace; a line that is no object becomes `{"agister_line": text, …}`."""
    result: list[bytes] = []
    for line, addition in zip(lines, additions, strict=True):
        body = line.rstrip()
        mark = codecs.BOM_UTF8 if body.startswith(codecs.BOM_UTF8) else b""
        # ensure_ascii: readers of any encoding agree on what was added.
        extra = json.dumps(addition)[1:-1].encode()
        if body.endswith(b"}") and body[len(mark) :].lstrip()[:1] == b"{" and isinstance(_quick(body), dict):
            head = body[:-1].rstrip()
            result.append(head + (b"" if head.endswith(b"{") else b", ") + extra + b"}")
        else:
            result.append(
                json.dumps({"agister_line": line.decode("utf-8", "replace")})[:-1].encode() + b", " + extra + b"}"
            )
    return result


def _quick(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None
