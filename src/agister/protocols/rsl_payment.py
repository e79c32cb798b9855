"""What an RSL licence costs and where it can be had (RSL 1.0 §3.7 to §3.11, §3.16)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from agister.formats.rsl_document import RslElement
from agister.protocols import rsl_note as note
from agister.rights import Offer

_FREE = {"free", "attribution"}
_PAID = {"purchase", "subscription", "training", "crawl", "use", "contribution"}
_AMOUNT = re.compile(r"\d{1,15}(?:\.\d{1,15})?")

Report = Callable[[str, str, str, str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """What has to be done before the licence holds."""

    asks: bool
    """More than credit: money, a process of the publisher's own, or a token of a licence server."""
    words: list[str] = field(default_factory=list)
    offer: Offer | None = None


def read_payment(
    licence: RslElement, content: RslElement, document_url: str, contact: Offer | None, report: Report
) -> Payment:
    """The payment of a licence.

    None stated is free (§3.7), unless it has a price or a process of the publisher's own; a `server` must give a token
    even for what is free (§3.3).
    """
    elements = licence.named("payment")
    if len(elements) > 1:
        report("rsl-repeated-payment", elements[1].place, "one payment may stand in a license", "RSL 1.0 §3.7")
    words: list[str] = []
    asks = False
    terms: list[str] = []
    for element in elements:
        kind, paid = _kind(element, report)
        asks = asks or paid
        words.append(f"{note.PAYMENT} {kind}")
        terms.append(" ".join(filter(None, (kind, _amount(element)))))
    server = content.attributes.get("server", "").strip()
    if server or content.attributes.get("encrypted", "").strip().lower() == "true":
        asks = True
        words.append(note.SERVER)
    if not words:
        words.append(note.UNPRICED)
    url = _address(elements, server, document_url)
    if not elements and not server:
        return Payment(asks=asks, words=words, offer=contact)
    kind = "payment" if asks else "licence"
    where = contact.contact if contact else ""
    return Payment(asks=asks, words=words, offer=Offer(url=url, kind=kind, contact=where, terms="; ".join(terms)[:300]))


def contact_offer(content: RslElement, document_url: str) -> Offer | None:
    """Whom to ask about a content: its copyright holder's contact, or its terms (§3.16, §3.17)."""
    for element in content.named("copyright"):
        mail = element.attributes.get("contactEmail", "").strip()
        page = element.attributes.get("contactUrl", "").strip()
        if mail or page:
            return Offer(url=_absolute(page, document_url), kind="contact", contact=(mail or page)[:300])
    for element in content.named("terms"):
        if element.text:
            return Offer(url=_absolute(element.text, document_url), kind="terms")
    return None


def _kind(element: RslElement, report: Report) -> tuple[str, bool]:
    kind = element.attributes.get("type", "").strip().lower()
    amount = _amount(element)
    priced = re.search(r"[1-9]", amount) is not None
    if kind in _FREE:
        if priced:
            message = f"type {kind} with an amount: the amount was taken to be asked"
            report("rsl-amount-of-free", element.place, message, "RSL 1.0 §3.7, §3.10")
        return kind, priced
    if kind in _PAID:
        return kind, True
    if kind == "inference":
        report("rsl-old-payment-type", element.place, "inference of the 0.9 draft is called use", "RSL 1.0 §3.7")
        return "use", True
    if kind:
        message = f"{kind[:40]!r} is no type of payment; taken to ask for one"
        report("rsl-unknown-payment-type", element.place, message, "RSL 1.0 §3.7")
        return kind[:40].replace(";", " "), True
    # Without a type the letter says free; a price, a payment protocol or the publisher's own process says otherwise.
    if priced or element.named("accepts"):
        message = "an amount without a type: taken to be asked"
        report("rsl-amount-without-type", element.place, message, "RSL 1.0 §3.7")
        return "of unnamed type", True
    if element.named("custom"):
        return "by custom licence", True
    return "free", False


def _amount(element: RslElement) -> str:
    for amount in element.named("amount"):
        found = _AMOUNT.search(amount.text)
        if found:
            return f"{found.group()} {amount.attributes.get('currency', '')[:8]}".strip()
    return ""


def _address(elements: list[RslElement], server: str, document_url: str) -> str:
    for name in ("custom", "standard"):
        for element in elements:
            for child in element.named(name):
                url = _absolute(child.text, document_url)
                if url:
                    return url
    return _absolute(server, document_url)


def _absolute(text: str, document_url: str) -> str:
    """An http(s) URL, resolved against the document; empty for words."""
    text = text.strip()
    if not text or any(c.isspace() for c in text):
        return ""
    try:
        url = urljoin(document_url, text)
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url[:2000] if parts.scheme in ("http", "https") and parts.netloc else ""
