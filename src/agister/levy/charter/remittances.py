"""Several offices, one pot: what one hands on, and what arrives at the office that shares out. Only what was received is handed on."""

from __future__ import annotations

from datetime import date

from agister.errors import ProcedureError
from agister.ledger.amount import Amount
from agister.ledger.entry import JournalEntry
from agister.ledger.journal import JournalReader
from agister.levy.chart import move
from agister.levy.charter.charter import Charter
from agister.levy.charter.parties import accessions


def send(
    reader: JournalReader,
    *,
    name: str,
    office: str,
    period: str,
    amount: Amount,
    bank_reference: str = "",
    on: date,
    by: str,
    documents: tuple[str, ...] = (),
) -> tuple[JournalEntry, ...]:
    """Money of a pot is owed to the office that shares out. Raises `ProcedureError` where the pot holds less."""
    held = _credit(reader, f"Pot:{period}", amount.currency)
    _enough(amount, held, f"the pot of {period}")
    facts: dict[str, str | int] = {"office": office, "period": period, "amount": amount.units}
    if bank_reference:
        facts["bank_reference"] = bank_reference
    return (
        JournalEntry(
            key=f"remittance:{name}/sent",
            kind="remittance_sent",
            on=on,
            subject=f"remittance:{name}",
            by=by,
            text=f"{amount} of the pot of {period} goes to {office}.",
            facts=facts,
            postings=move(f"Pot:{period}", f"Payable:{office}", amount.units, amount.currency),
            documents=documents,
        ),
    )


def receive(
    reader: JournalReader,
    charter: Charter,
    *,
    name: str,
    office: str,
    period: str,
    amount: Amount,
    receipt: str,
    on: date,
    by: str,
    documents: tuple[str, ...] = (),
) -> tuple[JournalEntry, ...]:
    """Another office's money joins a pot.

    Raises `ProcedureError` where the sender never acceded as an office that remits, the receipt is not booked, or less of it is left.
    """
    senders = {item.party for item in accessions(reader, charter.id) if item.remits_to}
    if office not in senders:
        known = ", ".join(sorted(senders)) or "nobody"
        raise ProcedureError(f"{office} is no party of {charter.id} whose office remits; there are: {known}")
    booked = [item.entry for item in reader.entries(kinds=("received",), subject=f"receipt:{receipt}")]
    if not booked:
        raise ProcedureError(f"receipt {receipt} is not booked: read the bank statement that it stands in first")
    arrived = sum(
        -posting.units
        for entry in booked
        for posting in entry.postings
        if posting.account == "Suspense" and posting.currency == amount.currency
    )
    used = sum(
        posting.units
        for item in reader.entries(kinds=("matched", "refund_due", "receipt_returned", "remittance_received"))
        if item.entry.subject == f"receipt:{receipt}" or item.entry.facts.get("receipt") == receipt
        for posting in item.entry.postings
        if posting.account == "Suspense" and posting.currency == amount.currency
    )
    _enough(amount, arrived - used, f"receipt {receipt}")
    _enough(amount, _credit(reader, "Suspense", amount.currency), "the suspense account")
    return (
        JournalEntry(
            key=f"remittance:{name}/received",
            kind="remittance_received",
            on=on,
            subject=f"remittance:{name}",
            by=by,
            text=f"{amount} from the pot of {office} for {period} joins the pot.",
            facts={"office": office, "period": period, "amount": amount.units, "receipt": receipt},
            postings=move("Suspense", f"Pot:{period}", amount.units, amount.currency),
            documents=documents,
        ),
    )


def _credit(reader: JournalReader, account: str, code: str) -> int:
    return -reader.balances(under=account).get((account, code), 0)


def _enough(amount: Amount, held: int, what: str) -> None:
    if amount.units <= 0:
        raise ProcedureError(f"{amount} is nothing to remit: name an amount above zero")
    if amount.units > held:
        raise ProcedureError(f"{what} holds {Amount(units=held, currency=amount.currency)}, less than {amount}")
