"""The warning for files that have outgrown the size that the architecture asks for."""

from __future__ import annotations


class LongFile(UserWarning):
    """A source file above 300 lines, not yet refused at 500."""
