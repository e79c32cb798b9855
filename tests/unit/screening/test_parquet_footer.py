"""Footers of Parquet files with columns added."""

from __future__ import annotations

import io

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from agister.screening.parquet_footer import (
    arrow_schema_of,
    can_extend,
    closing,
    extended,
    read_footer,
    row_counts,
)
from agister.screening.thrift_compact import Struct, ThriftError, read_struct


def _file(table: pa.Table, **options: object) -> bytes:
    sink = io.BytesIO()
    pq.write_table(table, sink, **options)
    return sink.getvalue()


def _footer(data: bytes):  # type: ignore[no-untyped-def]
    return read_footer(io.BytesIO(data), len(data))


def test_two_files_with_equal_row_groups_become_one() -> None:
    left = pa.table({"a": list(range(10)), "n": [[{"x": i}] if i % 2 else None for i in range(10)]})
    right = pa.table({"b": [f"v{i}" for i in range(10)]})
    one = _file(left, row_group_size=4, write_page_index=True)
    two = _file(right, row_group_size=4)
    footer, start = _footer(one)
    added, end = _footer(two)
    assert row_counts(footer) == [4, 4, 2]
    merged = one[:start] + two[4:end] + closing(extended(footer, added, start - 4, None))
    assert pq.read_table(io.BytesIO(merged)) == left.append_column("b", right["b"])
    metadata = pq.ParquetFile(io.BytesIO(merged)).metadata
    assert metadata.num_row_groups == 3
    assert metadata.row_group(0).total_byte_size == sum(
        metadata.row_group(0).column(i).total_uncompressed_size for i in range(3)
    )


def test_other_row_groups_are_refused() -> None:
    one, two = _file(pa.table({"a": [1, 2, 3]})), _file(pa.table({"b": [1, 2]}))
    with pytest.raises(ThriftError, match="row groups"):
        extended(_footer(one)[0], _footer(two)[0], 0, None)


def test_the_arrow_schema_is_found_and_replaced() -> None:
    table = pa.table({"a": pa.array(["x"]).dictionary_encode()})
    footer, _ = _footer(_file(table))
    assert arrow_schema_of(footer) is not None
    assert arrow_schema_of(_footer(_file(table, store_schema=False))[0]) is None


@pytest.mark.parametrize("data", [b"", b"PAR1PAR1", b"PAR1" + b"\0" * 20, b"PAR1" + b"\xff\xff\xff\x7fPAR1"])
def test_what_is_no_parquet_file_is_refused(data: bytes) -> None:
    with pytest.raises(ThriftError):
        read_footer(io.BytesIO(data), len(data))


def test_a_file_with_a_column_elsewhere_is_not_extended() -> None:
    footer, _ = _footer(_file(pa.table({"a": [1]})))
    assert can_extend(footer)
    footer[4][1][1][0][1][1][1][0][1] = (8, b"other.parquet")
    assert not can_extend(footer)


@pytest.mark.parametrize(
    "broken",
    [
        {2: (8, b"no list")},
        {4: (9, (5, [1]))},
        {2: (9, (12, [{}]))},
        {4: (9, (12, [{1: (9, (12, [{3: (5, 1)}])), 3: (6, 1)}]))},
        {4: (9, (12, [{1: (9, (12, [])), 3: (6, -1)}]))},
        {4: (9, (12, [{1: (9, (12, [])), 2: (8, b"x"), 3: (6, 1)}]))},
        {5: (9, (12, [{2: (8, b"no name")}]))},
        {7: (8, b"no list")},
        {8: (12, {})},
    ],
)
def test_a_footer_of_other_types_is_not_extended(broken: Struct) -> None:
    footer, _ = _footer(_file(pa.table({"a": [1]})))
    assert can_extend(footer)
    assert not can_extend(footer | broken)


def test_an_empty_list_written_as_one_of_something_else_is_extended() -> None:
    footer, _ = _footer(_file(pa.table({"a": [1]})))
    added, _ = _footer(_file(pa.table({"b": [1]})))
    orders = 7
    assert orders in added
    # Thrift lets an empty list name any type of its items, here maps.
    footer[orders] = (9, (11, []))
    again = read_struct(extended(footer, added, 100, None))
    assert again[orders] == added[orders]
