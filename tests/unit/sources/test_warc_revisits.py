from __future__ import annotations

from agister.sources.warc_revisits import Payload, Revisits, refreshed


def payload(body: bytes) -> Payload:
    return Payload(200, (), body, cut=False)


def test_an_answer_is_found_under_each_key_and_the_latest_wins() -> None:
    memory = Revisits()
    memory.remember(("id:1", "sha1:a", ""), payload(b"1"))
    memory.remember(("id:2", "sha1:a"), payload(b"2"))
    assert memory.find(("id:1",)) == payload(b"1")
    assert memory.find(("", "unknown", "sha1:a")) == payload(b"2")
    assert memory.find(("",)) is None


def test_the_oldest_answers_go_first() -> None:
    memory = Revisits(limit=10_000)
    for number in range(100):
        memory.remember((f"id:{number}", "same"), payload(b"x" * 1000))
    assert [number for number in range(100) if memory.find((f"id:{number}",))] == [97, 98, 99]
    assert memory.find(("same",)) is not None


def test_an_answer_larger_than_the_memory_is_not_kept() -> None:
    memory = Revisits(limit=10_000)
    memory.remember(("a",), payload(b"x" * 20_000))
    assert memory.find(("a",)) is None


def test_lines_of_a_304_replace_those_of_the_stored_answer() -> None:
    stored = (("Content-Length", "9"), ("X-Robots-Tag", "all"), ("x-robots-tag", "noai"), ("A", "1"))
    newer = (("X-Robots-Tag", "none"), ("content-length", "0"))
    assert refreshed(stored, newer) == (("Content-Length", "9"), ("A", "1"), ("X-Robots-Tag", "none"))
