"""The report folder: report, public journal, documents, exports and a manifest of their digests, written as a whole or not at all."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from agister import version
from agister.errors import JournalError, UsageError
from agister.ledger import JournalReader
from agister.ledger.entry import canonical
from agister.publishing.levy.beancount import BeancountWriter
from agister.publishing.levy.decimals import json_text
from agister.publishing.levy.documents import DocumentReader, ReturnsShown, is_public, named_documents
from agister.publishing.levy.entry_tables import EntryTables
from agister.publishing.levy.iati import has_climate_share, iati
from agister.publishing.levy.page import page
from agister.publishing.levy.public_journal import public_entry
from agister.publishing.levy.report import ReportFold, without_garbage
from agister.publishing.levy.three_sixty_giving import three_sixty_giving

SCHEMA = "agister.levy.folder/1"
REPORT, JOURNAL, MANIFEST, DOCUMENTS = "report.json", "journal.jsonl", "manifest.json", "documents"
_TABLES = ("entries.csv", "postings.csv", "ledger.beancount")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFolder:
    """A report folder that was written."""

    path: Path
    report: Mapping[str, Any]
    files: Mapping[str, str]
    """Name → digest."""
    manifest: str
    """Digest of the manifest: whoever keeps it sees any change of the folder."""
    withheld: Mapping[str, int]
    """What kind of document → how many the journal names that are not in the folder."""
    missing: tuple[str, ...] = ()
    """Digests of public documents that the office does not hold."""
    without: tuple[str, ...] = field(default=())
    """Files that were left out, with the reason."""


def write_report(
    reader: JournalReader,
    documents: DocumentReader,
    out: Path,
    *,
    start: date | None = None,
    until: date | None = None,
    title: str = "",
    returns: ReturnsShown = ReturnsShown.NAMED,
    organisation: str = "",
) -> ReportFolder:
    """Write the report folder of a journal. The journal is read twice; memory grows with parties, payouts and accounts, not entries.

    `organisation`: org-id of the office for 360Giving and IATI. Raises `UsageError` where `out` holds something already, and
    `JournalError` where the journal cannot be published or was changed.
    """
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise UsageError(f"{out} exists and is not empty: name a new folder, so that no earlier report is written over")
    number, _ = reader.head()
    fold = ReportFold(start=start, until=until)
    with without_garbage():
        for booked in reader.entries(upto=number):
            fold.take(booked)
    report = {**fold.report(title=title), "made_with": f"agister {version()}", "organisation": organisation}
    partial = out.with_name(f".{out.name}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    try:
        public, withheld = _write_entries(reader, number, fold, report, partial, returns)
        missing = _write_documents(documents, public, partial)
        withheld["missing"] = len(missing)
        without = _write_renderings(report, partial)
        files = {
            path.relative_to(partial).as_posix(): file_digest(path)
            for path in sorted(partial.rglob("*"))
            if path.is_file()
        }
        counts = {name: count for name, count in sorted(withheld.items()) if count}
        manifest = {"schema": SCHEMA, "files": files, "withheld": counts}
        body = (canonical(manifest) + "\n").encode()
        (partial / MANIFEST).write_bytes(body)
        out.parent.mkdir(parents=True, exist_ok=True)
        if out.exists():
            out.rmdir()
        partial.rename(out)
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise
    return ReportFolder(
        path=out, report=report, files=files, manifest="sha256:" + hashlib.sha256(body).hexdigest(), withheld=counts,
        missing=missing, without=without,
    )  # fmt: skip


def _write_entries(
    reader: JournalReader, number: int, fold: ReportFold, report: Mapping[str, Any], folder: Path, returns: ReturnsShown
) -> tuple[set[str], dict[str, int]]:
    """Journal, tables and ledger, in one pass; digests of public documents, and counts of the others."""
    named = fold.named()
    public: set[str] = set()
    hidden: dict[str, str] = {}
    with ExitStack() as stack:
        journal = stack.enter_context((folder / JOURNAL).open("wb"))
        entries, postings, ledger = (
            stack.enter_context((folder / name).open("w", encoding="utf-8", newline="", errors="replace"))
            for name in _TABLES
        )
        tables = EntryTables(entries, postings)
        beancount = BeancountWriter(ledger, title=report["title"], currencies=(report["office"]["currency"],))
        head = ""
        for booked in reader.entries(upto=number):
            line = public_entry(booked, register=fold.register, named=named)
            journal.write(canonical(line).encode("utf-8", "surrogatepass") + b"\n")
            tables.take(booked, line["entry"])
            beancount.take(booked, line["entry"])
            head = booked.digest
            for what, digest in named_documents(booked.entry):
                if is_public(what, booked.entry, returns=returns, named=named):
                    public.add(digest)
                else:
                    hidden.setdefault(digest, what)
        beancount.close()
    if head != report["journal"]["head"]:
        raise JournalError("the journal changed while it was read: run the report again")
    withheld: dict[str, int] = {}
    for digest, what in hidden.items():
        if digest not in public:
            withheld[what] = withheld.get(what, 0) + 1
    return public, withheld


def _write_documents(documents: DocumentReader, public: set[str], folder: Path) -> tuple[str, ...]:
    (folder / DOCUMENTS).mkdir()
    missing = []
    for digest in sorted(public):
        if documents.has(digest):
            (folder / DOCUMENTS / digest.removeprefix("sha256:")).write_bytes(documents.read(digest))
        else:
            missing.append(digest)
    return tuple(missing)


#: Files that `renderings` may give.
RENDERED = ("report.html", "360giving.json", "iati.xml")


def renderings(report: Mapping[str, Any]) -> dict[str, bytes]:
    """Files that follow from the report alone, byte for byte, without the PDF."""
    organisation = str(report.get("organisation", ""))
    found = {
        "report.html": page(report).encode("utf-8", "replace"),
        "360giving.json": three_sixty_giving(report, organisation=organisation).encode("utf-8", "replace"),
    }
    if has_climate_share(report):
        found["iati.xml"] = iati(report, organisation=organisation)
    return found


def _write_renderings(report: Mapping[str, Any], folder: Path) -> tuple[str, ...]:
    (folder / REPORT).write_bytes(json_text(report).encode("utf-8", "surrogatepass"))
    for name, body in renderings(report).items():
        (folder / name).write_bytes(body)
    try:
        from agister.publishing.levy.print_out import print_out

        body = print_out(report)
    except UsageError as error:
        return (f"report.pdf was left out: {error}",)
    (folder / "report.pdf").write_bytes(body)
    return ()


def file_digest(path: Path) -> str:
    """`sha256:…` of a file, read in parts."""
    with path.open("rb") as file:
        return "sha256:" + hashlib.file_digest(file, "sha256").hexdigest()
