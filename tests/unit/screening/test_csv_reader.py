from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest

from agister.errors import InputError
from agister.screening.csv_reader import CsvReader, is_tsv
from agister.screening.shards import shards_of


def read(folder: Path, content: bytes, name: str = "a.csv", *, any_bytes: bool = False) -> pa.Table:
    (folder / name).write_bytes(content)
    reader = CsvReader(shards_of(str(folder / name))[0][0], any_bytes=any_bytes)
    return pa.Table.from_batches(list(reader.batches()), reader.schema)


def refusal(folder: Path, content: bytes, name: str = "a.csv") -> str:
    with pytest.raises(InputError) as raised:
        read(folder, content, name)
    assert "\n" not in str(raised.value)
    return str(raised.value)


def test_every_cell_is_the_text_that_it_was(tmp_path: Path) -> None:
    found = read(tmp_path, b'url,n,d\n"https://a/?x=1,2",007,2031-01-01\n,"a\nb",\n')
    assert found.to_pylist() == [
        {"url": "https://a/?x=1,2", "n": "007", "d": "2031-01-01"},
        {"url": "", "n": "a\nb", "d": ""},
    ]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", b"url;n\nhttps://a/?x=1,2;7\n"),
        ("a.csv", b'"url,of";n\n"https://a/?x=1,2";7\n'),
        ("a.csv", b"url\tn\nhttps://a/?x=1,2\t7\n"),
        ("a.csv", b"url|n\nhttps://a/?x=1,2|7\n"),
        ("a.tsv", b"url\tn\nhttps://a/?x=1,2\t7\n"),
        ("a.csv", b"\xef\xbb\xbfurl;n\r\nhttps://a/?x=1,2;7\r\n"),
        ("a.csv", "url;n\nhttps://a/?x=1,2;7\n".encode("utf-16")),
    ],
)
def test_what_sets_cells_apart(tmp_path: Path, name: str, content: bytes) -> None:
    assert [list(row.values()) for row in read(tmp_path, content, name).to_pylist()] == [["https://a/?x=1,2", "7"]]


def test_a_first_line_with_a_url_is_a_row(tmp_path: Path) -> None:
    rows = [{"column1": "https://a/1", "column2": "one, two"}, {"column1": "https://a/2", "column2": "three"}]
    assert read(tmp_path, b"https://a/1\tone, two\nhttps://a/2\tthree\n", "a.tsv").to_pylist() == rows
    assert read(tmp_path, b'https://a/1,"one, two"\nhttps://a/2,three\n').to_pylist() == rows
    only = read(tmp_path, b"HTTP://a/1\nHTTP://a/2\n")
    assert only.to_pylist() == [{"column1": "HTTP://a/1"}, {"column1": "HTTP://a/2"}]


def test_quotation_marks_of_tab_separated_text_are_text(tmp_path: Path) -> None:
    text = (
        b'url\tcaption\nhttps://a/1\t"Ahoy" on a mug\nhttps://a/2\tsays "hello"\nhttps://a/3\t"one\nhttps://a/4\ttwo"\n'
    )
    assert read(tmp_path, text, "a.tsv")["caption"].to_pylist() == ['"Ahoy" on a mug', 'says "hello"', '"one', 'two"']
    marks = b'url\tcaption\nhttps://a/1\t"a ""b"" c"\nhttps://a/2\t"d"\n'
    assert read(tmp_path, marks, "a.tsv")["caption"].to_pylist() == ['a "b" c', "d"]
    broken_line = b'url\tcaption\nhttps://a/1\t"a\nb"\nhttps://a/2\tc\n'
    assert read(tmp_path, broken_line, "a.tsv")["caption"].to_pylist() == ["a\nb", "c"]


def test_bytes_that_are_no_utf_8(tmp_path: Path) -> None:
    content = b"url,t\nhttps://a/,caf\xe9\n"
    assert read(tmp_path, content, any_bytes=True)["t"].chunk(0)[0].as_buffer().to_pybytes() == b"caf\xe9"
    message = refusal(tmp_path, content)
    assert message.startswith("a.csv is not readable as CSV: In CSV column #1")
    assert message.endswith(
        "write it as UTF-8, or give --out a name that ends in .csv, then bytes are kept as they are"
    )


@pytest.mark.parametrize("end", [b"", b"\n", b"\r\n"])
def test_a_quotation_mark_that_is_never_closed(tmp_path: Path, end: bytes) -> None:
    assert refusal(tmp_path, b'url,t\nhttps://a/,"x\nhttps://b/,y' + end) == (
        "a.csv is not readable as CSV: a quotation mark is opened and never closed: close it, or write the file again"
    )
    closed = read(tmp_path, b'url,t\nhttps://a/,"x\nhttps://b/,y"' + end)
    assert closed["t"].to_pylist() == ["x\nhttps://b/,y"]


def test_a_row_without_end(tmp_path: Path) -> None:
    assert refusal(tmp_path, b'url,t\nhttps://a/,"' + b"x" * (34 << 20) + b'"\n') == (
        "a.csv is not readable as CSV: a row is longer than 16 MiB: close its quotation marks, or write JSON Lines"
    )


def test_a_row_of_another_length(tmp_path: Path) -> None:
    assert refusal(tmp_path, b"url,n\na,1,2\n") == (
        "a.csv is not readable as CSV: CSV parse error: Expected 2 columns, got 3: a,1,2: "
        "mend that row; a cell with a comma or a line break needs quotation marks"
    )


@pytest.mark.parametrize(
    ("name", "tabs"),
    [("a.tsv", True), ("A.TSV.GZ", True), ("a.tsv.zst", True), ("tsv.csv", False), ("a.tsv.csv.gz", False)],
)
def test_names_of_tab_separated_files(name: str, tabs: bool) -> None:
    assert is_tsv(name) is tabs
