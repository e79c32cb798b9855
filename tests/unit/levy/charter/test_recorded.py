"""Words of entries that another program booked."""

from __future__ import annotations

from datetime import date

import pytest

from agister.errors import ProcedureError
from agister.ledger import JournalEntry
from agister.levy.charter import decisions, parties_on
from agister.levy.charter.charter import Matter
from agister.levy.charter.recorded import recorded
from agister.levy.payees import payees
from tests.levy_governance import DIGEST, chartered

ON = date(2027, 2, 1)


def _entry(kind: str, subject: str, **facts: object) -> JournalEntry:
    return JournalEntry(key=f"{subject}/1", kind=kind, on=ON, subject=subject, by="x", text="x", facts=facts)  # type: ignore[arg-type]


PROPOSED = _entry(
    "decision_proposed", "decision:D", charter="commons", matter="weather", proposal="x", proposal_digest=DIGEST, proposer="a"
)  # fmt: skip
ACCEDED = _entry(
    "party_acceded", "accession:a", charter="commons", party="a", party_kind="city", name="A", since="2027-02-01"
)  # fmt: skip
APPLIED = _entry(
    "payee_applied", "payee:a", name="A", purposes=[], legal_form="x", country="NL", unit="cloud", work="x"
)  # fmt: skip


def test_a_known_word() -> None:
    assert recorded(Matter, "key", PROPOSED) is Matter.KEY


@pytest.mark.parametrize("entry", [PROPOSED, ACCEDED, APPLIED], ids=lambda entry: entry.kind)
def test_an_unknown_word_names_its_entry(entry: JournalEntry) -> None:
    kept = chartered()
    with kept.write() as writer:
        writer.append(entry)
    with pytest.raises(ProcedureError, match=rf"entry {entry.key} says '\w+', which is none of"):
        decisions(kept), parties_on(kept, "commons", ON), payees(kept)
