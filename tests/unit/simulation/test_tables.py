from __future__ import annotations

import csv
import io
import json

from agister.simulation.simulate import Simulation
from agister.simulation.tables import draws_table, rows_csv, rows_table, summary


def test_rows_as_a_table_and_as_csv(found: Simulation) -> None:
    table = rows_table(found)
    assert table.num_rows == len(found.rows)
    assert table.column("amount").to_pylist() == [row.amount for row in found.rows]
    lines = list(csv.reader(io.StringIO(rows_csv(found))))
    assert lines[0] == table.column_names
    assert [int(line[-1]) for line in lines[1:]] == [row.amount for row in found.rows]
    assert {line[4][0] for line in lines[1:]} == {"L", "S"}


def test_every_draw(found: Simulation) -> None:
    table = draws_table(found)
    assert table.num_rows == 3 * 4 * 200 * 3
    spread = found.spread("one percent", "half the revenue")
    assert spread is not None
    rows = [
        row
        for row in table.to_pylist()
        if (row["design"], row["case"], row["draw"]) == ("one percent", "half the revenue", 17)
    ]
    assert [(row["year"], row["total"], row["payers"], row["largest_five"]) for row in rows] == [
        (year, int(spread.totals[17, place]), int(spread.payers[17, place]), int(spread.few[17, place]))
        for place, year in enumerate((2027, 2028, 2029))
    ]


def test_the_summary_is_json_without_a_float(found: Simulation) -> None:
    content = summary(found)

    def refuse(text: str) -> float:
        raise AssertionError(f"{text} is a float")

    assert json.loads(json.dumps(content), parse_float=refuse) == content
    design = content["designs"][0]
    assert design["years"][0]["total"]["central"] == found.year("model act", 2027).total
    assert sum(
        line["units"] for line in design["flows"] if line["level"] == "central" and not line["shared_on"]
    ) == found.total("model act")
    relief = next(item for item in design["reliefs"] if item["name"] == "world_threshold")
    assert relief["wholly"] == ["Small 1", "Small 2", "Small 3"]
    assert content["changes"][0]["sign"] == 1
    assert list(design["years"][0]["draws"]) == ["5%", "25%", "50%", "75%", "95%"]
