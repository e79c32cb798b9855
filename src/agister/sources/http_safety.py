"""Which network addresses a collector may speak to: decided on the address that is then connected to, not on the name."""

from __future__ import annotations

import asyncio
import ipaddress
import socket

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# Prefixes that wrap an IPv4 address: translated (RFC 6052), 6to4 (RFC 3056).
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_ADDRESSES_TRIED = 3


class FetchFailure(Exception):
    """A request that brought no answer. `kind` is what `Observation.error` will say."""

    def __init__(self, kind: str, message: str = "") -> None:
        super().__init__(message or kind)
        self.kind = kind


def is_public(text: str) -> bool:
    """Whether an IP address is one of the public internet: not private, loopback, link-local, shared, multicast or
    reserved, nor an IPv6 form that wraps such an IPv4 address."""
    try:
        address: _Address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        wrapped = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if wrapped is None and address in _NAT64:
            wrapped = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if wrapped is not None:
            return is_public(str(wrapped))
        if address.is_site_local:
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved


async def addresses(host: str, port: int, *, allow_private: bool) -> list[str]:
    """The addresses of a host that may be connected to, at most three.

    Raises FetchFailure `dns` where it has none and `private-address` where it has a forbidden one: a name that
    points inside and outside at once is not trusted by half.
    """
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchFailure("dns", str(error)) from error
    ips = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    if not allow_private and not all(map(is_public, ips)):
        raise FetchFailure("private-address", f"{host} is {', '.join(ips)}")
    if not ips:
        raise FetchFailure("dns", f"{host} has no address")
    return ips[:_ADDRESSES_TRIED]
