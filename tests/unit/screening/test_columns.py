from __future__ import annotations

import pyarrow as pa
import pytest

from agister.errors import UsageError
from agister.screening.columns import (
    column_of,
    is_text,
    leaves,
    octets,
    plain,
    readable,
    schema_without_views,
    type_of,
    with_columns,
)

NESTED = pa.table(
    {
        "a.b": ["top"],
        "a": pa.array([{"b": "inner", "c": {"d": 1}}]),
        "m": pa.array([None], pa.struct([("url", pa.string())])),
    }
)


def test_a_name_at_the_top_comes_before_a_path() -> None:
    assert column_of(NESTED, "a.b").to_pylist() == ["top"]
    assert column_of(NESTED, "a.c.d").to_pylist() == [1]
    assert type_of(NESTED.schema, "a.c.d") == pa.int64()
    assert type_of(NESTED.schema, "a.c.e") is None
    assert type_of(NESTED.schema, "x") is None
    with pytest.raises(UsageError, match=r"no column 'a\.x'"):
        column_of(NESTED, "a.x")


def test_a_struct_that_is_null_has_null_fields() -> None:
    assert column_of(NESTED, "m.url").to_pylist() == [None]
    assert column_of(NESTED.to_batches()[0], "m.url").to_pylist() == [None]


def test_the_columns_in_which_names_are() -> None:
    batch = NESTED.to_batches()[0]
    assert with_columns(batch, ["m.url", "a.c.d", "a"]).schema.names == ["a", "m"]
    assert [name for name, _ in leaves(NESTED.schema)] == ["a.b", "a.b", "a.c.d", "m.url"]


def test_two_columns_of_one_name() -> None:
    two = pa.Table.from_arrays([pa.array(["x"]), pa.array(["y"])], ["t", "t"])
    with pytest.raises(UsageError, match="2 columns are called 't': rename one"):
        type_of(two.schema, "t")


def test_an_extension_type_is_what_it_is_stored_as() -> None:
    table = pa.table({"u": pa.array(["{}"], pa.json_(pa.string()))})
    assert type_of(table.schema, "u") == pa.string()
    assert column_of(table, "u").to_pylist() == ["{}"]
    assert column_of(table.to_batches()[0], "u").type == pa.string()


def test_views_and_nulls_as_what_they_are() -> None:
    assert plain(pa.array(["a"], pa.string_view())).type == pa.large_string()
    assert plain(pa.array([b"a"], pa.binary_view())).type == pa.large_binary()
    assert plain(pa.nulls(2)).to_pylist() == [None, None]
    schema = pa.schema([("v", pa.string_view()), ("n", pa.int8())], metadata={"k": "v"})
    assert schema_without_views(schema) == pa.schema([("v", pa.large_string()), ("n", pa.int8())])
    assert schema_without_views(schema).metadata == {b"k": b"v"}


@pytest.mark.parametrize("kind", [pa.binary(), pa.large_binary(), pa.string(), pa.large_string()], ids=str)
def test_bytes_that_are_no_text_are_shown_as_such(kind: pa.DataType) -> None:
    large = kind in (pa.large_string(), pa.large_binary())
    raw = pa.array([b"a", None, b"\xff", "\u00e9".encode()], pa.large_binary() if large else pa.binary())
    column = raw.view(kind)
    assert readable(column).to_pylist() == ["a", None, "\ufffd", "\u00e9"]
    assert octets(column).to_pylist() == [b"a", None, b"\xff", b"\xc3\xa9"]
    assert readable(column.slice(0, 2)).to_pylist() == ["a", None]
    assert readable(pa.array(["a", "b", "a"]).dictionary_encode()).to_pylist() == ["a", "b", "a"]


def test_types_that_hold_text() -> None:
    text = [
        pa.string(),
        pa.large_string(),
        pa.string_view(),
        pa.binary(),
        pa.large_binary(),
        pa.binary_view(),
        pa.null(),
    ]
    assert all(is_text(kind) and is_text(pa.dictionary(pa.int32(), kind)) for kind in text)
    assert not any(is_text(kind) for kind in (pa.int64(), pa.list_(pa.string()), pa.dictionary(pa.int8(), pa.int64())))
