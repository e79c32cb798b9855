"""Who says that an RSL document speaks for it (RSL 1.0 §4): robots.txt, the `Link` header, elements of a page."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

from agister.formats.link_header import parse_link
from agister.formats.robots_txt import Group, Line
from agister.formats.rsl_document import parse_rsl
from agister.protocols import rsl_note as note
from agister.protocols.problem_list import ProblemList
from agister.protocols.robots_groups import tagged
from agister.protocols.rsl_terms import read_terms
from agister.protocols.rsl_voice import Setting
from agister.protocols.seen import Seen
from agister.rights import Offer, Preference, Reading, Scope, Standing, Statement, Usage

RSL_TYPE = "application/rsl+xml"
_KEYS = {"license", "licence"}
_INVENTED = {"permits", "permit", "prohibits", "prohibit", "compensation", "payment"}
#: Hosts whose pages are the text of a public licence: an ordinary licence link, no RSL document.
_LICENCE_TEXTS = ("creativecommons.org", "opensource.org", "spdx.org", "gnu.org", "apache.org", "opendatacommons.org")
_PAGE_ENDS = (".txt", ".md", ".html", ".htm", ".pdf", ".json")
_LINES_READ = 500


def from_robots(seen: Seen, problems: ProblemList) -> tuple[list[Statement], list[str]]:
    """Associations of `License:` lines and their URLs; a marker for each group that has none, where any group has."""
    robots = seen.robots
    found: list[Statement] = []
    for line in robots.outside[:_LINES_READ]:
        found += _line(line, (), Reading.BOTH, seen.url, problems)
    groups = list(tagged(robots))
    carrying = any(line.key in _KEYS for group, _ in groups for line in group.others)
    for group, reading in groups if carrying or _has_invented(groups) else ():
        agents = tuple(group.agents)
        mine = [s for line in group.others[:_LINES_READ] for s in _line(line, agents, reading, seen.url, problems)]
        if not any(s.note.startswith(note.ASSOCIATION) for s in mine):
            mine.append(_shield(group, agents, reading))
        found += mine
        if reading is not Reading.STRICT:
            found += _detached(group, seen.url)
    links = dict.fromkeys(s.offer.url for s in found if s.offer and s.note.startswith(note.ASSOCIATION))
    return found, list(links)


def _has_invented(groups: list[tuple[Group, Reading]]) -> bool:
    return any(line.key in _INVENTED for group, _ in groups for line in group.others)


def _line(line: Line, agents: tuple[str, ...], reading: Reading, base: str, problems: ProblemList) -> list[Statement]:
    place = f"line {line.number}"
    words = line.value[:2000].decode("utf-8", "replace")
    if line.key in _INVENTED:
        message = f"{line.key!r} is no line of robots.txt; terms stand in the document that License: names"
        problems.add("rsl-invented-line", place, message, "RSL 1.0 §4.4")
        return (
            [_unclear_line(place, f"{line.key}: {words}", agents, reading)] if line.key.startswith("prohibit") else []
        )
    if line.key not in _KEYS:
        return []
    if line.key != "license":
        problems.add("rsl-key-spelling", place, "the key is License", "RSL 1.0 §4.4.1")
    url = _target(words, place, base, problems)
    if not url:
        return []
    return [_association(url, place, f"License: {words}", Scope.ORIGIN, "robots.txt", agents, reading)]


def _detached(group: Group, base: str) -> list[Statement]:
    """Lines after a gap at a group's end evidently mean the whole site; by the letter they are the group's."""
    last_rule = max((rule.number for rule in group.rules), default=group.first_line)
    found = []
    for line in group.others[:_LINES_READ]:
        if line.key not in _KEYS or line.number <= last_rule + 1:
            continue
        url = _target(line.value[:2000].decode("utf-8", "replace"), "", base, ProblemList())
        if url:
            place = f"line {line.number} (whole site)"
            found.append(_association(url, place, f"License: {url}", Scope.ORIGIN, "robots.txt", (), Reading.LENIENT))
    return found


def _target(words: str, place: str, base: str, problems: ProblemList) -> str:
    """The document's URL; empty where the line names none."""
    text = words.strip().strip("<>\"'")
    clause = "RSL 1.0 §4.4.1"
    try:
        parts = urlsplit(text)
        url = text if parts.scheme else urljoin(base, text)
        host = urlsplit(url).hostname or ""
    except ValueError:
        parts, url, host = urlsplit(""), "", ""
    named_file = text.startswith("/") or text.lower().endswith(".xml")
    if not url or any(c.isspace() for c in text) or parts.scheme not in ("", "http", "https"):
        problems.add("rsl-license-not-a-url", place, f"{text[:80]!r} is no URL of an RSL document", clause)
        return ""
    if not parts.scheme:
        if not named_file:
            problems.add("rsl-license-not-a-url", place, f"{text[:80]!r} is no URL of an RSL document", clause)
            return ""
        problems.add("rsl-license-relative", place, "the URL must be absolute; read against the site", clause)
    if any(host == name or host.endswith("." + name) for name in _LICENCE_TEXTS) or (
        not text.lower().endswith(".xml") and urlsplit(url).path.lower().endswith(_PAGE_ENDS)
    ):
        message = "the text of a licence, not an RSL document: an ordinary licence link"
        problems.add("rsl-license-not-rsl", place, message, clause)
        return ""
    if "." not in host.strip(".") and not host.startswith("["):
        problems.add("rsl-license-host", place, f"{host[:80]!r} is no name of a host on the internet", clause)
    if parts.scheme == "http":
        problems.add("rsl-license-not-https", place, "documents are fetched over HTTPS", "RSL 1.0 §8")
    return url.partition("#")[0][:2000]


