"""A report folder computed again from nothing but itself: equal, or the first difference."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from agister import version
from agister.errors import AgisterError, InputError, JournalError
from agister.publishing.levy.decimals import json_text
from agister.publishing.levy.differences import Difference, first_difference
from agister.publishing.levy.documents import named_documents
from agister.publishing.levy.folder import (
    DOCUMENTS,
    JOURNAL,
    MANIFEST,
    RENDERED,
    REPORT,
    SCHEMA,
    file_digest,
    renderings,
)
from agister.publishing.levy.public_journal import read_public_journal
from agister.publishing.levy.recomputed_entry import EntryCheck
from agister.publishing.levy.report import SCHEMA as REPORT_SCHEMA
from agister.publishing.levy.report import ReportFold

#: Largest manifest or report that is read, in bytes.
_LARGEST = 512 * 2**20
_NEEDED = (REPORT, JOURNAL)
#: What an entry that was made up can lead to: facts that a kind leaves open are used by the rules as the office writes them.
_UNUSABLE = (
    AgisterError,
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    IndexError,
    ArithmeticError,
    RecursionError,
    OSError,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recomputation:
    """What computing a report folder again has found."""

    difference: Difference | None
    """None: everything that could be computed again is equal."""
    entries: int = 0
    postings: int = 0
    files: int = 0
    head: str = ""
    equal: Mapping[str, int] = field(default_factory=dict)
    """Kind of entry → how many were computed again from their documents."""
    not_computed: Mapping[str, int] = field(default_factory=dict)
    """Kind of entry → how many rest on a document that is not in the folder."""
    withheld: Mapping[str, int] = field(default_factory=dict)
    """Documents that the journal names and the folder does not hold, by what they are."""
    manifest: str = ""
    notes: tuple[str, ...] = ()

    @property
    def is_equal(self) -> bool:
        """Nothing differs."""
        return self.difference is None


class _FolderDocuments:
    """Documents of a folder, each checked against its name when it is read."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / DOCUMENTS

    def has(self, digest: str) -> bool:
        return (self._folder / digest.removeprefix("sha256:")).is_file()

    def read(self, digest: str) -> bytes:
        body = (self._folder / digest.removeprefix("sha256:")).read_bytes()
        if "sha256:" + hashlib.sha256(body).hexdigest() != digest:
            raise JournalError(f"the document {digest} was changed")
        return body


def recompute(folder: Path) -> Recomputation:
    """Compute a report folder again. Raises `InputError` where it is none at all; what is in it and wrong is a difference."""
    if not (folder / MANIFEST).is_file():
        raise InputError(f"{folder} holds no {MANIFEST}: this is no report folder; `agister levy report` writes one")
    body = _body(folder / MANIFEST)
    manifest, difference = _manifest(body)
    if difference is not None:
        return Recomputation(difference=difference)
    changed = _files(folder, manifest["files"])
    if changed is not None and not changed.ours:  # A file too many or too few: nothing in it to compute.
        return Recomputation(difference=changed, files=len(manifest["files"]))
    found = _contents(folder, manifest, "sha256:" + hashlib.sha256(body).hexdigest())
    # A changed file is best told by what in it is wrong; where nothing that can be computed is, by its digest.
    return found if changed is None or found.difference is not None else replace(found, difference=changed)


def _body(path: Path) -> bytes:
    if path.stat().st_size > _LARGEST:
        raise InputError(f"{path} has more than {_LARGEST:,} bytes: it is not read")
    return path.read_bytes()


def _manifest(body: bytes) -> tuple[Mapping[str, Any], Difference | None]:
    found, difference = _json(body, MANIFEST)
    if difference is None:
        difference = first_difference(found.get("schema"), SCHEMA, f"{MANIFEST}.schema")
    if difference is None and (
        set(found) != {"schema", "files", "withheld"}
        or not all(isinstance(found[name], dict) for name in ("files", "withheld"))
    ):
        difference = Difference(
            where=MANIFEST, theirs="", ours="", what="it must hold schema, files and withheld, and nothing else"
        )
    return found, difference


def _json(body: bytes, name: str) -> tuple[dict[str, Any], Difference | None]:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError) as error:
        return {}, Difference(where=name, theirs="", ours="", what=f"it is no JSON ({str(error)[:100]})")
    if not isinstance(found, dict):
        return {}, Difference(where=name, theirs="", ours="", what="it is no JSON object")
    return found, None


