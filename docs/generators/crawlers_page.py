"""The catalogue of crawler tokens: who runs them, what for, and where that was read."""

from __future__ import annotations

from agister.formats.crawlers import Crawler, crawlers, sources, training_tokens
from docs.generators.markdown import NOTE, table


def page() -> str:
    """The catalogue, in its own order, with the tokens that a policy about training takes by default marked."""
    text = (
        f"# Crawler tokens\n\n{NOTE}{len(crawlers())} names by which crawlers are addressed in robots.txt, from "
        "`agister/formats/crawlers.toml`. A policy about training without `[robots_txt] tokens` takes the "
        f"{len(training_tokens())} tokens marked ●: those whose purpose is `training` or `dataset`, without ordinary "
        "words (`generic`). A policy that lists tokens takes these and no others.\n\n"
        "Purposes: `training` of models by the operator · `dataset` for others, training among their uses · `search`, "
        "also for answers of AI · `user-fetch`, one page at somebody's request · `archive` · `other`, also what nobody "
        "documents. Flags: `control-only` names are said in robots.txt and never sent in a request; `illegal` ones hold "
        "digits, blanks, dots or a slash, which RFC 9309 §2.2.1 does not allow: a strict parser cuts them, so that "
        "their groups are found in the lenient reading.\n\n"
    )
    head = ["", "token", "operator", "purpose", "flags", "since", "checked", "source", "note"]
    text += table(head, (_row(crawler) for crawler in crawlers()))
    text += "\n## Sources\n\n" + "".join(f"- `{key}`: {address}\n" for key, address in sources().items())
    return text


def _row(crawler: Crawler) -> list[object]:
    flags = {"illegal": not crawler.is_product_token, "control-only": crawler.control_only, "generic": crawler.generic}
    return [
        "●" if crawler.as_asked in training_tokens() and not crawler.generic else "",
        f"`{crawler.token}`",
        crawler.operator,
        ", ".join(crawler.purposes),
        ", ".join(name for name, holds in flags.items() if holds),
        crawler.since or "",
        crawler.checked,
        crawler.source,
        crawler.note,
    ]
