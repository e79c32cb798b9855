"""Invented sites that say something, or nothing, about the use of their works; all under `.example` (RFC 2606)."""

from __future__ import annotations

from examples.sample_sites import crawler_files, faults, preferences, words
from examples.sample_sites.answers import Site

SITES: tuple[Site, ...] = (*crawler_files.SITES, *preferences.SITES, *words.SITES, *faults.SITES)
