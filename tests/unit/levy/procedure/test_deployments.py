"""Deployments and what was decided on their scope."""

from __future__ import annotations

from typing import Any

import pytest

from agister.errors import ProcedureError
from agister.ledger import JournalEntry
from agister.levy.procedure.deployments import UNDETERMINED, deployment, deployments, register_deployment
from tests.unit.levy.procedure.desk import Desk, day


def _register(desk: Desk, **changes: Any) -> tuple[JournalEntry, ...]:
    said: dict[str, Any] = {
        "id": "chat", "party": "acme", "product": "Chat", "models": ("m-1",), "channel": "app", "since": day("2027-01-01"),
        "on": day("2027-02-01"), "by": "acme",
    }  # fmt: skip
    return register_deployment(desk.journal, **{**said, **changes})


def test_registered_then_decided_then_ended() -> None:
    desk = Desk()
    desk.register()
    desk.book(_register(desk))
    desk.book(_register(desk))
    found = deployment(desk.journal, "chat")
    assert found is not None
    assert (found.scope, found.models, found.until) == (UNDETERMINED, ("m-1",), None)
    desk.book([
        JournalEntry(
            key="s1", kind="scope_decided", on=day("2027-03-01"), subject="deployment:chat", by="ben", text="In scope.",
            facts={"outcome": "in_scope", "reason": "commercial", "findings": []},
        )
    ])  # fmt: skip
    desk.book(_register(desk, until=day("2027-09-01"), on=day("2027-09-01")))
    (found,) = deployments(desk.journal)
    assert (found.scope, found.scope_reason, found.until) == ("in_scope", "commercial", day("2027-09-01"))
    assert deployment(desk.journal, "other") is None


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"models": ()}, "names no model"),
        ({"until": day("2027-01-01")}, "not after it began"),
        ({"party": "nobody", "id": "other"}, "party nobody is unregistered"),
        ({"party": "bolt"}, "is registered for party acme"),
    ],
)
def test_refusals(change: dict[str, Any], message: str) -> None:
    desk = Desk()
    desk.register()
    desk.register("bolt")
    desk.book(_register(desk))
    with pytest.raises(ProcedureError, match=message):
        _register(desk, **change)
