"""Four eyes: who may approve what somebody else prepared."""

from __future__ import annotations

from unicodedata import normalize

from agister.errors import ProcedureError


def same_person(one: str, other: str) -> bool:
    """Whether two names are the same person's, however they are written: capitals and blanks make nobody somebody else."""
    return _plain(one) == _plain(other)


def check_other(person: str, others: tuple[str, ...], what: str) -> None:
    """Raises `ProcedureError` where a person did what somebody else must look at."""
    for other in others:
        if same_person(person, other):
            raise ProcedureError(f"{person} {what}: somebody else must do this (four eyes)")


def _plain(name: str) -> str:
    return " ".join(normalize("NFKC", name).casefold().split())
