"""The return that the office makes itself from evidence or an estimate, out of the document that says so."""

from __future__ import annotations

from agister.errors import ProcedureError
from agister.levy.levy_return import LevyReturn
from agister.levy.procedure.document import Document
from agister.levy.procedure.obligations import Obligation
from agister.levy.return_file import SCHEMA, return_of
from agister.levy.yaml_lines import Node, one_line


def return_in(document: Document, asked: Obligation, currency: str) -> LevyReturn:
    """The facts of a document as the return of a party for a period. It bears the digest of the document.

    `currency`: of amounts where the document names none. Raises `ProcedureError` with line and key.
    """
    facts, members = document.tree("facts"), document.tree("members")
    if facts is None:
        raise ProcedureError(f"{document.name}: `facts` is missing; write it down")
    line = facts.line
    period = {"start": Node(line, asked.start.isoformat()), "end": Node(line, asked.end.isoformat())}
    root = {
        "schema": Node(line, SCHEMA),
        "id": Node(line, f"office/{asked.id}"),
        "party": Node(line, asked.party),
        "period": Node(line, period),
        "currency": Node(line, document.text("currency", currency)),
        "facts": facts,
    }
    if members is not None:
        root["members"] = members
    found, faults = return_of(Node(line, root), document.digest)
    if found is None:
        raise ProcedureError(f"{document.name} is refused: {one_line(faults)}")
    return found
