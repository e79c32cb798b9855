"""Levies over many providers and years: what an act would bring in, from whom, and what each of its choices does."""

from __future__ import annotations
