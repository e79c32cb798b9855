from __future__ import annotations

import pyarrow as pa
import pytest

from agister.errors import UsageError
from agister.screening.url_column import find_url_column, listed, refuse_no_text

URLS = ["https://a/1", None, "//b/2", "HTTP://c"]


def find(named: str | None = None, **columns: object) -> str:
    table = pa.table(columns)
    return find_url_column(table.schema, table, named)


def refusal(named: str | None = None, **columns: object) -> str:
    with pytest.raises(UsageError) as raised:
        find(named, **columns)
    return str(raised.value)


def test_found_by_its_name() -> None:
    assert find(text=["a"], url=["x"]) == "url"
    assert find(text=["a"], URL=["x"]) == "URL"
    assert find(page_url=["x"], url=["y"]) == "url"
    assert find(url=[1], image_url=["x"]) == "image_url"


def test_found_by_what_is_in_it() -> None:
    assert find(a=["x", "y", "z", "w"], b=URLS) == "b"
    assert find(a=[1, 2, 3, 4], b=pa.array(URLS).dictionary_encode()) == "b"
    assert find(a=[b"\xff"] * 4, b=URLS) == "b"


def test_code_and_prose_are_no_urls() -> None:
    assert find(code=["// a comment", "//", "///", "//x y"], b=URLS) == "b"
    assert find(text=["https://a/ is a site of ours", "see https://b"], u=["https://a/", " https://b/c?d=e "]) == "u"


def test_as_named() -> None:
    assert find("a", a=["x"], url=["https://a"]) == "a"


def test_refused() -> None:
    assert refusal("b", a=["x"]) == "no column 'b'; the input has: 'a'"
    assert refusal("a", a=[1]) == "column 'a' is int64, not text: name the column of URLs with --url-column"
    assert refusal(a=URLS, b=URLS) == "several columns hold URLs ('a', 'b'); name it with --url-column"
    assert refusal(a=["x"], n=[1]) == "no column of URLs among: 'a', 'n'; name it with --url-column"
    many = {f"c{n}": [n] for n in range(14)}
    assert refusal(**many).endswith("'c11' and 2 more; name it with --url-column")


def test_without_rows_only_the_name_counts() -> None:
    assert find_url_column(pa.schema([("url", pa.string())]), None, None) == "url"
    with pytest.raises(UsageError, match="no column of URLs among: 'a'"):
        find_url_column(pa.schema([("a", pa.string())]), None, None)


def test_a_column_without_values_is_found_by_its_name_alone() -> None:
    assert find(url=pa.nulls(2), text=["a", "b"]) == "url"
    assert find(a=pa.nulls(4), b=URLS) == "b"


def test_within_structs_where_none_at_the_top_will_do() -> None:
    assert find(text=["a"], metadata=[{"url": "x", "date": "d"}]) == "metadata.url"
    assert find(content=["a"], warc_headers=[{"warc-target-uri": "x"}]) == "warc_headers.warc-target-uri"
    assert find(meta=[{"a": {"b": u}} for u in URLS]) == "meta.a.b"
    assert find(url=["x"], metadata=[{"url": "x"}]) == "url"
    assert find("metadata.id", metadata=[{"id": "x"}]) == "metadata.id"


def test_a_page_and_its_image_are_two_works() -> None:
    assert refusal(page_url=URLS, image_url=URLS) == (
        "several columns hold URLs ('page_url', 'image_url'); name it with --url-column"
    )
    assert find(page_url=["7", None, "8", "9"], image_url=URLS) == "image_url"
    assert find(page_url=URLS, image_url=URLS, url=URLS) == "url"


def test_two_columns_of_one_name() -> None:
    two = pa.Table.from_arrays([pa.array(["x"]), pa.array(["y"]), pa.array(["z"])], ["url", "url", "t"])
    for named in (None, "url"):
        with pytest.raises(UsageError, match="2 columns are called 'url': rename one, so that it is clear which"):
            find_url_column(two.schema, two, named)
    other = pa.Table.from_arrays([pa.array(["x"]), pa.array(["y"]), pa.array(["https://a"])], ["t", "t", "b"])
    assert find_url_column(other.schema, other, None) == "b"


def test_what_to_do_about_lists_and_json_text() -> None:
    assert refusal(id=[1], images=[["https://a/1", None]]) == (
        "no column of URLs among: 'id', 'images'; 'images' holds lists of them: "
        "write a row for each first, as DuckDB's unnest(images) does"
    )
    assert refusal("images", images=[["https://a/1"]]).endswith(
        ", not text: a row needs one URL; write a row for each of them first, as DuckDB's unnest(images) does"
    )
    assert refusal(meta=['{"url": "https://a/1"}']) == (
        "no column of URLs among: 'meta'; 'meta' holds JSON text: take the URL out of it into a column of its own first"
    )


def test_a_type_that_holds_no_text_in_a_file() -> None:
    with pytest.raises(UsageError, match=r"^b.parquet: column 'url' is int64, not text: name the column of URLs"):
        refuse_no_text(pa.int64(), "url", "b.parquet")
    refuse_no_text(pa.string(), "url")


def test_names_in_a_message() -> None:
    assert listed(["a", "b"]) == "'a', 'b'"
    assert listed([str(n) for n in range(14)]).endswith("'11' and 2 more")
