from __future__ import annotations

import pytest

from agister.formats.rsl_document import RslElement, parse_rsl
from agister.protocols.rsl_payment import Payment, contact_offer, read_payment
from agister.rights import Offer

URL = "https://example.org/rsl.xml"


def content(inner: str, attributes: str = "") -> RslElement:
    body = f'<rsl xmlns="https://rslstandard.org/rsl"><content url="/"{attributes}>{inner}</content></rsl>'
    root = parse_rsl(body.encode()).root
    assert root is not None
    return root.children[0]


def payment(inner: str, attributes: str = "") -> tuple[Payment, list[str]]:
    kinds: list[str] = []
    element = content(f"<license>{inner}</license>", attributes)
    found = read_payment(element.named("license")[0], element, URL, None, lambda kind, *_: kinds.append(kind))
    return found, kinds


def test_none_is_free_and_unpriced() -> None:
    assert payment("") == (Payment(asks=False, words=["unpriced"]), [])


def test_attribution_with_a_standard_licence() -> None:
    found, kinds = payment('<payment type="attribution"><standard>https://example.net/by</standard></payment>')
    assert found == Payment(
        asks=False,
        words=["payment attribution"],
        offer=Offer(url="https://example.net/by", kind="licence", terms="attribution"),
    )
    assert kinds == []


def test_price_and_address() -> None:
    found, _ = payment('<payment type="training"><custom>/ask</custom><amount currency="EUR">0.015</amount></payment>')
    assert found == Payment(
        asks=True,
        words=["payment training"],
        offer=Offer(url="https://example.org/ask", kind="payment", terms="training 0.015 EUR"),
    )


@pytest.mark.parametrize(
    ("inner", "asks", "kinds"),
    [
        ('<payment type="free"/>', False, []),
        ("<payment/>", False, []),
        ("<payment><standard>https://example.net/by</standard></payment>", False, []),
        ("<payment><custom>https://example.org/ask</custom></payment>", True, []),
        ('<payment><amount currency="EUR">5</amount></payment>', True, ["rsl-amount-without-type"]),
        ('<payment><accepts type="application/x402+json"/></payment>', True, ["rsl-amount-without-type"]),
        ('<payment type="free"><amount currency="EUR">0.00</amount></payment>', False, []),
        ('<payment type="attribution"><amount currency="EUR">5</amount></payment>', True, ["rsl-amount-of-free"]),
        ('<payment type="inference"/>', True, ["rsl-old-payment-type"]),
        ('<payment type="royalty"/>', True, ["rsl-unknown-payment-type"]),
        ('<payment type="free"/><payment type="use"/>', True, ["rsl-repeated-payment"]),
        ("<payment><custom>just ask</custom></payment>", True, []),
    ],
)
def test_what_is_asked(inner: str, asks: bool, kinds: list[str]) -> None:
    found, problems = payment(inner)
    assert (found.asks, problems) == (asks, kinds)


@pytest.mark.parametrize("attributes", [' server="https://l.example.org/"', ' encrypted="true"'])
def test_a_server_asks_for_a_token(attributes: str) -> None:
    assert payment('<payment type="free"/>', attributes)[0].asks


def test_contacts() -> None:
    copyright_ = '<copyright contactEmail="a@example.org" contactUrl="/c">X</copyright>'
    assert contact_offer(content(copyright_), URL) == Offer(
        url="https://example.org/c", kind="contact", contact="a@example.org"
    )
    assert contact_offer(content("<terms>/t</terms>"), URL) == Offer(url="https://example.org/t", kind="terms")
    assert contact_offer(content("<copyright>X</copyright>"), URL) is None
