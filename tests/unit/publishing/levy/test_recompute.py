"""A report folder computed again from itself: equal, or the first difference."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agister.errors import InputError
from agister.ledger.entry import BookedEntry, canonical, chained, entry_from_json
from agister.publishing.levy.folder import ReportFolder, file_digest, write_report
from agister.publishing.levy.recompute import recompute
from tests.levy_books_desk import Office


@pytest.fixture
def copy(folder: ReportFolder, tmp_path: Path) -> Path:
    return Path(shutil.copytree(folder.path, tmp_path / "copy"))


def _sealed_again(folder: Path) -> None:
    """Write the manifest anew, as somebody would who hides a change."""
    manifest = json.loads((folder / "manifest.json").read_bytes())
    manifest["files"] = {name: file_digest(folder / name) for name in manifest["files"]}
    (folder / "manifest.json").write_bytes((canonical(manifest) + "\n").encode())


def _chained_again(folder: Path, change: Callable[[int, dict[str, Any]], None]) -> None:
    """Change entries and compute all digests anew, as an office would that lies from the start."""
    before = "sha256:" + "0" * 64
    lines = []
    for line in (folder / "journal.jsonl").read_bytes().splitlines():
        found = json.loads(line)
        change(found["number"], found["entry"])
        entry = entry_from_json(found["entry"])
        booked = BookedEntry(number=found["number"], recorded=datetime(2031, 1, 1, tzinfo=UTC), digest="", entry=entry)
        before = chained(before, booked.number, datetime.fromisoformat(found["recorded"]), entry)
        lines.append(canonical({**found, "digest": before}))
    (folder / "journal.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    report = json.loads((folder / "report.json").read_bytes())
    report["journal"]["head"] = before
    (folder / "report.json").write_text(json.dumps(report), "utf-8")
    _sealed_again(folder)


def test_it_is_equal_with_counts(folder: ReportFolder) -> None:
    found = recompute(folder.path)
    assert found.is_equal, found.difference
    assert (found.entries, found.postings) == (175, 143)
    assert found.equal["assessed"] == 9
    assert found.not_computed == {"assessed": 2}
    assert {"interest_raised", "repayment_interest", "penalty_raised", "run_frozen", "run_approved", "entitled"} <= set(
        found.equal
    )
    assert found.withheld["return_digest"] == 2
    assert found.manifest == folder.manifest
    assert found.notes == ()


def test_a_report_of_some_days_is_equal_too(office: Office, tmp_path: Path) -> None:
    write_report(
        office.journal,
        office,
        tmp_path / "o",
        start=date(2033, 1, 1),
        until=date(2033, 12, 31),
        organisation="GB-GOV-1",
    )
    found = recompute(tmp_path / "o")
    assert found.is_equal, found.difference


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_digit_that_is_flipped_is_found(
    folder: ReportFolder, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    names = [
        name
        for name in sorted([*folder.files, "manifest.json"])
        if re.search(rb"[0-9]", (folder.path / name).read_bytes())
    ]
    name = data.draw(st.sampled_from(names))
    body = (folder.path / name).read_bytes()
    places = [found.start() for found in re.finditer(rb"[0-9]", body)]
    place = data.draw(st.sampled_from(places))
    digit = data.draw(st.sampled_from([item for item in b"0123456789" if item != body[place]]))
    copy = tmp_path_factory.mktemp("flip") / "folder"
    shutil.copytree(folder.path, copy)
    (copy / name).write_bytes(body[:place] + bytes([digit]) + body[place + 1 :])
    try:
        found = recompute(copy)
        assert found.difference is not None, (name, place)
        assert found.difference.where
    finally:
        shutil.rmtree(copy)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_number_of_the_report_that_is_changed_with_its_digest_is_named(
    folder: ReportFolder, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    body = (folder.path / "report.json").read_bytes()
    # The days asked about, before the journal, are the question and no answer: see the test below.
    start, end = body.index(b'"journal"'), body.index(b'"made_with"')
    places = [start + found.start() for found in re.finditer(rb"[0-9]", body[start:end])]
    place = data.draw(st.sampled_from(places))
    digit = data.draw(st.sampled_from([item for item in b"123456789" if item != body[place]]))
    copy = tmp_path_factory.mktemp("number") / "folder"
    shutil.copytree(folder.path, copy)
    (copy / "report.json").write_bytes(body[:place] + bytes([digit]) + body[place + 1 :])
    _sealed_again(copy)
    try:
        found = recompute(copy)
        assert found.difference is not None
        assert "report.json" in found.difference.where or "journal.jsonl" in found.difference.where
    finally:
        shutil.rmtree(copy)


def test_another_last_day_is_named_by_what_was_rendered(copy: Path) -> None:
    body = (copy / "report.json").read_bytes()
    assert b'"until": "2036-03-01"' in body
    (copy / "report.json").write_bytes(body.replace(b'"until": "2036-03-01"', b'"until": "2036-03-02"'))
    _sealed_again(copy)
    difference = recompute(copy).difference
    assert difference is not None
    assert difference.where == "report.html"


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("report.html", b"18,024,878.33", b"18,024,878.34"),
        ("360giving.json", b"4280908.61", b"4280908.62"),
        ("iati.xml", b"4280908.61", b"4280908.62"),
    ],
)
def test_a_rendering_that_is_changed_with_its_digest_is_named(
    copy: Path, name: str, before: bytes, after: bytes
) -> None:
    body = (copy / name).read_bytes()
    assert before in body
    (copy / name).write_bytes(body.replace(before, after, 1))
    _sealed_again(copy)
    difference = recompute(copy).difference
    assert difference is not None
    assert difference.where == name


def _only(kind: str, change: Callable[[dict[str, Any]], None]) -> Callable[[int, dict[str, Any]], None]:
    done: list[int] = []

    def once(number: int, entry: dict[str, Any]) -> None:
        if entry["kind"] == kind and not done:
            done.append(number)
            change(entry)

    return once


def _more(entry: dict[str, Any]) -> None:
    """One cent more, in amount and postings: it balances, and is wrong."""
    entry["facts"]["amount"] += 1
    for posting in entry["postings"]:
        posting[1] += 1 if posting[1] > 0 else -1


def _line(entry: dict[str, Any]) -> None:
    entry["facts"]["lines"][0]["units"] += 1


def _exact(entry: dict[str, Any]) -> None:
    entry["facts"]["exact"] = "1700000000/3"


def _base(entry: dict[str, Any]) -> None:
    entry["facts"]["base_amount"] += 1


def _posted(entry: dict[str, Any]) -> None:
    for posting in entry["postings"]:
        posting[1] += 1 if posting[1] > 0 else -1


def _moved(entry: dict[str, Any]) -> None:
    if entry.get("postings"):
        entry["postings"][-1][1] -= 1
        entry["postings"][-2][1] += 1


def _sides(entry: dict[str, Any]) -> None:
    entry["postings"][1][0], entry["postings"][2][0] = entry["postings"][2][0], entry["postings"][1][0]


@pytest.mark.parametrize(
    ("kind", "change", "where"),
    [
        ("assessed", _more, r"entry \d+ \(assessed\)\.amount"),
        ("assessed", _exact, r"entry \d+ \(assessed\)\.exact"),
        ("assessed", _base, r"entry \d+ \(assessed\)\.base_amount"),
        ("assessed", _posted, r"entry \d+ \(assessed\), postings"),
        ("interest_raised", _more, r"entry \d+ \(interest_raised\)\.amount"),
        ("repayment_interest", _more, r"entry \d+ \(repayment_interest\)\.amount"),
        ("penalty_raised", _more, r"entry \d+ \(penalty_raised\)\.amount"),
        ("run_frozen", _line, r"entry \d+ \(run_frozen\)\.lines\[0\]\.units"),
        ("entitled", _more, r"entry \d+ \(entitled\)\.amount"),
        ("matched", _sides, r"journal\.jsonl, after entry \d+"),
    ],
)
def test_an_office_that_lies_with_all_digests_right_is_found_out(
    copy: Path, kind: str, change: Callable[[dict[str, Any]], None], where: str
) -> None:
    _chained_again(copy, _only(kind, change))
    difference = recompute(copy).difference
    assert difference is not None
    assert re.fullmatch(where, difference.where), difference


def test_money_that_an_approval_moves_elsewhere_is_found(copy: Path) -> None:
    def change(_number: int, entry: dict[str, Any]) -> None:
        if entry["kind"] == "run_approved":
            _moved(entry)

    _chained_again(copy, change)
    difference = recompute(copy).difference
    assert difference is not None
    assert re.match(r"entry \d+ \(run_approved\), postings", difference.where)


def test_an_entry_that_was_left_out_is_found(copy: Path) -> None:
    lines = (copy / "journal.jsonl").read_bytes().splitlines(keepends=True)
    (copy / "journal.jsonl").write_bytes(b"".join(lines[:20] + lines[21:]))
    _sealed_again(copy)
    difference = recompute(copy).difference
    assert difference is not None
    assert "entry 21 is missing" in difference.what


def test_the_end_of_the_journal_cannot_be_cut_off(copy: Path) -> None:
    lines = (copy / "journal.jsonl").read_bytes().splitlines(keepends=True)
    (copy / "journal.jsonl").write_bytes(b"".join(lines[:-1]))
    _sealed_again(copy)
    difference = recompute(copy).difference
    assert difference is not None
    assert difference.where.startswith("report.json.")


def test_a_document_that_is_changed_is_found(copy: Path) -> None:
    name = sorted(path.name for path in (copy / "documents").iterdir())[0]
    with (copy / "documents" / name).open("ab") as file:
        file.write(b" ")
    difference = recompute(copy).difference
    assert difference is not None
    _sealed_again(copy)
    assert recompute(copy).difference is not None


def test_files_that_nobody_listed_or_that_are_gone_are_named(copy: Path) -> None:
    (copy / "more.txt").write_text("more")
    difference = recompute(copy).difference
    assert difference is not None
    assert difference.where == "more.txt"
    (copy / "more.txt").unlink()
    (copy / "iati.xml").unlink()
    difference = recompute(copy).difference
    assert difference is not None
    assert "not there" in difference.what


def test_a_folder_of_another_version_says_that_pages_were_not_rendered_again(copy: Path) -> None:
    report = json.loads((copy / "report.json").read_bytes())
    report["made_with"] = "agister 99"
    (copy / "report.json").write_text(json.dumps(report), "utf-8")
    _sealed_again(copy)
    found = recompute(copy)
    assert found.is_equal
    assert "agister 99" in found.notes[0]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{}",
        b"[" * 100_000,
        b'{"schema": "agister.levy.folder/1", "files": [], "withheld": {}}',
        b"\xff\xfe",
        b'{"schema": "agister.levy.folder/1", "files": {}, "withheld": {}}',
    ],
)
def test_a_manifest_that_is_none_is_a_difference(copy: Path, body: bytes) -> None:
    (copy / "manifest.json").write_bytes(body)
    assert recompute(copy).difference is not None


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{}", b'{"schema": "agister.levy.report/1", "from": 1, "until": "x"}', b"[" * 100_000]
)
def test_a_report_that_is_none_is_a_difference(copy: Path, body: bytes) -> None:
    (copy / "report.json").write_bytes(body)
    _sealed_again(copy)
    assert recompute(copy).difference is not None


def test_what_is_no_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="this is no report folder"):
        recompute(tmp_path)


def test_facts_of_a_strange_shape_are_a_difference_not_a_crash(copy: Path) -> None:
    def change(_number: int, entry: dict[str, Any]) -> None:
        if entry["kind"] == "matched":
            entry["facts"]["applied"] = [{"charge": ["x"]}]
        if entry["kind"] == "run_frozen":
            entry["facts"]["lines"] = [{}]

    _chained_again(copy, change)
    assert recompute(copy).difference is not None
