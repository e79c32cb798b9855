"""Exceptions to copyright as dated data, each with its legal reference, and the look-up. Not legal advice."""

from __future__ import annotations

from agister.law.lookup import (
    Considered,
    LawFinding,
    Purpose,
    UserFacts,
    UserKind,
    exception_days,
    exception_for,
    sentence_on_unknown,
)
from agister.law.records import Condition, Confidence, ExceptionRecord, LawBook, law_book, parse_records

__all__ = [
    "Condition",
    "Confidence",
    "Considered",
    "ExceptionRecord",
    "LawBook",
    "LawFinding",
    "Purpose",
    "UserFacts",
    "UserKind",
    "exception_days",
    "exception_for",
    "law_book",
    "parse_records",
    "sentence_on_unknown",
]
