"""Adding columns to a Parquet file without touching the others: their pages are copied as bytes, only the footer is new.

Field numbers are those of `parquet.thrift` (Apache Parquet format 2.x).
"""

from __future__ import annotations

from typing import IO, Any

from agister.screening.thrift_compact import (
    BINARY,
    I16,
    I32,
    I64,
    LIST,
    STRUCT,
    Struct,
    ThriftError,
    read_struct,
    write_struct,
)

_MAGIC = b"PAR1"
_SCHEMA, _GROUPS, _PAIRS, _ORDERS, _ENCRYPTION = 2, 4, 5, 7, 8
_COLUMNS, _BYTES, _ROWS, _COMPRESSED = 1, 2, 3, 6
_CHUNK_FILE, _CHUNK_AT, _CHUNK_META, _CRYPTO = 1, 2, 3, 8
_CHUNK_OFFSETS = (4, 6)
_META_BYTES, _META_COMPRESSED = 6, 7
_META_OFFSETS = (9, 10, 11, 14)
_CHILDREN = 5
_ARROW = b"ARROW:schema"
_LARGEST_FOOTER = 256 << 20


def read_footer(file: IO[bytes], size: int) -> tuple[Struct, int]:
    """The footer of a Parquet file and where it starts. Raises `ThriftError` for anything but a plain, whole file."""
    if size < 12:
        raise ThriftError("too short for a Parquet file")
    file.seek(size - 8)
    tail = file.read(8)
    length = int.from_bytes(tail[:4], "little")
    if tail[4:] != _MAGIC or length > min(size - 12, _LARGEST_FOOTER):
        raise ThriftError("no plain Parquet footer at its end")
    file.seek(size - 8 - length)
    return read_struct(file.read(length)), size - 8 - length


def can_extend(footer: Struct) -> bool:
    """Whether columns may be added: nothing encrypted, no column in another file, and every field that is changed of the type
    that it must have. Of any structure that `read_footer` gives."""
    schema, groups = _structs(footer, _SCHEMA), _structs(footer, _GROUPS)
    pairs = _structs(footer, _PAIRS) if _PAIRS in footer else []
    if _ENCRYPTION in footer or not schema or groups is None or pairs is None or not _is_number(schema[0], _CHILDREN):
        return False
    if _ORDERS in footer and _structs(footer, _ORDERS) is None:
        return False
    if any(pair.get(1, (0,))[0] != BINARY or pair.get(2, (BINARY,))[0] != BINARY for pair in pairs):
        return False
    return all(_is_plain(group) for group in groups)


def _is_plain(group: Struct) -> bool:
    chunks = _structs(group, _COLUMNS)
    if chunks is None or not _is_number(group, _ROWS) or group[_ROWS][1] < 0:
        return False
    if not all(_is_number(group, field) for field in (_BYTES, _COMPRESSED) if field in group):
        return False
    return all(_CHUNK_FILE not in c and _CRYPTO not in c and c.get(_CHUNK_META, (0,))[0] == STRUCT for c in chunks)


def row_counts(footer: Struct) -> list[int]:
    """Rows of each row group."""
    return [int(group[_ROWS][1]) for group in _items(footer, _GROUPS)]


def extended(footer: Struct, added: Struct, shift: int, arrow_schema: bytes | None) -> bytes:
    """A footer with the columns of `added` after its own. `added` is the footer of a file with equal row groups, whose pages
    now lie `shift` bytes further on. `arrow_schema`: value of `ARROW:schema` for both. Raises `ThriftError` where the row
    groups differ."""
    if row_counts(footer) != row_counts(added):
        raise ThriftError("the row groups of the added columns differ")
    mine, theirs = _items(footer, _SCHEMA), _items(added, _SCHEMA)
    children = len(theirs) - 1
    kind, count = mine[0][_CHILDREN]
    mine[0][_CHILDREN] = (kind, count + children)
    mine += theirs[1:]
    for group, more in zip(_items(footer, _GROUPS), _items(added, _GROUPS), strict=True):
        chunks = _items(more, _COLUMNS)
        for chunk in chunks:
            _move(chunk, shift)
        _extend(group, _COLUMNS, chunks)
        _grow(group, _BYTES, sum(chunk[_CHUNK_META][1][_META_BYTES][1] for chunk in chunks))
        _grow(group, _COMPRESSED, sum(chunk[_CHUNK_META][1][_META_COMPRESSED][1] for chunk in chunks))
    if _ORDERS in footer:
        if _ORDERS in added:
            _extend(footer, _ORDERS, _items(added, _ORDERS))
        else:
            del footer[_ORDERS]
    pairs = [pair for pair in _items(footer, _PAIRS) if pair[1][1] != _ARROW] if _PAIRS in footer else []
    if arrow_schema is not None:
        pairs.append({1: (8, _ARROW), 2: (8, arrow_schema)})
    footer.pop(_PAIRS, None)
    if pairs:
        footer[_PAIRS] = (9, (12, pairs))
    return write_struct(footer)


def arrow_schema_of(footer: Struct) -> bytes | None:
    """The Arrow schema that a file written by Arrow carries."""
    for pair in _items(footer, _PAIRS) if _PAIRS in footer else []:
        if pair[1][1] == _ARROW and 2 in pair:
            found: bytes = pair[2][1]
            return found
    return None


def closing(footer: bytes) -> bytes:
    """What stands at the end of a Parquet file: footer, its length, and the magic."""
    return footer + len(footer).to_bytes(4, "little") + _MAGIC


def _is_number(of: Struct, field: int) -> bool:
    return of.get(field, (0,))[0] in (I16, I32, I64)


def _structs(of: Struct, field: int) -> list[Struct] | None:
    """The structures of a list; None where the field holds anything else."""
    kind, value = of.get(field, (0, None))
    if kind != LIST or (value[0] != STRUCT and value[1]):
        return None
    found: list[Struct] = value[1]
    return found


def _items(of: Struct, field: int) -> list[Any]:
    items: list[Any] = of[field][1][1]
    return items


def _extend(of: Struct, field: int, more: list[Any]) -> None:
    """Add structures to a list of them. An empty list may have been written as one of anything."""
    kind, (_, items) = of[field]
    of[field] = (kind, (STRUCT, [*items, *more]))


def _move(chunk: Struct, shift: int) -> None:
    for field in _CHUNK_OFFSETS:
        if field in chunk:
            chunk[field] = (chunk[field][0], chunk[field][1] + shift)
    # Deprecated, but readers of old look at it; zero means "not said".
    if chunk.get(_CHUNK_AT, (6, 0))[1]:
        chunk[_CHUNK_AT] = (chunk[_CHUNK_AT][0], chunk[_CHUNK_AT][1] + shift)
    meta = chunk[_CHUNK_META][1]
    for field in _META_OFFSETS:
        if field in meta:
            meta[field] = (meta[field][0], meta[field][1] + shift)


def _grow(group: Struct, field: int, by: int) -> None:
    if field in group:
        group[field] = (group[field][0], group[field][1] + by)
