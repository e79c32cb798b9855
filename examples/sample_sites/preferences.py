"""Sites that speak of use: AIPREF, TDMRep, RSL, headers and metas, ai.txt, trust.txt, well-formed and not."""

from __future__ import annotations

from examples.sample_sites.answers import Site, file, image, page, robots, site, status

_RSL = "https://rslstandard.org/rsl"


def _rsl(content: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<rsl xmlns="{_RSL}">\n{content}\n</rsl>\n'


SITES: tuple[Site, ...] = (
    # AIPREF
    site(
        "https://quiet-poems.example",
        robots("User-agent: *\nContent-Usage: train-ai=n\nAllow: /\n"),
        weight=240,
        folders=("/poems/",),
    ),
    site(
        "https://city-archive.example",
        robots("User-agent: *\nContent-Usage: train-ai=y, search=y\nContent-Usage: /private/ train-ai=n\nAllow: /\n"),
        weight=260,
        folders=("/maps/", "/private/"),
    ),
    site("https://capital-letters.example", robots("User-agent: *\nContent-Usage: Train-AI=N\nAllow: /\n"), weight=90),
    site(
        "https://header-house.example",
        robots("User-agent: *\nAllow: /\n"),
        page("/essays/on-glass.html", "On glass", headers=(("Content-Usage", "train-ai=n, search=y"),)),
        page("/essays/on-wood.html", "On wood"),
        weight=60,
        folders=("/essays/",),
    ),
    # TDMRep
    site(
        "https://riverside-museum.example",
        robots("User-agent: *\nAllow: /\n"),
        file(
            "/.well-known/tdmrep.json",
            '[\n  {"location": "/collection/open/", "tdm-reservation": 0},\n'
            '  {"location": "/collection/", "tdm-reservation": 1,\n'
            '   "tdm-policy": "https://riverside-museum.example/policies/tdm.json"}\n]\n',
        ),
        weight=520,
        folders=("/collection/", "/collection/open/", "/visit/"),
    ),
    site(
        "https://open-herbarium.example",
        robots("# Botanists and machines are welcome.\nUser-agent: *\nDisallow:\n"),
        file("/.well-known/tdmrep.json", '[{"location": "/", "tdm-reservation": 0}]\n'),
        file("/trust.txt", "contact=mailto:herbarium@open-herbarium.example\ndatatrainingallowed=yes\n"),
        weight=560,
        folders=("/sheets/", "/scans/"),
    ),
    site(
        "https://bare-object.example",
        robots("User-agent: *\nAllow: /\n"),
        file("/.well-known/tdmrep.json", '{"tdm-reservation": 1}\n'),
        weight=110,
    ),
    site(
        "https://missing-bracket.example",
        robots("User-agent: *\nAllow: /\n"),
        file("/.well-known/tdmrep.json", '[{"location": "/", "tdm-reservation": 1\n'),
        weight=100,
    ),
    site(
        "https://underscore-books.example",
        robots("User-agent: *\nAllow: /\n"),
        file("/.well-known/tdmrep.json", '[{"location": "/books/", "tdm_reservation": 1}]\n'),
        weight=120,
        folders=("/books/", "/authors/"),
    ),
    site(
        "https://first-match.example",
        robots("User-agent: *\nAllow: /\n"),
        file(
            "/.well-known/tdmrep.json",
            '[{"location": "/", "tdm-reservation": 0},\n {"location": "/api/", "tdm-reservation": 1}]\n',
        ),
        weight=90,
        folders=("/api/", "/pages/"),
    ),
    site(
        "https://soft-page.example",
        status("/robots.txt", 404),
        file(
            "/.well-known/tdmrep.json",
            "<!doctype html><title>Not found</title><h1>Not found</h1>",
            media_type="text/html",
        ),
        weight=80,
    ),
    site(
        "https://painted-doors.example",
        robots("User-agent: *\nAllow: /\n"),
        file("/.well-known/tdmrep.json", '[{"location": "/", "tdm-reservation": 1}]\n'),
        image("/press/poster.jpg", ("tdm-reservation", "0")),
        page("/press/index.html", "Press", head='<meta name="tdm-reservation" content="0">'),
        weight=140,
        folders=("/doors/", "/press/"),
    ),
    # X-Robots-Tag and robots metas: for one URL each
    site(
        "https://ink-and-pixel.example",
        robots("User-agent: *\nDisallow: /login\n"),
        image("/art/fox.jpg", ("X-Robots-Tag", "noai, noimageai")),
        image("/art/owl.jpg", ("X-Robots-Tag", "GPTBot: noai")),
        image("/art/hare.jpg", ("X-Robots-Tag", "unavailable_after: 25 Jun 2031 15:00:00 GMT, max-snippet:20")),
        image("/art/crow.jpg", ("X-Robots-Tag", "no-ai")),
        page("/about.html", "About", head='<meta name="robots" content="index, NOAI">'),
        page("/shop.html", "Shop", head='<meta name="robots" content="noimageai">'),
        page("/template.html", "Template", head='<meta name="robots" content="{{ robots_rules }}">'),
        weight=220,
        folders=("/art/",),
    ),
    # RSL
    site(
        "https://print-and-prejudice.example",
        robots("License: https://print-and-prejudice.example/license.xml\n\nUser-agent: *\nAllow: /\n"),
        file(
            "/license.xml",
            _rsl(
                '  <content url="/novels/">\n    <license><prohibits type="usage">ai-all</prohibits></license>\n  </content>\n'
                '  <content url="/reviews/">\n    <license><permits type="usage">all</permits></license>\n  </content>'
            ),
        ),
        weight=240,
        folders=("/novels/", "/reviews/"),
    ),
    site(
        "https://stock-of-light.example",
        robots("User-agent: *\nLicense: https://stock-of-light.example/rsl.xml\nAllow: /\n"),
        file(
            "/rsl.xml",
            _rsl(
                '  <content url="/">\n    <license>\n      <permits type="usage">search</permits>\n    </license>\n    <license>\n'
                '      <permits type="usage">ai-train</permits>\n      <payment type="training">\n'
                '        <custom>https://stock-of-light.example/licensing</custom>\n        <amount currency="EUR">0.02</amount>\n'
                "      </payment>\n    </license>\n  </content>"
            ),
        ),
        weight=560,
        folders=("/photos/", "/previews/"),
    ),
    site(
        "https://dangling-licence.example",
        robots("License: https://dangling-licence.example/terms/rsl.xml\n\nUser-agent: *\nAllow: /\n"),
        weight=70,
    ),
    site(
        "https://broken-licence.example",
        robots("License: https://broken-licence.example/rsl.xml\n\nUser-agent: *\nAllow: /\n"),
        file(
            "/rsl.xml",
            f'<rsl xmlns="{_RSL}"><content url="/"><license><prohibits type="usage">ai-train</license></content>\n',
        ),
        weight=70,
    ),
    # ai.txt and trust.txt
    site(
        "https://tape-and-reel.example",
        robots("User-agent: *\nAllow: /\n"),
        file(
            "/ai.txt",
            "# Spawning AI\n# Prevent datasets from using the following file types\n\nUser-Agent: *\n"
            + "".join(f"Disallow: *.{ending}\n" for ending in ("jpg", "jpeg", "png", "gif", "mp3", "wav", "mp4"))
            + "Allow: *.txt\nAllow: *.html\nAllow: /\n",
        ),
        weight=260,
        folders=("/sounds/", "/covers/", "/notes/"),
    ),
    site(
        "https://own-dialect.example",
        robots("User-agent: *\nAllow: /\n"),
        file("/ai.txt", "User-agent: *\nAllow-Training: no\nContact: mailto:hello@own-dialect.example\n"),
        weight=80,
    ),
    site(
        "https://evening-post.example",
        robots("User-agent: *\nDisallow: /search\n"),
        file(
            "/trust.txt",
            "# Evening Post\nmember=https://press-association.example/\ndatatrainingallowed=no\ncontact=mailto:rights@evening-post.example\n",
        ),
        weight=340,
        folders=("/politics/", "/sport/", "/media/"),
    ),
    site(
        "https://colon-courier.example",
        robots("User-agent: *\nAllow: /\n"),
        file("/trust.txt", "datatrainingallowed: no\n"),
        weight=70,
    ),
    # Says no in one place and yes in another: the no counts.
    site(
        "https://two-minds.example",
        robots("User-agent: *\nContent-Signal: ai-train=yes\nAllow: /\n"),
        file("/.well-known/tdmrep.json", '[{"location": "/", "tdm-reservation": 1}]\n'),
        weight=160,
    ),
)
