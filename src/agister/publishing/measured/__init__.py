"""The measured share of sources: what a screened corpus holds of each collection, written as a key that shares out a levy."""

from __future__ import annotations

from agister.publishing.measured.collections_file import Collection, CommonsCollections, read_collections
from agister.publishing.measured.key_text import key_text
from agister.publishing.measured.shares import Measured, Question, measure

__all__ = ["Collection", "CommonsCollections", "Measured", "Question", "key_text", "measure", "read_collections"]
