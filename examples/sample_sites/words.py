"""Sites that speak in words: comments and pages in several languages, and words that only look like a reservation."""

from __future__ import annotations

from examples.sample_sites.answers import Site, page, robots, site

_OPEN = "User-agent: *\nAllow: /\n"

SITES: tuple[Site, ...] = (
    site(
        "https://nordhafen-blatt.example",
        robots(
            "# Die Nutzung unserer Inhalte für Text- und Data-Mining im Sinne von § 44b UrhG\n"
            "# behalten wir uns ausdrücklich vor. Lizenzen: lizenzen@nordhafen-blatt.example\n\n" + _OPEN
        ),
        weight=260,
        folders=("/lokales/", "/bilder/"),
    ),
    site(
        "https://encre-et-papier.example",
        robots(_OPEN),
        page(
            "/mentions-legales",
            "Mentions légales",
            text="<p>L'éditeur s'oppose expressément à toute fouille de textes et de données de ses contenus, "
            "conformément à l'article L. 122-5-3 du code de la propriété intellectuelle.</p>",
        ),
        weight=120,
        folders=("/articles/", "/dessins/"),
    ),
    site(
        "https://luce-e-ombra.example",
        robots(_OPEN),
        page(
            "/termini",
            "Termini d'uso",
            text="<p>Tutti i diritti di estrazione di testo e di dati dai contenuti di questo sito sono riservati ai sensi "
            "dell'art. 70-quater della legge 633/1941. È vietato l'uso dei contenuti per l'addestramento di modelli di "
            "intelligenza artificiale.</p>",
        ),
        weight=90,
    ),
    site(
        "https://plaza-mayor.example",
        robots(
            "# Queda prohibido el uso de los contenidos de este sitio para el entrenamiento de modelos de inteligencia artificial.\n"
            + _OPEN
        ),
        weight=110,
    ),
    site(
        "https://dijk-en-duin.example",
        robots(
            "# Tekst- en datamining van de inhoud van deze website is uitdrukkelijk voorbehouden (art. 15o Auteurswet).\n"
            + _OPEN
        ),
        weight=70,
    ),
    site(
        "https://azulejo.example",
        robots(
            "# É proibida a utilização dos conteúdos deste sítio para o treino de modelos de inteligência artificial.\n"
            + _OPEN
        ),
        weight=60,
    ),
    site(
        "https://czarno-na-bialym.example",
        robots(
            "# Zastrzegamy prawo do eksploracji tekstów i danych.\n"
            "# Zabrania się wykorzystywania treści do trenowania sztucznej inteligencji.\n" + _OPEN
        ),
        weight=60,
    ),
    site(
        "https://lighthouse-stories.example",
        robots(_OPEN),
        page(
            "/terms",
            "Terms of use",
            text="<p>You may not use the stories on this site for text and data mining, or to train machine learning or artificial "
            "intelligence models, without our prior written permission. Ask rights@lighthouse-stories.example.</p>",
        ),
        weight=190,
        folders=("/stories/", "/drawings/"),
    ),
    # What only looks like a reservation of mining.
    site(
        "https://all-rights.example",
        robots(
            "# (c) 2026. All rights reserved. Training courses on request; our TDM multiplexers ship worldwide.\n"
            + _OPEN
        ),
        page("/", "Home", text="<p>© 2026 All rights reserved.</p>"),
        weight=150,
    ),
    site(
        "https://law-letters.example",
        robots(_OPEN),
        page(
            "/2025/section-44b.html",
            "What § 44b UrhG says",
            text="<p>The provision allows text and data mining of lawfully accessible works unless the rightholder has reserved it. "
            "Courts have asked whether a reservation in words suffices.</p>",
        ),
        weight=80,
        folders=("/2025/",),
    ),
    site(
        "https://please-train.example",
        robots("# AI training is welcome here.\nUser-agent: GPTBot\nDisallow: /\n"),
        weight=70,
    ),
)
