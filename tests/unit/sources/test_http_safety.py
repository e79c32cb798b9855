from __future__ import annotations

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agister.sources.http_safety import FetchFailure, addresses, is_public


@pytest.mark.parametrize("address", ["9.9.9.9", "2620:fe::fe", "::ffff:9.9.9.9", "64:ff9b::909:909", "2002:909:909::1"])
def test_public_addresses(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "192.0.2.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fe80::1",
        "fe80::1%eth0",
        "fc00::1",
        "fec0::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::a00:1",
        "2002:7f00:1::",
        "2001:db8::1",
        "not an address",
        "",
    ],
)
def test_addresses_that_are_not_of_the_public_internet(address: str) -> None:
    assert not is_public(address)


@given(st.text())
def test_any_text_is_judged(text: str) -> None:
    is_public(text)


def test_names_are_judged_by_their_addresses() -> None:
    assert asyncio.run(addresses("127.0.0.1", 80, allow_private=True)) == ["127.0.0.1"]
    for host, kind in (
        ("localhost", "private-address"),
        ("no-such-name.invalid", "dns"),
        ("a" * 70 + ".example", "dns"),
    ):
        with pytest.raises(FetchFailure) as failure:
            asyncio.run(addresses(host, 80, allow_private=False))
        assert failure.value.kind == kind
