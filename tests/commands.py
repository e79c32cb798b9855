"""The console script as tests call it: status, output and complaints of one command."""

from __future__ import annotations

import json
import os
import sys
from base64 import b64encode
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from agister.cli.main import main
from agister.rights import Observation
from tests.places import ROOT

#: How a subprocess finds the library and the interpreter.
SCRIPT = [sys.executable, "-c", "import sys; from agister.cli.main import main; sys.exit(main())"]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT / "src")}


class Said(NamedTuple):
    """What one command did."""

    status: int
    out: str
    err: str

    @property
    def object(self) -> Any:
        """The JSON object on standard output."""
        return json.loads(self.out)


class Agister:
    """Calls commands in this process."""

    def __init__(self, capture: pytest.CaptureFixture[str]) -> None:
        self._capture = capture

    def __call__(self, *arguments: object) -> Said:
        self._capture.readouterr()
        try:
            status = main([str(argument) for argument in arguments])
        except SystemExit as leaving:
            status = int(leaving.code or 0)
        out, err = self._capture.readouterr()
        return Said(status, out, err)

    def refuses(self, *arguments: object) -> str:
        """The one line with which a command refuses."""
        said = self(*arguments)
        assert said.status == 2, said
        assert said.out == ""
        assert said.err.count("\n") == 1, said.err
        assert said.err.startswith("agister: ")
        return said.err.removeprefix("agister: ").rstrip("\n")


def observations_table(path: Path, observations: Iterable[Observation]) -> Path:
    """An observations table in JSON Lines, as others hand over their crawls."""
    rows = [
        {
            "url": o.url,
            "fetched_at": None if o.fetched_at is None else o.fetched_at.isoformat(),
            "status": o.status,
            "headers": [{"name": name, "value": value} for name, value in o.headers],
            "body": None if o.body is None else b64encode(o.body).decode(),
            "error": o.error,
        }
        for o in observations
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path
