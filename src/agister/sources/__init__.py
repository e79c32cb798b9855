"""Places where observations come from: WARC archives, tables, folders, and the live web. One file each.

`warc`, `table` and `folder` have a function `observations` that yields `agister.rights.Observation`s and fills a
`SourceReport`; `http.collect` asks the live web and writes WARC, from which `warc` then reads.
"""

from __future__ import annotations

from agister.sources.report import SourceReport

__all__ = ["SourceReport"]
