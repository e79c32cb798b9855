from __future__ import annotations

import pytest

from agister.screening.origins_alike import siblings


@pytest.mark.parametrize(
    ("origin", "switches", "expected"),
    [
        ("https://example.org", (), []),
        ("https://example.org", ("scheme",), ["http://example.org"]),
        ("http://example.org", ("scheme",), ["https://example.org"]),
        ("https://example.org", ("www",), ["https://www.example.org"]),
        ("https://www.example.org", ("www",), ["https://example.org"]),
        (
            "https://example.org",
            ("scheme", "www"),
            ["http://example.org", "https://www.example.org", "http://www.example.org"],
        ),
        ("https://example.org:8443", ("scheme",), []),
        ("https://example.org:8443", ("scheme", "www"), ["https://www.example.org:8443"]),
        ("https://192.0.2.7", ("scheme", "www"), ["http://192.0.2.7"]),
        ("https://[2001:db8::1]", ("scheme", "www"), ["http://[2001:db8::1]"]),
        ("https://[2001:db8::1]:8443", ("scheme",), []),
    ],
)
def test_who_is_alike(origin: str, switches: tuple[str, ...], expected: list[str]) -> None:
    assert siblings(origin, switches) == expected
