"""Sites whose files were not there, could not be fetched, or are something else than their name says."""

from __future__ import annotations

from examples.sample_sites.answers import AUTUMN, Site, failed, file, robots, site, status

SITES: tuple[Site, ...] = (
    # Looked for, and not there: nothing said.
    site(
        "https://plain-and-simple.example",
        status("/robots.txt", 404),
        status("/.well-known/tdmrep.json", 404),
        status("/ai.txt", 404),
        status("/trust.txt", 404),
        weight=480,
    ),
    # RFC 9309 reads 403 like 404; it is noted.
    site("https://closed-counter.example", status("/robots.txt", 403), weight=90),
    # Never could be fetched.
    site("https://always-busy.example", status("/robots.txt", 503), status("/robots.txt", 503, at=AUTUMN), weight=130),
    site("https://no-answer.example", failed("/robots.txt", "timeout"), weight=110),
    site("https://expired-certificate.example", failed("/robots.txt", "tls"), weight=60),
    # tdmrep.json could not be fetched; robots.txt could.
    site(
        "https://half-asleep.example",
        robots("User-agent: *\nAllow: /\n"),
        status("/.well-known/tdmrep.json", 500),
        weight=80,
    ),
    # A redirect to a place that nobody looked at.
    site(
        "https://into-the-void.example",
        status("/robots.txt", 302, to="https://nobody-looked.example/robots.txt"),
        weight=60,
    ),
    # A web page where robots.txt should be.
    site(
        "https://pretty-error.example",
        file(
            "/robots.txt",
            "<!doctype html>\n<html><title>Oops</title><body>We could not find that page.</body></html>\n",
            media_type="text/html",
        ),
        weight=120,
    ),
    # No text at all.
    site(
        "https://zipped-by-mistake.example",
        file("/robots.txt", b"PK\x03\x04\x14\x00\x00\x00\x08\x00" + bytes(range(256)), media_type="text/plain"),
        weight=50,
    ),
)
