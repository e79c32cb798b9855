"""What a collection remembers between runs: origins done, how far each segment is whole, validators of answers."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TextIO

from agister.errors import InputError
from agister.sources.http_warc import Earlier

# Not called .jsonl: whoever reads all observations of the folder must not take it for a table.
NAME = "collect.state"


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold a folder for one collection: a second one would cut the first one's open segment off.

    Raises InputError where another holds it. The hold ends with the process, also a killed one.
    """
    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise InputError(
                f"another collection is writing into {folder}: wait for it, or give another folder"
            ) from error
        yield
    finally:
        os.close(handle)


class CollectState:
    """A file of JSON lines that only grows; a broken last line, as an interrupt leaves it, is passed over."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME
        self.done: set[str] = set()
        """Origins that were collected to the end."""
        self.ends: dict[str, int] = {}
        """Name of an unfinished segment → length up to which it holds whole records of origins that are done."""
        self.earlier: dict[str, Earlier] = {}
        """URL → the answer that a conditional request can refer to."""
        self._file: TextIO | None = None
        try:
            lines = self._path.read_text("utf-8", "replace").splitlines() if self._path.exists() else []
        except OSError as error:
            raise InputError(f"{self._path} cannot be read: {error.strerror}") from error
        for line in lines:
            self._take(line)

    def _take(self, line: str) -> None:
        try:
            entry = json.loads(line)
            if "done" in entry:
                self.done.add(str(entry["done"]))
                self.ends[str(entry["segment"])] = int(entry["end"])
            elif "earlier" in entry:
                earlier = Earlier(**entry["earlier"])
                self.earlier[earlier.url] = earlier
        except (ValueError, TypeError, KeyError):
            return

    def finish(self, origin: str, position: tuple[str, int]) -> None:
        """Note that an origin is done and that the open segment is whole up to `position`."""
        self.done.add(origin)
        self._write({"done": origin, "segment": position[0], "end": position[1]})

    def keep(self, earlier: Earlier) -> None:
        """Note an answer for later conditional requests."""
        if self.earlier.get(earlier.url) != earlier:
            self.earlier[earlier.url] = earlier
            self._write({"earlier": asdict(earlier)})

    def _write(self, entry: dict[str, object]) -> None:
        if self._file is None:
            # A line that an interrupt cut must not swallow the first new one.
            self._file = self._path.open("a", encoding="utf-8")
            self._file.write("\n")
        self._file.write(json.dumps(entry) + "\n")
        self._file.flush()

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            self._file.close()
            self._file = None
