"""Sites that speak to crawlers: robots.txt of many kinds, as people write them."""

from __future__ import annotations

from examples.sample_sites.answers import AUTUMN, Site, robots, site, status

_MANAGED = """\
# As a condition of accessing this website, you agree to abide by the following content signals.

# BEGIN Cloudflare Managed content

User-agent: *
Content-Signal: search=yes,ai-train=no
Allow: /

User-agent: Amazonbot
Disallow: /

User-agent: CCBot
Disallow: /

User-agent: ClaudeBot
Disallow: /

User-agent: GPTBot
Disallow: /

# END Cloudflare Managed Content

"""

SITES: tuple[Site, ...] = (
    site(
        "https://foto-brandt.example",
        robots(
            "# Please leave our photographs alone.\nUser-agent: GPTBot\nUser-agent: CCBot\nDisallow: /\n\nUser-agent: *\nAllow: /\n"
        ),
        weight=420,
        folders=("/portfolio/", "/images/"),
    ),
    site(
        "https://grandmas-recipes.example",
        robots(
            "User-agent: *\nDisallow: /admin/\nDisallow: /cart\nCrawl-delay: 5\n\nSitemap: https://grandmas-recipes.example/sitemap.xml\n"
        ),
        weight=900,
        folders=("/recipes/", "/images/"),
    ),
    site(
        "https://members-only.example",
        robots("User-agent: *\nDisallow: /\n"),
        weight=160,
    ),
    site(
        "https://hill-and-valley.example",
        robots("User-agent: *\nDisallow:\n"),
        weight=520,
        folders=("/walks/", "/photos/"),
    ),
    # Misspelled: only the lenient reading sees what was meant.
    site(
        "https://typo-press.example",
        robots("User agent: GPTBot\nDisalow: /\n\nUseragent: CCBot\nDissallow /\n"),
        weight=210,
    ),
    # A list where RFC 9309 wants one token a line.
    site(
        "https://three-in-a-row.example",
        robots("User-agent: GPTBot, CCBot, ClaudeBot\nDisallow: /\n"),
        weight=140,
    ),
    # Names that are no legal product tokens.
    site(
        "https://number-names.example",
        robots("User-agent: AI2Bot\nDisallow: /photos/\n\nUser-agent: img2dataset\nDisallow: /photos/\n"),
        weight=180,
        folders=("/photos/", "/essays/"),
    ),
    # Byte order mark, carriage returns alone, no final line end.
    site(
        "https://old-mac.example",
        robots("\ufeffUser-agent: CCBot\rDisallow: /\r\rUser-agent: *\rDisallow: /tmp"),
        weight=90,
    ),
    # Paths with wildcards and an end mark: images yes, thumbnails no.
    site(
        "https://www.burin-and-brush.example",
        robots("User-agent: CCBot\nDisallow: /*.jpg$\nDisallow: /works/*/full/\nAllow: /works/thumbs/\n"),
        weight=480,
        folders=("/works/", "/works/thumbs/", "/works/2024/full/", "/texts/"),
    ),
    # A named group does not inherit from `*`.
    site(
        "https://friends-of-crawlers.example",
        robots(
            "User-agent: *\nDisallow: /\n\nUser-agent: GPTBot\nUser-agent: CCBot\nUser-agent: ClaudeBot\nAllow: /\n"
        ),
        weight=110,
    ),
    # Blocks what answers questions and searches, not what trains.
    site(
        "https://no-answers-please.example",
        robots("User-agent: OAI-SearchBot\nUser-agent: PerplexityBot\nDisallow: /\n"),
        weight=100,
    ),
    # The managed block of a content delivery network, before the site's own file.
    site(
        "https://village-gazette.example",
        robots(_MANAGED + "User-agent: *\nDisallow: /wp-admin/\n"),
        weight=640,
        folders=("/2024/", "/2025/", "/wp-content/uploads/"),
    ),
    # The same network's comments without any signal: no preference.
    site(
        "https://comments-only.example",
        robots(
            "# As a condition of accessing this website, you agree to abide by the following content signals:\n"
            "# (a) If a content-signal = yes, you may collect content for the corresponding use.\n"
            "# (b) If a content-signal = no, you may not collect content for the corresponding use.\n"
        ),
        weight=130,
    ),
    site(
        "https://open-signals.example",
        robots("User-agent: *\nContent-Signal: search=yes, ai-input=yes, ai-train=yes\nAllow: /\n"),
        weight=260,
    ),
    # A signal with a wrong key, and one with a wrong sign between.
    site(
        "https://half-a-signal.example",
        robots("User-agent: *\nContent-Signal: search=yes; ai_train=no\nAllow: /\n"),
        weight=120,
    ),
    # The site changed its mind in the autumn.
    site(
        "https://second-thoughts.example",
        robots("User-agent: *\nAllow: /\n"),
        robots("User-agent: GPTBot\nDisallow: /\n\nUser-agent: *\nAllow: /\n", at=AUTUMN),
        weight=380,
        folders=("/stories/", "/images/"),
    ),
    # This one took its reservation back.
    site(
        "https://welcome-again.example",
        robots("User-agent: CCBot\nDisallow: /\n"),
        robots("User-agent: *\nDisallow:\n", at=AUTUMN),
        weight=200,
    ),
    # A later failure does not end what was said.
    site(
        "https://flaky-server.example",
        robots("User-agent: CCBot\nDisallow: /gallery/\n"),
        status("/robots.txt", 503, at=AUTUMN),
        weight=150,
        folders=("/gallery/", "/news/"),
    ),
    # Two schemes and two hosts of one site: four origins, two of them observed.
    site("http://plain-http.example", robots("User-agent: CCBot\nDisallow: /\n"), weight=80),
    site(
        "https://moved-house.example",
        status("/robots.txt", 301, to="https://www.moved-house.example/robots.txt"),
        weight=110,
    ),
    site(
        "https://www.moved-house.example",
        robots("User-agent: CCBot\nDisallow: /house/\n"),
        weight=110,
        folders=("/house/", "/garden/"),
    ),
    site(
        "https://harbour-cam.example:8443",
        robots("User-agent: *\nDisallow: /live/\n"),
        weight=60,
        folders=("/live/", "/stills/"),
    ),
    # münchner-bilder.example, as registries store it.
    site(
        "https://xn--mnchner-bilder-gsb.example",
        robots("User-agent: img2dataset\nDisallow: /\n"),
        weight=110,
        folders=("/bilder/",),
    ),
    # Rules by the hundred, as shops have them.
    site(
        "https://thousand-shelves.example",
        robots("User-agent: *\n" + "".join(f"Disallow: /shelf/{n}/*?sort=\nAllow: /shelf/{n}/$\n" for n in range(400))),
        weight=320,
        folders=("/shelf/7/", "/shelf/31/", "/covers/"),
    ),
)
