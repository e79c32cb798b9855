"""Whether the books and the bank agree on what lies on an account, by the latest statement that was booked."""

from __future__ import annotations

from agister.ledger import JournalEntry, JournalReader
from agister.levy.wording import money_text
from agister.office.settings import BankAccount

#: Kinds of entry that move money at the bank, and say on which day the bank did.
_AT_THE_BANK = ("received", "unexplained", "paid", "payment_returned")


def balance_difference(reader: JournalReader, bank: BankAccount) -> str:
    """In words, how the closing balance of the latest statement and the books differ; empty where they agree, or none says one.

    Movements of later days, which a notification told of first, do not count.
    """
    latest = _latest(reader, bank)
    if latest is None:
        return ""
    code, end = str(latest.facts["currency"]), str(latest.facts["end"])
    account = f"Bank:{bank.name}"
    books = reader.balances(under=account).get((account, code), 0)
    for booked in reader.entries(kinds=_AT_THE_BANK):
        facts = booked.entry.facts
        later = (
            str(facts.get("value_day", "")) > end and facts.get("statement_digest") != latest.facts["statement_digest"]
        )
        if later:
            books -= sum(item.units for item in booked.entry.postings if item.account == account)
    closing = int(str(latest.facts["closing"]))
    if books == closing:
        return ""
    return (
        f"{bank.name}: the bank says that {money_text(closing, code)} lay on the account at the end of {end}, the books say "
        f"{money_text(books, code)}, which is {money_text(abs(closing - books), code)} "
        f"{'less' if books < closing else 'more'}: book the statements that are missing, or ask the bank"
    )


def _latest(reader: JournalReader, bank: BankAccount) -> JournalEntry | None:
    """The statement of an account that ends last, of those that say a closing balance."""
    found: JournalEntry | None = None
    for booked in reader.entries(kinds=("statement_received",)):
        facts = booked.entry.facts
        if facts["account"] != bank.iban or "closing" not in facts or "end" not in facts:
            continue
        if found is None or str(facts["end"]) >= str(found.facts["end"]):
            found = booked.entry
    return found
