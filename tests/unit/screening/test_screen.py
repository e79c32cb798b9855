from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import fsspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from agister.errors import InputError, UsageError
from agister.screening.plan import OUTCOME_WORDS
from agister.screening.screen import ScreenResult, day_of, screen
from agister.screening.trace import trace
from tests.datasets import left_in, rows_of_file, table_of, unpacked, write
from tests.indexes import BLOCKED, DECIDERS, OPEN, OUTCOMES, POLICY, SITES, URLS, index_of, policy_file, seen, us

COUNTS = {"unknown": 3, "unreadable": 4, "reserved": 3, "permitted": 1, "unchecked": 1}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an index and a policy; the index's compiled rulebooks serve all tests."""
    folder = tmp_path_factory.mktemp("screen")
    index_of(folder / "idx", SITES)
    policy_file(folder)
    return folder


def run(place: Path, dataset: Path | str, out: Path | str, **how: Any) -> ScreenResult:
    how = {"index": place / "idx", "policy": place / "policy.toml", **how}
    return screen(str(dataset), out=str(out), **{k: str(v) if isinstance(v, Path) else v for k, v in how.items()})


@pytest.mark.parametrize("split", [False, True])
def test_every_row_comes_out_in_its_order(place: Path, tmp_path: Path, split: bool) -> None:
    source = write(tmp_path / "in.parquet", table_of().replace_schema_metadata({"made": "by a test"}))
    more = {"kept": tmp_path / "kept.parquet", "excluded": tmp_path / "excluded.parquet"} if split else {}
    result = run(place, source, tmp_path / "out.parquet", **more)
    before, after = pq.read_table(source), pq.read_table(tmp_path / "out.parquet")
    assert after.select(before.column_names).equals(before)
    assert after.schema.names == [*before.schema.names, "agister_outcome", "agister_protocol", "agister_statement"]
    assert [after.schema.field(n).type for n in before.schema.names] == before.schema.types
    assert (after.schema.metadata or {})[b"made"] == b"by a test"
    assert after["agister_outcome"].to_pylist() == list(OUTCOMES)
    assert after["agister_protocol"].to_pylist() == list(DECIDERS)
    assert after.schema.field("agister_outcome").type == pa.dictionary(pa.int8(), pa.string())
    assert after.schema.field("agister_protocol").type == pa.dictionary(pa.int8(), pa.string())
    assert after.schema.field("agister_statement").type == pa.int64()
    assert [n is None for n in after["agister_statement"].to_pylist()] == [d is None for d in DECIDERS]
    assert (result.rows, result.outcomes) == (12, COUNTS)
    assert result.protocols == {"robots_txt": 3, "content_signals": 1, "tdmrep": 1}
    assert result.problems == {"url-missing": 2, "url-unusable": 1}
    assert result.coverage == pytest.approx(8 / 12)


def test_paths_do_as_well_as_text(place: Path, tmp_path: Path) -> None:
    result = screen(
        write(tmp_path / "in.parquet"),
        index=place / "idx",
        policy=place / "policy.toml",
        out=tmp_path / "out.parquet",
        kept=tmp_path / "kept.parquet",
        excluded=tmp_path / "excluded.parquet",
    )
    assert (result.out, result.manifest) == (str(tmp_path / "out.parquet"), str(tmp_path / "out.parquet.manifest.json"))
    assert pq.read_metadata(tmp_path / "kept.parquet").num_rows == 4
    assert pq.read_metadata(tmp_path / "excluded.parquet").num_rows == 8
    assert json.loads(Path(result.manifest).read_text())["run"]["dataset"] == str(tmp_path / "in.parquet")


