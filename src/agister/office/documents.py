"""The documents of an office, each under the digest of its bytes: what an entry names is what is read back, or nothing is.

A document is written to a file of its own beside its place, flushed to the disk and moved there: it is there as a whole or not
at all, and writing it again changes nothing.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from agister.errors import JournalError

_PREFIX = "sha256:"
#: Largest document that is kept, in bytes: a table of reference rates has two million.
LARGEST = 64 * 2**20


class Documents:
    """Documents in a folder, `ab/abcdef…`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, content: bytes) -> str:
        """Keep a document; its digest, `sha256:…`."""
        if len(content) > LARGEST:
            raise JournalError(f"the document has {len(content):,} bytes; an office keeps documents up to {LARGEST:,}")
        digest = _PREFIX + hashlib.sha256(content).hexdigest()
        place = self._place(digest)
        if place.exists():
            self.read(digest)
            return digest
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=place.parent, prefix=".new-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(place)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        return digest

    def has(self, digest: str) -> bool:
        """Whether a document is there."""
        return self._place(digest).is_file()

    def read(self, digest: str) -> bytes:
        """A document. Raises `JournalError` where it is missing or its bytes are not those of its digest."""
        place = self._place(digest)
        try:
            content = place.read_bytes()
        except FileNotFoundError:
            raise JournalError(
                f"the document {digest} is not in {self._folder}: put the file back from a copy of the office folder"
            ) from None
        if _PREFIX + hashlib.sha256(content).hexdigest() != digest:
            raise JournalError(
                f"{place} was changed: it is no longer the document {digest}; put it back from a copy of the office folder"
            )
        return content

    def _place(self, digest: str) -> Path:
        word = digest.removeprefix(_PREFIX)
        if not digest.startswith(_PREFIX) or len(word) != 64 or not set(word) <= set("0123456789abcdef"):
            raise JournalError(f"{digest[:80]!r} is no digest of a document; one is sha256: and 64 hexadecimal digits")
        return self._folder / word[:2] / word
