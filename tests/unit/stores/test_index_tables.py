from __future__ import annotations

import pyarrow as pa

from agister.stores.index_tables import ANY_TIME, FORMAT, TABLES


def test_the_layout_is_that_of_format_one() -> None:
    assert FORMAT == 1
    assert list(TABLES) == ["observations", "documents", "statements", "problems"]


def test_a_document_is_named_in_every_table() -> None:
    assert {name: schema.field("document").type for name, schema in TABLES.items()} == dict.fromkeys(TABLES, pa.int32())


def test_no_time_comes_before_every_time() -> None:
    assert ANY_TIME == -(2**63)
    assert TABLES["observations"].field("fetched_at").type == pa.int64()
