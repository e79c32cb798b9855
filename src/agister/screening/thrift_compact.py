"""Thrift's compact encoding as plain values: enough to add columns to the footer of a Parquet file and keep every other field.

Structures are dicts from field number to (type, value), so that what we do not know is written back as it was read.
Source: Apache Thrift, *Thrift Compact protocol encoding*.
"""

from __future__ import annotations

import struct
from typing import Any

TRUE, FALSE, BYTE, I16, I32, I64, DOUBLE, BINARY, LIST, SET, MAP, STRUCT = range(1, 13)

Struct = dict[int, tuple[int, Any]]
_DEPTH = 64


class ThriftError(ValueError):
    """The bytes are not what the encoding allows."""


def read_struct(data: bytes) -> Struct:
    """The structure at the start of `data`. Raises `ThriftError`."""
    try:
        return _Reader(data).struct(0)
    except (IndexError, struct.error, OverflowError) as error:
        raise ThriftError(f"broken thrift structure: {error}") from error


def write_struct(value: Struct) -> bytes:
    """The bytes of a structure."""
    out = bytearray()
    _struct(out, value)
    return bytes(out)


class _Reader:
    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def _byte(self) -> int:
        value = self._data[self._at]
        self._at += 1
        return value

    def _varint(self) -> int:
        result = shift = 0
        while True:
            byte = self._byte()
            result |= (byte & 0x7F) << shift
            if result >> 64:
                raise ThriftError("a number of more than 64 bits")
            if byte < 0x80:
                return result
            shift += 7
            if shift > 63:
                raise ThriftError("a number of more than ten bytes")

    def _zigzag(self) -> int:
        value = self._varint()
        return (value >> 1) ^ -(value & 1)

    def struct(self, depth: int) -> Struct:
        fields: Struct = {}
        number = 0
        while header := self._byte():
            kind, step = header & 15, header >> 4
            number = number + step if step else self._zigzag()
            fields[number] = (kind, kind == TRUE if kind in (TRUE, FALSE) else self._value(kind, depth))
        return fields

    def _value(self, kind: int, depth: int) -> Any:
        if depth > _DEPTH:
            raise ThriftError(f"more than {_DEPTH} levels")
        if kind in (I16, I32, I64):
            return self._zigzag()
        if kind == BINARY:
            size = self._varint()
            value = self._data[self._at : self._at + size]
            if len(value) != size:
                raise ThriftError("text that runs past the end")
            self._at += size
            return value
        if kind == STRUCT:
            return self.struct(depth + 1)
        if kind in (LIST, SET):
            header = self._byte()
            size = header >> 4 if header >> 4 != 15 else self._varint()
            of = header & 15
            if size > len(self._data):
                raise ThriftError("a list longer than the file")
            return of, [self._element(of, depth + 1) for _ in range(size)]
        if kind == DOUBLE:
            (number,) = struct.unpack_from("<d", self._data, self._at)
            self._at += 8
            return number
        if kind == BYTE:
            return self._byte()
        if kind == MAP:
            size = self._varint()
            kinds = self._byte() if size else 0
            pairs = [(self._element(kinds >> 4, depth + 1), self._element(kinds & 15, depth + 1)) for _ in range(size)]
            return kinds, pairs
        raise ThriftError(f"unknown type {kind}")

    def _element(self, kind: int, depth: int) -> Any:
        return self._byte() == TRUE if kind in (TRUE, FALSE) else self._value(kind, depth)


def _varint(out: bytearray, value: int) -> None:
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)


def _zigzag(out: bytearray, value: int) -> None:
    _varint(out, (value << 1) ^ (value >> 63))


def _struct(out: bytearray, fields: Struct) -> None:
    last = 0
    for number, (kind, value) in sorted(fields.items()):
        if kind in (TRUE, FALSE):
            kind = TRUE if value else FALSE
        step = number - last
        if 0 < step <= 15:
            out.append(step << 4 | kind)
        else:
            out.append(kind)
            _zigzag(out, number)
        last = number
        if kind not in (TRUE, FALSE):
            _value(out, kind, value)
    out.append(0)


def _value(out: bytearray, kind: int, value: Any) -> None:
    if kind in (I16, I32, I64):
        _zigzag(out, value)
    elif kind == BINARY:
        _varint(out, len(value))
        out += value
    elif kind == STRUCT:
        _struct(out, value)
    elif kind in (LIST, SET):
        of, items = value
        if len(items) < 15:
            out.append(len(items) << 4 | of)
        else:
            out.append(0xF0 | of)
            _varint(out, len(items))
        for item in items:
            _element(out, of, item)
    elif kind == DOUBLE:
        out += struct.pack("<d", value)
    elif kind == BYTE:
        out.append(value)
    else:
        kinds, pairs = value
        _varint(out, len(pairs))
        if pairs:
            out.append(kinds)
        for key, item in pairs:
            _element(out, kinds >> 4, key)
            _element(out, kinds & 15, item)


def _element(out: bytearray, kind: int, value: Any) -> None:
    if kind in (TRUE, FALSE):
        out.append(TRUE if value else FALSE)
    else:
        _value(out, kind, value)
