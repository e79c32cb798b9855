from __future__ import annotations

from pathlib import Path
from typing import Any

import fsspec
import pyarrow as pa
import pytest
from fsspec import AbstractFileSystem

from agister.errors import UsageError
from agister.screening.json_lines import LINE
from agister.screening.writers import discard_waiting, exists, open_writer, read_text, write_text
from tests.datasets import left_in, rows_of_file, unpacked

TABLE = pa.table({"url": ["https://a/", None], "n": [1, 2], "word": pa.array(["x", "y"]).dictionary_encode()})
ENDINGS = ["parquet", "csv", "csv.gz", "csv.zst", "jsonl", "jsonl.gz", "jsonl.zst", "ndjson"]


@pytest.mark.parametrize("ending", ENDINGS)
def test_it_appears_when_it_is_committed(tmp_path: Path, ending: str) -> None:
    path = tmp_path / "deep" / f"a.{ending}"
    writer = open_writer(str(path), TABLE.schema, "url")
    writer.write(TABLE)
    writer.write(TABLE)
    assert left_in(tmp_path) == [f"deep/.a.{ending}.part"]
    writer.finish()
    assert not path.exists()
    writer.commit()
    assert left_in(tmp_path) == [f"deep/a.{ending}"]
    one = [{"url": "https://a/", "n": 1, "word": "x"}, {"url": "" if "csv" in ending else None, "n": 2, "word": "y"}]
    assert rows_of_file(path) == one * 2


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("finished", [False, True])
def test_discarded_it_leaves_nothing_and_what_was_there_stays(tmp_path: Path, ending: str, finished: bool) -> None:
    path = tmp_path / f"a.{ending}"
    path.write_bytes(b"earlier")
    writer = open_writer(str(path), TABLE.schema, "url")
    writer.write(TABLE)
    if finished:
        writer.finish()
    writer.discard()
    assert left_in(tmp_path) == [path.name]
    assert path.read_bytes() == b"earlier"


def test_the_same_table_gives_the_same_bytes(tmp_path: Path) -> None:
    for ending in ENDINGS:
        contents = []
        for name in ("a", "b"):
            writer = open_writer(str(tmp_path / name / f"x.{ending}"), TABLE.schema, None)
            writer.write(TABLE)
            writer.finish()
            writer.commit()
            contents.append((tmp_path / name / f"x.{ending}").read_bytes())
        assert contents[0] == contents[1], ending


def test_lines_keep_their_text(tmp_path: Path) -> None:
    table = pa.table({LINE: [b'{"a":1.0}'], "url": ["x"], "agister_outcome": ["unknown"]})
    writer = open_writer(str(tmp_path / "a.jsonl"), table.schema, "url")
    writer.write(table)
    writer.finish()
    writer.commit()
    assert (tmp_path / "a.jsonl").read_bytes() == b'{"a":1.0, "agister_outcome": "unknown"}\n'


def test_values_that_json_lacks_become_text(tmp_path: Path) -> None:
    table = pa.table({"t": pa.array([0], pa.timestamp("s"))})
    writer = open_writer(str(tmp_path / "a.jsonl"), table.schema, None)
    writer.write(table)
    writer.finish()
    writer.commit()
    assert rows_of_file(tmp_path / "a.jsonl") == [{"t": "1970-01-01 00:00:00"}]


def test_tabs_where_the_name_says_so(tmp_path: Path) -> None:
    writer = open_writer(str(tmp_path / "a.tsv.gz"), TABLE.schema, None)
    writer.write(TABLE)
    writer.finish()
    writer.commit()
    assert unpacked(tmp_path / "a.tsv.gz") == b'"url"\t"n"\t"word"\n"https://a/"\t1\t"x"\n\t2\t"y"\n'


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    broken = pa.array([b"caf\xe9"], pa.binary())
    text = pa.table({"t": broken.view(pa.string()), "v": pa.array(["v"], pa.string_view())})
    for ending, expected in (
        ("csv", b'"t","v"\n"caf\xe9","v"\n'),
        ("jsonl", '{"t": "caf\ufffd", "v": "v"}\n'.encode()),
    ):
        writer = open_writer(str(tmp_path / f"a.{ending}"), text.schema, None)
        writer.write(text)
        writer.finish()
        writer.commit()
        assert (tmp_path / f"a.{ending}").read_bytes() == expected
    writer = open_writer(str(tmp_path / "b.csv"), pa.schema([("t", pa.binary())]), None)
    with pytest.raises(
        UsageError, match=r"b.csv: the input has values that CSV cannot hold \(Invalid UTF8 payload\); write"
    ):
        writer.write(pa.table({"t": broken}))
    writer.discard()
    assert left_in(tmp_path) == ["a.csv", "a.jsonl"]


def test_a_folder_of_that_name(tmp_path: Path) -> None:
    (tmp_path / "a.parquet").mkdir()
    with pytest.raises(UsageError, match=r"a.parquet is a folder: name the file that is to be written"):
        open_writer(str(tmp_path / "a.parquet"), TABLE.schema, None)
    assert left_in(tmp_path) == []


class ReadOnly(AbstractFileSystem):  # type: ignore[misc]
    """What an address that cannot be written answers, as those of the web do."""

    def info(self, path: str, **_: Any) -> dict[str, Any]:
        raise FileNotFoundError(path)

    def makedirs(self, path: str, exist_ok: bool = False) -> None:
        pass

    def _open(self, path: str, **_: Any) -> Any:
        raise NotImplementedError


def test_an_address_that_cannot_be_written() -> None:
    fsspec.register_implementation("agister-readonly", ReadOnly, clobber=True)
    with pytest.raises(UsageError, match=r"a.json: that kind of address can be read, not written; write to a file"):
        write_text("agister-readonly://x/a.json", "x")


def refusal(path: Path, table: pa.Table) -> str:
    with pytest.raises(UsageError) as raised:
        open_writer(str(path), table.schema, None)
    assert left_in(path.parent) == []
    return str(raised.value)


def test_what_csv_cannot_hold(tmp_path: Path) -> None:
    message = refusal(tmp_path / "a.csv", pa.table({"x": [[1]]}))
    assert message.startswith(f"{tmp_path}/a.csv: the input has columns that CSV cannot hold (")
    assert message.endswith("); write Parquet")


def test_an_unknown_format(tmp_path: Path) -> None:
    assert refusal(tmp_path / "a.doc", TABLE) == (
        f"{tmp_path}/a.doc: cannot tell the format; use a name that ends in .parquet, .csv, .tsv or .jsonl (also .gz, .zst)"
    )


def test_what_waits_is_removed_by_its_address(tmp_path: Path) -> None:
    (tmp_path / ".a.csv.part").write_bytes(b"half")
    discard_waiting(str(tmp_path / "a.csv"))
    discard_waiting(str(tmp_path / "a.csv"))
    assert left_in(tmp_path) == []


def test_small_texts(tmp_path: Path) -> None:
    address = str(tmp_path / "deep" / "a.json")
    assert not exists(address)
    write_text(address, "ä")
    assert (exists(address), read_text(address), left_in(tmp_path)) == (True, "ä", ["deep/a.json"])
    write_text("memory://writers-test/a", "x")
    assert read_text("memory://writers-test/a") == "x"


def test_a_text_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    broken: Any = "\ud800"
    with pytest.raises(UnicodeEncodeError):
        write_text(str(tmp_path / "a"), broken)
    assert left_in(tmp_path) == []