def test_split_into_kept_and_excluded(place: Path, tmp_path: Path) -> None:
    source = write(tmp_path / "in.parquet")
    out, kept, excluded = (tmp_path / f"{n}.parquet" for n in ("out", "kept", "excluded"))
    run(place, source, out, kept=kept, excluded=excluded)
    everything = rows_of_file(out)
    assert rows_of_file(kept) == [row for row in everything if row["agister_outcome"] in ("unknown", "permitted")]
    rest = rows_of_file(excluded)
    assert [{k: v for k, v in row.items() if k != "agister_reason"} for row in rest] == [
        row for row in everything if row["agister_outcome"] not in ("unknown", "permitted")
    ]
    reasons = {row["url"]: row["agister_reason"] for row in rest}
    number = {row["url"]: row["agister_statement"] for row in rest}
    assert reasons["https://blocked.example/a.jpg"] == (
        f"reserved by robots_txt: robots.txt line 2: Disallow: / (statement {number['https://blocked.example/a.jpg']})"
    )
    assert reasons["https://nowhere.example/a.jpg"] == "unchecked: nothing of this origin was ever observed"
    assert reasons["https://down.example/a.jpg"].startswith("unreadable by robots_txt: /robots.txt fetch: timeout")
    assert reasons[None] == ("unreadable: the row has no usable http(s) URL, or its origin's signals could not be read")


@pytest.mark.parametrize("ending", ["csv", "csv.gz", "csv.zst", "jsonl", "jsonl.gz", "jsonl.zst", "ndjson"])
def test_text_formats(place: Path, tmp_path: Path, ending: str) -> None:
    source, out, kept = write(tmp_path / f"in.{ending}"), tmp_path / f"out.{ending}", tmp_path / f"kept.{ending}"
    result = run(place, source, out, kept=kept, excluded=tmp_path / f"excluded.{ending}")
    assert result.outcomes == COUNTS
    rows = rows_of_file(out)
    assert [row["agister_outcome"] for row in rows] == list(OUTCOMES)
    # CSV has no null.
    assert [row["agister_protocol"] or None for row in rows] == list(DECIDERS)
    before = rows_of_file(source)
    assert [{k: row[k] for k in before[0]} for row in rows] == before
    assert len(rows_of_file(kept)) == 4
    assert len(rows_of_file(tmp_path / f"excluded.{ending}")) == 8


def test_json_lines_keep_their_text(place: Path, tmp_path: Path) -> None:
    lines = [
        b'{"url":"https://blocked.example/a","n":1.50,"deep":{"b":[1,{}]},"big":12345678901234567890}',
        b'  {"x": "\\u00e4\xc3\xa4", "url": "https://open.example/a" }  ',
        b'{"url": null}',
        b"{}",
        b"not json",
        b"",
        b'["https://blocked.example/a"]',
    ]
    source = tmp_path / "in.jsonl"
    source.write_bytes(b"\n".join(lines) + b"\n")
    result = run(place, source, tmp_path / "out.jsonl", url_column="url")
    found = unpacked(tmp_path / "out.jsonl").splitlines()
    end = b', "agister_outcome": "unknown", "agister_protocol": null, "agister_statement": null}'
    assert found[0].startswith(lines[0][:-1] + b', "agister_outcome": "reserved", "agister_protocol": "robots_txt", ')
    assert found[1] == b'  {"x": "\\u00e4\xc3\xa4", "url": "https://open.example/a"' + end
    assert json.loads(found[3]) == {
        "agister_outcome": "unreadable",
        "agister_protocol": None,
        "agister_statement": None,
    }
    assert [json.loads(line).get("agister_line") for line in found[4:]] == [
        "not json",
        "",
        '["https://blocked.example/a"]',
    ]
    assert result.rows == 7
    assert result.outcomes == {"unreadable": 5, "reserved": 1, "unknown": 1}


@pytest.mark.parametrize(
    ("one", "other"),
    [("jsonl", "parquet"), ("csv", "parquet"), ("parquet", "csv.gz"), ("csv", "jsonl"), ("parquet", "jsonl")],
)
def test_from_one_format_to_another(place: Path, tmp_path: Path, one: str, other: str) -> None:
    run(place, write(tmp_path / f"in.{one}"), tmp_path / f"out.{other}")
    assert [row["agister_outcome"] for row in rows_of_file(tmp_path / f"out.{other}")] == list(OUTCOMES)