def _files(folder: Path, files: Mapping[str, Any]) -> Difference | None:
    for name in _NEEDED:
        if name not in files:
            return Difference(where=MANIFEST, theirs="nothing", ours=name, what=f"{name} is not listed")
    there = {
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file() and not path.is_symlink()
    }
    there.discard(MANIFEST)
    for name in sorted(there ^ set(files)):
        what = (
            "it is in the folder, and the manifest does not list it"
            if name in there
            else "the manifest lists it, and it is not there"
        )
        return Difference(where=name, theirs="", ours="", what=what)
    for name, digest in sorted(files.items()):
        found = file_digest(folder / name)
        if digest != found:
            return Difference(
                where=name, theirs=str(digest), ours=found, what="the file is not the one of the manifest"
            )
        if name.startswith(f"{DOCUMENTS}/") and found.removeprefix("sha256:") != name.removeprefix(f"{DOCUMENTS}/"):
            return Difference(
                where=name, theirs=name, ours=found, what="the document is not the one that its name says"
            )
    return None


def _contents(folder: Path, manifest: Mapping[str, Any], digest: str) -> Recomputation:
    documents = _FolderDocuments(folder)
    check = EntryCheck(documents)
    report, difference = _json(_body(folder / REPORT), REPORT)
    fold, difference = (None, difference) if difference else _fold(report)
    withheld: dict[str, str] = {}
    if fold is not None and difference is None:
        try:
            with (folder / JOURNAL).open("rb") as file:
                for booked in read_public_journal(file):
                    fold.take(booked)
                    difference = check.take(booked.entry, booked.number)
                    if difference:
                        break
                    for what, named in named_documents(booked.entry):
                        if not documents.has(named):
                            withheld.setdefault(named, what)
        except _UNUSABLE as error:
            what = (
                str(error) if isinstance(error, AgisterError) else f"it states something that no entry does ({error})"
            )
            difference = Difference(where=f"{JOURNAL}, after entry {fold.entries}", theirs="", ours="", what=what)
    notes: list[str] = []
    counts: dict[str, int] = {}
    for what in withheld.values():
        counts[what] = counts.get(what, 0) + 1
    if fold is not None and difference is None:
        difference = (
            _report(fold, report) or _withheld(manifest["withheld"], counts) or _renderings(folder, report, notes)
        )
    return Recomputation(
        difference=difference, entries=fold.entries if fold else 0, postings=fold.money.postings if fold else 0,
        files=len(manifest["files"]), head=fold.head if fold else "", equal=check.equal, not_computed=check.withheld,
        withheld=dict(sorted(counts.items())), manifest=digest, notes=tuple(notes),
    )  # fmt: skip


def _fold(report: Mapping[str, Any]) -> tuple[ReportFold | None, Difference | None]:
    difference = first_difference(report.get("schema"), REPORT_SCHEMA, f"{REPORT}.schema")
    if difference:
        return None, difference
    try:
        start = date.fromisoformat(report["from"]) if report["from"] is not None else None
        return ReportFold(start=start, until=date.fromisoformat(report["until"])), None
    except (AgisterError, KeyError, TypeError, ValueError) as error:
        return None, Difference(
            where=REPORT, theirs="", ours="", what=f"it does not say which days it covers ({error})"
        )


def _report(fold: ReportFold, report: Mapping[str, Any]) -> Difference | None:
    """Every number of the report against the one that follows from the journal."""
    try:
        ours = fold.report(title=str(report.get("title", "")))
    except _UNUSABLE as error:
        return Difference(where=JOURNAL, theirs="", ours="", what=str(error))
    theirs = {name: value for name, value in report.items() if name not in ("made_with", "organisation")}
    return first_difference(theirs, json.loads(json_text(ours)), REPORT)


def _withheld(theirs: Mapping[str, Any], ours: Mapping[str, int]) -> Difference | None:
    """How many documents are not in the folder: the manifest counts public ones that the office lacks apart."""
    said = sum(count for count in theirs.values() if isinstance(count, int))
    return first_difference(said, sum(ours.values()), f"{MANIFEST}.withheld, in all")


def _renderings(folder: Path, report: Mapping[str, Any], notes: list[str]) -> Difference | None:
    """Page and exports are what the report renders to; compared only where the same version wrote them."""
    if report.get("made_with") != f"agister {version()}":
        notes.append(
            f"page and exports were written by {report.get('made_with')}, this is agister {version()}: "
            "they are the files of the manifest, but were not rendered again"
        )
        return None
    try:
        rendered = renderings(report)
    except _UNUSABLE as error:
        return Difference(where=REPORT, theirs="", ours="", what=f"it cannot be rendered ({error})")
    for name in RENDERED:
        if (_body(folder / name) if (folder / name).is_file() else None) != rendered.get(name):
            return Difference(where=name, theirs="", ours="", what="it is not what the report renders to")
    return None
