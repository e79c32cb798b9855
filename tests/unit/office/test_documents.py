"""Documents under their digests: as a whole or not at all, and never other bytes."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from agister.errors import JournalError
from agister.office.documents import Documents


def test_what_is_put_is_read_back(tmp_path: Path) -> None:
    documents = Documents(tmp_path)
    digest = documents.put(b"facts")
    assert digest == "sha256:" + hashlib.sha256(b"facts").hexdigest()
    assert documents.put(b"facts") == digest
    assert documents.read(digest) == b"facts"
    assert documents.has(digest)
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [digest.removeprefix("sha256:")]


def test_a_changed_document_is_noticed(tmp_path: Path) -> None:
    documents = Documents(tmp_path)
    digest = documents.put(b"facts")
    place = next(path for path in tmp_path.rglob("*") if path.is_file())
    place.write_bytes(b"other facts")
    with pytest.raises(JournalError, match="was changed"):
        documents.read(digest)
    with pytest.raises(JournalError, match="was changed"):
        documents.put(b"facts")


def test_a_missing_document_is_named(tmp_path: Path) -> None:
    digest = "sha256:" + "0" * 64
    with pytest.raises(JournalError, match=f"the document {digest} is not in"):
        Documents(tmp_path).read(digest)
    assert not Documents(tmp_path).has(digest)


@pytest.mark.parametrize("digest", ["", "sha256:", "sha256:../../etc/passwd", "md5:" + "0" * 64, "sha256:" + "G" * 64])
def test_what_is_no_digest_reaches_no_file(tmp_path: Path, digest: str) -> None:
    with pytest.raises(JournalError, match="is no digest"):
        Documents(tmp_path).read(digest)


def test_a_document_has_a_bound(tmp_path: Path) -> None:
    with pytest.raises(JournalError, match="an office keeps documents up to 67,108,864"):
        Documents(tmp_path).put(bytes(64 * 2**20 + 1))
