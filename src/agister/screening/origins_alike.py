"""Sibling origins: who may speak for an origin that was never observed itself (`[origins] siblings`, ambiguity A14)."""

from __future__ import annotations

from collections.abc import Sequence


def siblings(origin: str, switches: Sequence[str]) -> list[str]:
    """Origins that a policy folds with this one: `scheme` (http/https on default ports), `www` (www/bare host), and both
    together; without the origin itself, nearest first."""
    scheme, _, host = origin.partition("://")
    schemes = [scheme]
    # A port of its own is another service: only default ports have a sibling under the other scheme.
    if "scheme" in switches and ":" not in host.rpartition("]")[2]:
        schemes.append("http" if scheme == "https" else "https")
    hosts = [host]
    if "www" in switches and not host.startswith("[") and not host.replace(".", "").replace(":", "").isdigit():
        hosts.append(host[4:] if host.startswith("www.") else f"www.{host}")
    alike = [f"{s}://{h}" for h in hosts for s in schemes]
    return [other for other in alike if other != origin]
