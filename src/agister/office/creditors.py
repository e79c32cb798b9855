"""What bank statements are matched against: the charges of all parties with their references, and who those parties are."""

from __future__ import annotations

from agister.ledger import JournalReader
from agister.levy.procedure.charges import charges
from agister.levy.procedure.registration import registrations
from agister.payments import OpenCharge, Party, creditor_reference


def reference_of(charge: str) -> str:
    """The creditor reference of a charge: always the same, on each notice."""
    return creditor_reference(charge)


def matching_charges(reader: JournalReader) -> tuple[OpenCharge, ...]:
    """Every charge, paid ones too: a payment that names one of them was made twice."""
    found = charges(reader)
    return tuple(
        OpenCharge(
            id=charge.id,
            party=charge.party,
            kind=charge.what,
            due=charge.due,
            outstanding=max(0, charge.outstanding),
            currency=charge.currency,
            reference=reference_of(charge.id),
            levy=f"levy/{charge.party}/{charge.period}" if charge.what == "Interest" else "",
            # A suspended part is not asked for; whoever pays it all the same names the charge.
            disputed=charge.collectable <= 0 < charge.outstanding,
        )
        for charge in found.values()
    )


def matching_parties(reader: JournalReader) -> tuple[Party, ...]:
    """Registered parties, by their names and by the accounts that they paid from before under a reference."""
    accounts: dict[str, set[str]] = {}
    payers = {
        booked.entry.subject: str(booked.entry.facts.get("payer_iban", ""))
        for booked in reader.entries(kinds=("received",))
    }
    for booked in reader.entries(kinds=("matched",)):
        account = payers.get(booked.entry.subject, "")
        if account and booked.entry.facts["method"] == "creditor reference":
            accounts.setdefault(str(booked.entry.facts["party"]), set()).add(account)
    return tuple(
        Party(id=party, names=(found.name,), accounts=tuple(sorted(accounts.get(party, ()))))
        for party, found in sorted(registrations(reader).items())
    )