def test_a_folder_gives_a_folder(place: Path, tmp_path: Path) -> None:
    names = ["a.parquet", "deep/b.parquet", "deep/er/c.parquet"]
    for number, name in enumerate(names):
        write(tmp_path / "in" / name, table_of(URLS[: number + 2]))
    (tmp_path / "in" / "_SUCCESS").write_text("")
    (tmp_path / "in" / "README.md").write_text("")
    result = run(place, tmp_path / "in", tmp_path / "out", excluded=tmp_path / "excluded")
    assert left_in(tmp_path / "out") == left_in(tmp_path / "excluded") == names
    assert (result.rows, result.shards) == (9, 3)
    assert [row["agister_outcome"] for row in rows_of_file(tmp_path / "out/deep/b.parquet")] == list(OUTCOMES[:3])


def test_a_glob(place: Path, tmp_path: Path) -> None:
    for name in ("x-1.csv", "x-2.csv", "y.csv"):
        write(tmp_path / "in" / name)
    result = run(place, tmp_path / "in" / "x-*.csv", tmp_path / "out")
    assert (left_in(tmp_path / "out"), result.rows) == (["x-1.csv", "x-2.csv"], 24)


@pytest.mark.parametrize("scheme", ["memory", "file"])
def test_any_fsspec_address(place: Path, tmp_path: Path, scheme: str) -> None:
    root = "memory://agister-test" if scheme == "memory" else f"file://{tmp_path}"
    with fsspec.open(f"{root}/in/a.parquet", "wb", auto_mkdir=True) as file:
        pq.write_table(table_of(), file)
    result = run(place, f"{root}/in", f"{root}/out", kept=f"{root}/kept")
    with fsspec.open(f"{root}/out/a.parquet", "rb") as file:
        assert pq.read_table(file)["agister_outcome"].to_pylist() == list(OUTCOMES)
    with fsspec.open(result.manifest, "rb") as file:
        assert json.load(file)["complete"] is True
    assert result.manifest == f"{root}/out.manifest.json"


def test_the_manifest(place: Path, tmp_path: Path) -> None:
    source = write(tmp_path / "in.parquet")
    result = run(place, source, tmp_path / "out.parquet", as_of="2031-06-01")
    manifest = json.loads(Path(result.manifest).read_text())
    assert result.manifest == str(tmp_path / "out.parquet.manifest.json")
    assert (manifest["format"], manifest["complete"]) == ("agister-manifest/1", True)
    assert manifest["counts"] == {
        "rows": 12,
        "outcomes": COUNTS,
        "protocols": {"robots_txt": 3, "content_signals": 1, "tdmrep": 1},
        "outcomes_by_protocol": {
            "reserved robots_txt": 2,
            "permitted content_signals": 1,
            "reserved tdmrep": 1,
            "unreadable robots_txt": 1,
        },
        "problems": {"url-missing": 2, "url-unusable": 1},
        "repaired": 0,
    }
    said = manifest["run"]
    assert said["policy"]["name"] == "test"
    assert said["policy"]["digest"].startswith("sha256:")
    assert {"key": "robots_txt.reading", "value": "strict", "from": "file", "reason": ""} in said["policy"]["effective"]
    assert (said["as_of"], said["url_column"], said["excepted"]) == ("2031-06-01", "url", False)
    assert manifest["law_day"] == "2031-06-01"
    assert said["index_inputs"] == [["made.parquet", "sha256:00"]]
    assert len(said["index"]) == 64
    shard = manifest["shards"]["in.parquet"]
    assert shard["input"].startswith("sha256:")
    assert shard["outputs"] == {"out": (tmp_path / "out.parquet").stat().st_size}


def test_counts_add_up_after_a_shard_is_gone(place: Path, tmp_path: Path) -> None:
    for name in ("a", "b"):
        write(tmp_path / f"in/{name}.parquet")
    run(place, tmp_path / "in", tmp_path / "out")
    (tmp_path / "in/a.parquet").unlink()
    again = run(place, tmp_path / "in", tmp_path / "out")
    manifest = json.loads(Path(again.manifest).read_text())
    assert (again.rows, manifest["counts"]["rows"], list(manifest["shards"])) == (12, 12, ["b.parquet"])


