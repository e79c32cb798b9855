"""Rows of a table as JSON objects, whatever types they have: what JSON lacks becomes text, what is no number becomes null."""

from __future__ import annotations

import json
import math
from typing import Any

import pyarrow as pa


def json_objects(table: pa.Table) -> list[bytes]:
    """One line for each row, in UTF-8. Raises `pa.ArrowException` for a value that has no text either."""
    try:
        rows = table.to_pylist()
    except (ValueError, OverflowError):
        # Some cell is no value in Python: broken text, a time to the nanosecond.
        columns = [[_value(cell) for cell in column] for column in table.columns]
        rows = [dict(zip(table.column_names, row, strict=True)) for row in zip(*columns, strict=True)]
    return [_line(row) for row in rows]


def _line(row: dict[str, Any]) -> bytes:
    try:
        text = json.dumps(row, default=str, ensure_ascii=False, allow_nan=False)
    except ValueError:
        # RFC 8259 §6 has no NaN and no infinity, and readers refuse a line that does.
        text = json.dumps(_finite(row), default=str, ensure_ascii=False)
    return text.encode("utf-8", "replace")


def _finite(value: Any) -> Any:
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, dict):
        return {name: _finite(inner) for name, inner in value.items()}
    return [_finite(inner) for inner in value] if isinstance(value, list | tuple) else value


def _value(cell: pa.Scalar) -> Any:
    try:
        return cell.as_py()
    except UnicodeDecodeError:
        if isinstance(cell, pa.DictionaryScalar):
            return _value(cell.value)
        if isinstance(cell, pa.StringScalar | pa.LargeStringScalar | pa.StringViewScalar):
            return cell.as_buffer().to_pybytes().decode("utf-8", "replace")
        if isinstance(cell, pa.StructScalar):
            return {name: _value(cell[name]) for name in cell}
        if isinstance(cell, pa.MapScalar):
            return [[_value(pair["key"]), _value(pair["value"])] for pair in cell.values]
        if isinstance(cell, pa.ListScalar | pa.LargeListScalar | pa.FixedSizeListScalar):
            return [_value(inner) for inner in cell.values]
        raise pa.ArrowInvalid(f"bytes that are no UTF-8 in {cell.type}") from None
    except (ValueError, OverflowError):
        return cell.cast(pa.string()).as_py()
