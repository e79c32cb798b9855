from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from agister.rights import Offer, Preference, Problem, Standing, Statement, Usage
from agister.stores.index_tables import ANY_TIME
from agister.stores.index_writer import SegmentWriter
from agister.stores.statement_index import StatementIndex, write_entry

SAID = Statement(
    protocol="tdmrep",
    usage=Usage.TDM,
    preference=Preference.DISALLOW,
    place="$[0]",
    quote="reserved",
    pattern="/art/*",
    agents=("gptbot", "ccbot"),
    standing=Standing.UNCLEAR,
    carrier="tdmrep.json",
    note="n",
    offer=Offer(url="https://example.org/p.json", kind="tdm-policy"),
)
BARE = Statement(protocol="prose", usage=Usage.ANY, preference=Preference.ALLOW, place="line 1", quote="yes")
DEFECT = Problem(kind="tdmrep-x", place="$[0]", message="m", clause="TDMRep §5.1")


def seen(origin: str, document: int, time: int = 0, path: str = "/robots.txt") -> tuple[object, ...]:
    return (origin, path, path, time, 200, None, None, document, origin + path, "a.warc", 7)


def document(writer: SegmentWriter, *statements: Statement, digest: str = "sha256:00") -> int:
    return writer.document(
        digest=digest,
        size=3,
        statements=statements,
        problems=[("tdmrep", DEFECT)],
        links=["rsl https://example.org/l.xml"],
        speaks_for_origin=True,
        speaks_for_url=False,
    )


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    with SegmentWriter(tmp_path, ()) as writer:
        number = document(writer, SAID, BARE)
        writer.observation(seen("https://example.org", number))
        segment = writer.finish([("a.warc", "sha256:11")], "1.0")
    assert (segment.documents, segment.statements, segment.observations) == (1, 2, 1)
    index = StatementIndex(tmp_path)
    assert index.segments == (segment,)
    assert index.statements_of(0) == [(0, SAID), (1, BARE)]
    assert index.problems_of(0) == [("tdmrep", DEFECT)]
    assert index.documents_of([0]).to_pylist() == [
        {
            "document": 0,
            "digest": "sha256:00",
            "size": 3,
            "first_statement": 0,
            "statements": 2,
            "speaks_for_origin": True,
            "speaks_for_url": False,
            "links": ["rsl https://example.org/l.xml"],
            "problems": 1,
        }
    ]


def test_observations_are_sorted_by_origin_place_and_time(tmp_path: Path) -> None:
    with SegmentWriter(tmp_path, ()) as writer:
        number = document(writer)
        for origin, time in (("https://b", 5), ("https://a", 9), ("https://b", ANY_TIME), ("https://a", 9)):
            writer.observation(seen(origin, number, time))
        writer.finish([], "1.0")
    rows = StatementIndex(tmp_path).table("observations", ["origin", "fetched_at"]).to_pylist()
    assert [(row["origin"], row["fetched_at"]) for row in rows] == [
        ("https://a", 9),
        ("https://a", 9),
        ("https://b", ANY_TIME),
        ("https://b", 5),
    ]


def test_numbers_run_on_through_segments(tmp_path: Path) -> None:
    segments = []
    for _ in range(2):
        with SegmentWriter(tmp_path, segments) as writer:
            document(writer, SAID, BARE)
            document(writer, BARE)
            segments.append(writer.finish([], "1.0"))
    assert [(s.name, s.first_document, s.first_statement) for s in segments] == [
        ("segment-0000", 0, 0),
        ("segment-0001", 2, 3),
    ]
    assert [number for number, _ in StatementIndex(tmp_path).statements_of(2)] == [3, 4]


def test_an_exception_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), SegmentWriter(tmp_path, ()) as writer:
        document(writer, SAID)
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []


def test_what_an_interrupt_left_is_written_over(tmp_path: Path) -> None:
    left = tmp_path / "segment-0000.part"
    left.mkdir()
    (left / "observations.parquet").write_bytes(b"half")
    with SegmentWriter(tmp_path, ()) as writer:
        document(writer, SAID)
        writer.finish([], "1.0")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["index.json", "segment-0000"]


def test_lone_surrogates_become_question_marks(tmp_path: Path) -> None:
    with SegmentWriter(tmp_path, ()) as writer:
        document(writer, Statement(**{**{f: getattr(BARE, f) for f in BARE.__slots__}, "quote": "a\udc80b"}))
        writer.finish([], "1.0")
    assert StatementIndex(tmp_path).statements_of(0)[0][1].quote == "a?b"


def test_a_quote_has_at_most_500_characters(tmp_path: Path) -> None:
    with SegmentWriter(tmp_path, ()) as writer:
        document(writer, Statement(**{**{f: getattr(BARE, f) for f in BARE.__slots__}, "quote": "x" * 501}))
        writer.finish([], "1.0")
    assert StatementIndex(tmp_path).statements_of(0)[0][1].quote == "x" * 500


def test_the_digest_is_that_of_the_content(tmp_path: Path) -> None:
    digests = []
    for name, body in (("a", "sha256:00"), ("b", "sha256:00"), ("c", "sha256:01")):
        with SegmentWriter(tmp_path / name, ()) as writer:
            document(writer, SAID, digest=body)
            digests.append(writer.finish([], "1.0").digest)
    assert digests[0] == digests[1] != digests[2]


def test_a_quote_in_the_name_of_the_folder_does_no_harm(tmp_path: Path) -> None:
    folder = tmp_path / "it's"
    with SegmentWriter(folder, ()) as writer:
        writer.observation(seen("https://a", document(writer)))
        writer.finish([], "1.0")
    assert pq.read_table(folder / "segment-0000" / "observations.parquet").num_rows == 1


def test_an_empty_index_can_be_opened(tmp_path: Path) -> None:
    write_entry(tmp_path, (), "1.0")
    assert StatementIndex(tmp_path).segments == ()