def test_a_rerun_does_only_what_changed(place: Path, tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        write(tmp_path / "in" / f"{name}.parquet")
    first = run(place, tmp_path / "in", tmp_path / "out")
    again = run(place, tmp_path / "in", tmp_path / "out")
    assert (first.skipped_shards, again.skipped_shards) == (0, 3)
    assert (again.rows, again.outcomes, again.problems) == (first.rows, first.outcomes, first.problems)
    write(tmp_path / "in/b.parquet", table_of(URLS[:4]))
    (tmp_path / "out/c.parquet").unlink()
    third = run(place, tmp_path / "in", tmp_path / "out")
    assert (third.skipped_shards, third.rows) == (1, 28)
    assert len(rows_of_file(tmp_path / "out/b.parquet")) == 4
    assert len(rows_of_file(tmp_path / "out/c.parquet")) == 12


@pytest.mark.parametrize("change", ["policy", "as_of", "index"])
def test_another_question_is_asked_anew(place: Path, tmp_path: Path, change: str) -> None:
    source = write(tmp_path / "in.parquet")
    run(place, source, tmp_path / "out.parquet")
    how: dict[str, Any] = {
        "policy": {"policy": policy_file(tmp_path, POLICY.replace("gptbot", "ccbot"))},
        "as_of": {"as_of": "2031-06-01"},
        "index": {"index": index_of(tmp_path / "idx", SITES[1:]).path},
    }[change]
    assert run(place, source, tmp_path / "out.parquet", **how).skipped_shards == 0


def test_a_damaged_manifest_counts_as_none(place: Path, tmp_path: Path) -> None:
    source = write(tmp_path / "in.parquet")
    run(place, source, tmp_path / "out.parquet")
    (tmp_path / "out.parquet.manifest.json").write_bytes(b"\xff{")
    assert run(place, source, tmp_path / "out.parquet").skipped_shards == 0


def test_a_shard_that_breaks_off_leaves_no_output_and_the_others_stay(place: Path, tmp_path: Path) -> None:
    for name in ("a", "c"):
        write(tmp_path / "in" / f"{name}.jsonl")
    write(tmp_path / "in/b.jsonl.gz", table_of(URLS * 20_000))
    whole = (tmp_path / "in/b.jsonl.gz").read_bytes()
    (tmp_path / "in/b.jsonl.gz").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(UsageError, match=r"b\.jsonl\.gz"):
        run(place, tmp_path / "in", tmp_path / "out", kept=tmp_path / "kept")
    assert left_in(tmp_path / "out") == left_in(tmp_path / "kept") == ["a.jsonl"]
    assert json.loads((tmp_path / "out.manifest.json").read_text())["complete"] is False
    (tmp_path / "in/b.jsonl.gz").write_bytes(whole)
    result = run(place, tmp_path / "in", tmp_path / "out", kept=tmp_path / "kept")
    assert (result.skipped_shards, result.rows) == (1, 24 + 240_000)
    assert left_in(tmp_path / "out") == left_in(tmp_path / "kept") == ["a.jsonl", "b.jsonl.gz", "c.jsonl"]


def test_no_spelling_of_a_url_changes_the_answer(place: Path, tmp_path: Path) -> None:
    spellings = [
        "https://partly.example/art/a.jpg",
        "HTTPS://PARTLY.EXAMPLE/art/a.jpg",
        "https://partly.example:443/art/a.jpg",
        "https://partly.example:/art/a.jpg",
        "https://partly.example./art/a.jpg",
        "https://user:pw@partly.example/art/a.jpg",
        "https://partly.example/art/a.jpg#x",
        "https://partly.example/%61rt/a.jpg",
        "https://partly.example/x/../art/a.jpg",
        "https:\\\\partly.example\\art\\a.jpg",
        "  https://partly.example/art/a.jpg\t",
        "https://part\tly.example/a\nrt/a.jpg",
    ]
    run(place, write(tmp_path / "in.parquet", table_of(spellings)), tmp_path / "out.parquet")
    assert {row["agister_outcome"] for row in rows_of_file(tmp_path / "out.parquet")} == {"reserved"}


def test_repairs_only_where_the_policy_says_so(place: Path, tmp_path: Path) -> None:
    urls = ["blocked.example/a", "//blocked.example/a", "https://partly.example/art/?a=1&amp;b=2", "nothing here"]
    source = write(tmp_path / "in.parquet", table_of(urls))
    assert run(place, source, tmp_path / "a.parquet").outcomes == {"unreadable": 3, "reserved": 1}
    mending = policy_file(tmp_path, POLICY + '[urls]\nrepair = ["missing-scheme", "amp"]\n')
    result = run(place, source, tmp_path / "b.parquet", policy=mending)
    # `http://blocked.example` is another origin than the one observed.
    assert [row["agister_outcome"] for row in rows_of_file(tmp_path / "b.parquet")] == [
        "unchecked",
        "unchecked",
        "reserved",
        "unreadable",
    ]
    assert (result.repaired, result.problems) == (3, {"url-unusable": 1})


def test_a_licence_lifts_a_reservation(place: Path, tmp_path: Path) -> None:
    held = '[[licences]]\norigins = ["https://blocked.example"]\nreference = "contract 7"\n'
    source = write(tmp_path / "in.parquet")
    result = run(place, source, tmp_path / "out.parquet", policy=policy_file(tmp_path, POLICY + held))
    assert result.outcomes == COUNTS | {"reserved": 2, "licensed": 1}


def test_research_is_excepted(place: Path, tmp_path: Path) -> None:
    result = run(place, write(tmp_path / "in.parquet"), tmp_path / "out.parquet", policy="eu-research")
    assert "reserved" not in result.outcomes
    assert result.outcomes["excepted"] == 3
    manifest = json.loads(Path(result.manifest).read_text())
    assert manifest["run"]["excepted"] is True
    assert manifest["run"]["law"]["applies"] is True


def test_rows_with_their_own_time_are_excepted_by_the_law_of_their_day(place: Path, tmp_path: Path) -> None:
    index = index_of(tmp_path / "idx", [seen("https://blocked.example/robots.txt", BLOCKED)])
    urls, days = ["https://blocked.example/x"] * 3, ["2021-06-06", "2021-06-07", None]
    source = write(tmp_path / "in.parquet", table_of(urls, day=pa.array(days)))
    for policy, third in (("eu-research", "excepted"), ("eu-commercial-training", "reserved")):
        out = tmp_path / f"{policy}.parquet"
        run(place, source, out, policy=policy, index=index.path, as_of_column="day")
        said = [row["agister_outcome"] for row in rows_of_file(out)]
        assert said == ["reserved", third, third]
        for day, outcome in zip(days, said, strict=True):
            assert trace(urls[0], index=index, policy=policy, as_of=day).outcome == outcome


def test_the_url_column_is_found_or_named(place: Path, tmp_path: Path) -> None:
    found = write(tmp_path / "a.parquet", table_of().rename_columns(["id", "adresse", "text"]).slice(0, 9))
    assert run(place, found, tmp_path / "a-out.parquet").url_column == "adresse"
    two = pa.table({"page": ["https://open.example/"], "image": ["https://blocked.example/"]})
    source = write(tmp_path / "b.parquet", two)
    with pytest.raises(UsageError, match=r"several columns hold URLs .*; name it with --url-column"):
        run(place, source, tmp_path / "b-out.parquet")
    assert run(place, source, tmp_path / "b-out.parquet", url_column="image").outcomes == {"reserved": 1}


MOMENTS = ["2031-01-01", "2031-01-02", "2031-01-03", "2031-01-05", None]
HELD = ["unchecked", "unknown", "unknown", "reserved", "reserved"]


@pytest.fixture(scope="module")
def changing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    url = "https://a.example/robots.txt"
    said = [seen(url, OPEN, at="2031-01-02"), seen(url, BLOCKED, at="2031-01-04")]
    return index_of(tmp_path_factory.mktemp("changing") / "idx", said).path


@pytest.mark.parametrize(
    "column",
    [
        pa.array([m and datetime.fromisoformat(m) for m in MOMENTS], pa.timestamp("ms")),
        pa.array([m and datetime.fromisoformat(m).replace(tzinfo=UTC) for m in MOMENTS], pa.timestamp("ns", "UTC")),
        pa.array([m and date.fromisoformat(m) for m in MOMENTS], pa.date32()),
        pa.array([m and date.fromisoformat(m) for m in MOMENTS], pa.date64()),
        pa.array([m and us(m) // 1_000_000 for m in MOMENTS], pa.int64()),
        pa.array(MOMENTS, pa.string()),
        pa.array([m and m + "T00:00:00Z" for m in MOMENTS], pa.large_string()),
        pa.array([m and m.replace("-", "") + "000000" for m in MOMENTS], pa.string()),
    ],
    ids=lambda column: str(column.type),
)
def test_each_row_at_its_own_time(place: Path, changing: Path, tmp_path: Path, column: pa.Array) -> None:
    source = write(tmp_path / "in.parquet", table_of(["https://a.example/x"] * 5, crawled=column))
    result = run(place, source, tmp_path / "out.parquet", index=changing, as_of_column="crawled")
    assert [row["agister_outcome"] for row in rows_of_file(tmp_path / "out.parquet")] == HELD
    assert result.problems == {"as-of-missing": 1}


@pytest.mark.parametrize(("when", "said"), list(zip(MOMENTS, HELD, strict=True)))
def test_one_date_for_all(place: Path, changing: Path, tmp_path: Path, when: str | None, said: str) -> None:
    source = write(tmp_path / "in.parquet", table_of(["https://a.example/x"]))
    assert run(place, source, tmp_path / "out.parquet", index=changing, as_of=when).outcomes == {said: 1}


def test_times_that_are_none(place: Path, changing: Path, tmp_path: Path) -> None:
    times = pa.array(["yesterday", "2031-01-02", "", None])
    source = write(tmp_path / "in.parquet", table_of(["https://a.example/x"] * 4, t=times))
    result = run(place, source, tmp_path / "out.parquet", index=changing, as_of_column="t")
    assert result.problems == {"as-of-unreadable": 2, "as-of-missing": 1}
    with pytest.raises(UsageError, match="column 't' is double: --as-of-column needs times"):
        run(
            place,
            write(tmp_path / "x.parquet", table_of(["https://a.example/x"], t=pa.array([1.5]))),
            tmp_path / "y.parquet",
            as_of_column="t",
        )
    assert "y.parquet" not in left_in(tmp_path)


def test_types_of_url_columns(place: Path, tmp_path: Path) -> None:
    urls = pa.array(URLS, pa.string())
    for kind in (pa.large_string(), pa.string_view(), pa.binary(), pa.dictionary(pa.int32(), pa.string())):
        source = write(tmp_path / "in.parquet", pa.table({"url": urls.cast(kind)}))
        assert run(place, source, tmp_path / "out.parquet").outcomes == COUNTS, kind
    views = pa.array([None if url is None else url.encode() for url in URLS], pa.binary_view())
    source = write(tmp_path / "in.parquet", pa.table({"url": views}))
    assert run(place, source, tmp_path / "out.parquet").outcomes == COUNTS
    source = write(tmp_path / "in.parquet", pa.table({"url": pa.nulls(3), "n": [1, 2, 3]}))
    assert run(place, source, tmp_path / "out.parquet").problems == {"url-missing": 3}


@pytest.mark.parametrize(
    ("how", "message"),
    [
        ({"engine": "spark"}, "no engine 'spark'; there are: local"),
        ({"as_of": "2031", "as_of_column": "id"}, "--as-of and --as-of-column exclude each other"),
        ({"as_of": "soon"}, "--as-of 'soon' is no date: write 2026-11-24 or 2026-11-24T10:00:00Z"),
        ({"url_column": "nope"}, "no column 'nope'; the input has: 'id', 'url', 'text'"),
        ({"url_column": "id"}, "column 'id' is int64, not text: name the column of URLs with --url-column"),
        ({"as_of_column": "nope"}, "no column 'nope'; it has: 'id', 'url', 'text'"),
        ({"out": "x.doc"}, "x.doc: cannot tell the format; use a name that ends in .parquet, .csv, .tsv or .jsonl"),
        ({"as_of_column": "url"}, "--as-of-column url is the column of URLs: name one of times"),
        ({"out": ""}, ": cannot tell the format"),
        ({"kept": "MANIFEST"}, "must be different files, and none of them the manifest"),
        ({"kept": "SAME"}, "--out, --kept, --excluded and the input must be different files"),
    ],
)
def test_bad_usage(place: Path, tmp_path: Path, how: dict[str, str], message: str) -> None:
    source = write(tmp_path / "in.parquet")
    out = how.pop("out", tmp_path / "out.parquet") if "out" in how else tmp_path / "out.parquet"
    named = {"SAME": str(out), "MANIFEST": f"{out}.manifest.json"}
    how = {key: named.get(value, value) for key, value in how.items()}
    with pytest.raises(UsageError) as raised:
        run(place, source, out, **how)
    assert message in str(raised.value)
    assert "\n" not in str(raised.value)
    assert left_in(tmp_path) == ["in.parquet"]


def test_the_input_is_never_written_over(place: Path, tmp_path: Path) -> None:
    source = write(tmp_path / "in.parquet")
    before = source.read_bytes()
    for same in (source, f"file://{source}", tmp_path / "." / "in.parquet"):
        with pytest.raises(UsageError, match="must be different files"):
            run(place, source, same)
    assert source.read_bytes() == before


def test_an_output_inside_the_input_folder_is_refused(place: Path, tmp_path: Path) -> None:
    write(tmp_path / "in/a.parquet")
    for more in ({"out": tmp_path / "in/out"}, {"out": tmp_path / "out", "kept": tmp_path / "in" / "kept"}):
        with pytest.raises(
            UsageError, match="lies inside the input: it would be screened the next time; choose a folder"
        ):
            run(place, tmp_path / "in", more.pop("out"), **more)
    assert left_in(tmp_path) == ["in/a.parquet"]
    assert run(place, tmp_path / "in", tmp_path / "in-out").rows == 12


def test_what_was_screened_before_is_refused(place: Path, tmp_path: Path) -> None:
    run(place, write(tmp_path / "in.parquet"), tmp_path / "out.parquet")
    with pytest.raises(UsageError, match="already has a column 'agister_outcome': it was screened before"):
        run(place, tmp_path / "out.parquet", tmp_path / "again.parquet")


def test_mixed_shards_are_refused(place: Path, tmp_path: Path) -> None:
    write(tmp_path / "in/a.parquet")
    write(tmp_path / "in/b.csv")
    with pytest.raises(InputError, match="the dataset mixes csv and parquet files: screen them one kind at a time"):
        run(place, tmp_path / "in", tmp_path / "out")


def test_no_rows(place: Path, tmp_path: Path) -> None:
    result = run(place, write(tmp_path / "in.parquet", table_of([])), tmp_path / "out.parquet")
    assert (result.rows, result.outcomes, result.coverage) == (0, {}, 0.0)
    assert pq.read_table(tmp_path / "out.parquet").num_rows == 0


def test_the_day_whose_law_counts() -> None:
    assert day_of(us("2031-02-03T23:59:59")) == date(2031, 2, 3)
    assert day_of(us("1969-12-31")) == date(1969, 12, 31)
    assert (day_of(2**62), day_of(-(2**62))) == (date.max, date.min)
    assert day_of(None) == datetime.now(UTC).date()


def test_the_words_of_the_dictionary() -> None:
    assert OUTCOME_WORDS == ("reserved", "permitted", "licensed", "excepted", "unknown", "unreadable", "unchecked")
