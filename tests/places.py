"""Where real files lie. The one place in the repository that names the fallback beside it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

#: The repository's root.
ROOT = Path(__file__).resolve().parent.parent

#: Real files and public vectors, read-only: `$AGISTER_DATA`, or the folder beside the repository.
DATA = Path(os.environ.get("AGISTER_DATA") or ROOT.parent / "shared" / "data")

#: Marks a test that reads real files: skipped, with a message, where they are absent.
needs_data = pytest.mark.skipif(
    not DATA.is_dir(),
    reason=f"no real files at {DATA}: set AGISTER_DATA to the folder that holds them",
)

#: Vectors that anybody's implementation can run.
CONFORMANCE = ROOT / "conformance"

#: The library.
SOURCE = ROOT / "src" / "agister"
