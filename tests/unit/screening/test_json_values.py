from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pyarrow as pa

from agister.screening.json_values import json_objects


def test_values_that_json_has_and_lacks() -> None:
    table = pa.table({"n": [1], "t": ["\u00e9"], "d": [date(2031, 2, 3)], "m": [Decimal("1.50")], "l": [[1, None]]})
    assert json_objects(table) == ['{"n": 1, "t": "\u00e9", "d": "2031-02-03", "m": "1.50", "l": [1, null]}'.encode()]


def test_what_is_no_number_is_null() -> None:
    table = pa.table({"a": [float("nan"), 1.5], "b": [[float("inf")], [2.0]], "c": [{"x": float("-inf")}, {"x": 0.5}]})
    assert json_objects(table) == [
        b'{"a": null, "b": [null], "c": {"x": null}}',
        b'{"a": 1.5, "b": [2.0], "c": {"x": 0.5}}',
    ]


def test_text_that_is_no_utf_8_and_times_too_fine_for_python() -> None:
    broken = pa.array([b"caf\xe9", b"x"], pa.binary()).view(pa.string())
    table = pa.table(
        {
            "t": broken,
            "s": pa.StructArray.from_arrays([broken], ["t"]),
            "l": pa.ListArray.from_arrays([0, 1, 2], broken),
            "m": pa.MapArray.from_arrays([0, 1, 2], pa.array(["k", "k"]), broken),
            "f": pa.array([1, 2_000], pa.time64("ns")),
        }
    )
    rows = [json.loads(line) for line in json_objects(table)]
    assert rows == [
        {
            "t": "caf\ufffd",
            "s": {"t": "caf\ufffd"},
            "l": ["caf\ufffd"],
            "m": [["k", "caf\ufffd"]],
            "f": "00:00:00.000000001",
        },
        {"t": "x", "s": {"t": "x"}, "l": ["x"], "m": [["k", "x"]], "f": "00:00:00.000002"},
    ]
