"""Thrift's compact encoding, written back byte for byte."""

from __future__ import annotations

import io

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from agister.screening.thrift_compact import (
    BINARY,
    BYTE,
    DOUBLE,
    FALSE,
    I16,
    I32,
    I64,
    LIST,
    MAP,
    STRUCT,
    TRUE,
    ThriftError,
    read_struct,
    write_struct,
)

_NUMBER = st.integers(-(2**63), 2**63 - 1)


def _values() -> st.SearchStrategy[tuple[int, object]]:
    plain = st.one_of(
        st.just((TRUE, True)),
        st.just((FALSE, False)),
        st.tuples(st.just(BYTE), st.integers(0, 255)),
        st.tuples(st.sampled_from([I16, I32, I64]), _NUMBER),
        st.tuples(st.just(DOUBLE), st.floats(allow_nan=False)),
        st.tuples(st.just(BINARY), st.binary(max_size=40)),
        st.tuples(st.just(LIST), st.tuples(st.just(I64), st.lists(_NUMBER, max_size=20))),
        st.tuples(st.just(LIST), st.tuples(st.just(TRUE), st.lists(st.booleans(), max_size=20))),
        st.tuples(
            st.just(MAP), st.tuples(st.just(BINARY << 4 | I32), st.lists(st.tuples(st.binary(), _NUMBER), min_size=1))
        ),
    )
    return st.recursive(
        plain,
        lambda inner: st.one_of(
            st.tuples(st.just(STRUCT), st.dictionaries(st.integers(1, 40), inner, max_size=4)),
            st.tuples(
                st.just(LIST),
                st.tuples(
                    st.just(STRUCT), st.lists(st.dictionaries(st.integers(1, 40), inner, max_size=3), max_size=4)
                ),
            ),
        ),
        max_leaves=8,
    )


@given(st.dictionaries(st.integers(1, 200), _values(), max_size=8))
def test_what_is_written_reads_back(fields: dict[int, tuple[int, object]]) -> None:
    assert read_struct(write_struct(fields)) == fields  # type: ignore[arg-type]


@given(st.binary(max_size=300))
def test_any_bytes_give_a_structure_or_a_thrift_error(data: bytes) -> None:
    try:
        found = read_struct(data)
    except ThriftError:
        return
    assert isinstance(found, dict)


def test_a_small_structure_has_the_bytes_of_the_specification() -> None:
    # Field 1 (i32) = 150 as zigzag varint 0xAC 0x02; field 20 (binary) needs a long header; stop byte.
    assert write_struct({1: (I32, 150), 20: (BINARY, b"ab")}) == bytes(
        [0x15, 0xAC, 0x02, 0x08, 0x28, 0x02, 0x61, 0x62, 0x00]
    )


def test_a_parquet_footer_is_written_back_as_it_was() -> None:
    sink = io.BytesIO()
    pq.write_table(pa.table({"a": [1, 2], "b": [["x"], None]}), sink)
    data = sink.getvalue()
    footer = data[-8 - int.from_bytes(data[-8:-4], "little") : -8]
    assert write_struct(read_struct(footer)) == footer


@pytest.mark.parametrize(
    "data",
    [
        *(b"", b"\x19\xfc\xff\xff\xff\xff\x0f", b"\x18\x7f", b"\x1c" * 100),
        # Lists in lists and maps in maps, deeper than Python's own stack.
        *(b"\x19" * 100_000, b"\x1b" + b"\x01\xbb" * 100_000),
        # A number of more than 64 bits.
        b"\x16" + b"\xff" * 9 + b"\x7f\0",
    ],
)
def test_broken_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(ThriftError):
        read_struct(data)