def from_header(seen: Seen, problems: ProblemList) -> list[Statement]:
    """Associations of `Link` lines with `rel=license` and the media type of RSL: that answer alone (§4.5)."""
    lines = [line for line in seen.header_lines("link") if "rsl+xml" in line.lower()]
    found: list[Statement] = []
    for link in parse_link(lines) if lines else ():
        if link.type != RSL_TYPE or "license" not in link.rel:
            continue
        url = _page_target(link.target, seen.url, "header link", problems, "RSL 1.0 §4.5")
        place = f"header link [{len(found) + 1}]" if found else "header link"
        if url:
            found.append(_association(url, place, f"<{link.target}>", Scope.URL, "header", (), Reading.BOTH))
    return found


def from_page(seen: Seen, problems: ProblemList) -> list[Statement]:
    """Associations of `<link>` elements, and the terms of inline scripts: that page alone (§4.6)."""
    if b"rsl+xml" not in seen.body and b"RSL+XML" not in seen.body:
        return []
    page = seen.html
    if page is None:
        return []
    found: list[Statement] = []
    for link in page.links:
        if link.type == RSL_TYPE and "license" in link.rel:
            base = page.absolute("", seen.url) or seen.url
            url = _page_target(link.href, base, link.place, problems, "RSL 1.0 §4.6.1")
            if url:
                found.append(
                    _association(url, link.place, f'<link href="{link.href}">', Scope.URL, "html", (), Reading.BOTH)
                )
    for script in page.scripts:
        if script.type == RSL_TYPE:
            setting = Setting(url=seen.url, scope=Scope.URL, carrier="html", inline=True, place=script.place)
            found += read_terms(parse_rsl(script.text.encode("utf-8", "replace")), setting, problems)
    return found


def _page_target(written: str, base: str, place: str, problems: ProblemList, clause: str) -> str:
    """The document that a page or its header names, absolute; empty where that is no http(s) URL."""
    try:
        url = urljoin(base, written)
        parts = urlsplit(url)
        relative = not urlsplit(written).scheme
        good = bool(written) and parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        url, relative, good = "", False, False
    if not good:
        problems.add("rsl-license-not-a-url", place, f"{written[:80]!r} is no URL of an RSL document", clause)
        return ""
    if relative:
        problems.add("rsl-license-relative", place, "the URL must be absolute; read against the page", clause)
    return url.partition("#")[0][:2000]


def _association(
    url: str, place: str, quote: str, scope: Scope, carrier: str, agents: tuple[str, ...], reading: Reading
) -> Statement:
    return Statement(
        protocol="rsl",
        usage=Usage.ANY,
        preference=Preference.UNKNOWN,
        place=place,
        quote=quote[:500],
        scope=scope,
        agents=agents,
        reading=reading,
        carrier=carrier,
        note=note.ASSOCIATION,
        offer=Offer(url=url, kind="rsl"),
    )


def _shield(group: Group, agents: tuple[str, ...], reading: Reading) -> Statement:
    return Statement(
        protocol="rsl",
        usage=Usage.ANY,
        preference=Preference.UNKNOWN,
        place=f"line {group.first_line}",
        quote="User-agent: " + ", ".join(agents)[:400],
        agents=agents,
        reading=reading,
        carrier="robots.txt",
        note=note.GROUP,
    )


def _unclear_line(place: str, quote: str, agents: tuple[str, ...], reading: Reading) -> Statement:
    return Statement(
        protocol="rsl",
        usage=Usage.ANY,
        preference=Preference.UNKNOWN,
        place=place,
        quote=quote[:500],
        agents=agents,
        reading=reading,
        standing=Standing.UNCLEAR,
        carrier="robots.txt",
        note="unclear",
    )
