"""Response headers that a site on disk will be served with, from the header configuration of common hosts.

Read: `_headers` (Netlify, Cloudflare Pages), `netlify.toml`, `vercel.json`, `firebase.json`, `staticwebapp.config.json`,
`.htaccess` (Header lines). Conditions that depend on the request (`has`, `missing`, cookies, countries) are taken as met, but for the
host: a rule for another host than that of the site, or for the previews of a hosting service, does not count.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from agister.sources.report import SourceReport

#: Files that are read for headers, by name.
NAMES = ("_headers", "netlify.toml", "vercel.json", "firebase.json", "staticwebapp.config.json", ".htaccess")

_RULES_LIMIT = 2000
_PATTERN_LIMIT = 300
_UNBOUNDED = re.compile(r"(?<!\\)[*+]")
_NESTED = re.compile(r"\([^()]*(?<!\\)[*+{][^()]*\)[*+{]")
# Where hosting services show drafts of a site; rules for these are written to keep the drafts out of search engines.
_PREVIEW = re.compile(r"(?:pages|workers|netlify|vercel|web|onrender|azurestaticapps)\\?\.(?:dev|app|com|net)$")
_APACHE = re.compile(r'(?:"((?:[^"\\]|\\.)*)"|(\S+))')


class HeaderRule(NamedTuple):
    """Header lines for the paths that a pattern matches."""

    pattern: re.Pattern[str]
    lines: tuple[tuple[str, str], ...]
    replaces: bool
    """Whether a line takes the place of earlier ones of its name, instead of standing beside them."""
    drops: tuple[str, ...] = ()
    """Names of lines that are taken away again, lower-case."""


def headers_for(path: str, rules: list[HeaderRule]) -> tuple[tuple[str, str], ...]:
    """The header lines that a path is served with, in the order of the rules."""
    found: list[tuple[str, str]] = []
    for rule in rules:
        if rule.pattern.fullmatch(path[:2000]):
            gone = {*rule.drops, *((name.lower() for name, _ in rule.lines) if rule.replaces else ())}
            found = [line for line in found if line[0].lower() not in gone]
            found += rule.lines
    return tuple(found)


def read_rules(
    name: str, place: str, text: str, below: str, report: SourceReport, *, host: str = ""
) -> list[HeaderRule]:
    """The rules of one configuration file called `name`; `below` is the path of its folder, for `.htaccess`, and `host`
    where the site is served, empty where that is not known.

    What cannot be read is counted in `report` as `folder-bad-headers` at `place`, a rule for another host as skipped.
    """

    def elsewhere(named: str, *, regex: bool = False) -> bool:
        if not _is_elsewhere(named, host, regex=regex):
            return False
        report.skip("rule-of-another-host")
        if not host:
            message = (
                f"the rule for {named[:80]} is taken to concern drafts of the site; say --origin if it is served there"
            )
            report.problem("folder-rule-for-drafts", place, message)
        return True

    readers: dict[str, Callable[[str], Iterator[tuple[str, list[tuple[str, str]], bool, list[str]]]]] = {
        "_headers": lambda body: _netlify(body, elsewhere),
        "netlify.toml": lambda body: _netlify_toml(body, elsewhere),
        "vercel.json": lambda body: _vercel(body, elsewhere),
        "firebase.json": _firebase,
        "staticwebapp.config.json": _static_web_app,
        ".htaccess": lambda body: _apache(body, below),
    }
    rules: list[HeaderRule] = []
    try:
        for pattern, lines, replaces, drops in readers[name](text):
            if len(rules) >= _RULES_LIMIT:
                report.problem("folder-bad-headers", place, f"only the first {_RULES_LIMIT} rules were read")
                break
            compiled = _compiled(pattern)
            if compiled is None:
                report.problem(
                    "folder-bad-headers", place, f"the pattern {pattern[:80]!r} is not understood and left out"
                )
                continue
            rules.append(HeaderRule(compiled, tuple(lines), replaces, tuple(drops)))
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError) as error:
        report.problem(
            "folder-bad-headers", place, f"the rest of the file cannot be read: {type(error).__name__} {error}"
        )
    return rules


def _compiled(pattern: str) -> re.Pattern[str] | None:
    """The pattern, if it cannot run for long: short, few open repetitions, none inside another."""
    if len(pattern) > _PATTERN_LIMIT or len(_UNBOUNDED.findall(pattern)) > 4 or _NESTED.search(pattern):
        return None
    try:
        return re.compile(pattern)
    except re.error:
        return None


def _is_elsewhere(named: str, host: str, *, regex: bool) -> bool:
    """Whether a rule for the hosts `named` does not concern a site at `host`; of an unknown host only previews are excluded."""
    named = named.lower()
    if not host:
        return _PREVIEW.search(named) is not None and re.search(r"[:*+(]", named) is not None
    # A named group is written `(?<name>…)` in JavaScript.
    pattern = re.sub(r"\(\?<(?![=!])", "(?P<", named)
    if not regex:
        pattern = re.sub(r":[a-z]\w*", "[^.]+", re.escape(named).replace(r"\*", ".*"))
    compiled = _compiled(pattern)
    return compiled is not None and compiled.fullmatch(host.lower()) is None


_Entry = tuple[str, list[tuple[str, str]], bool, list[str]]


def _netlify(text: str, elsewhere: Callable[[str], bool]) -> Iterator[_Entry]:
    pattern, lines, drops = "", list[tuple[str, str]](), list[str]()
    for raw in text.removeprefix("\ufeff").splitlines():
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        if raw[0] not in " \t":
            if pattern and not elsewhere(_host(pattern)):
                yield _glob(pattern), lines, False, drops
            pattern, lines, drops = line, [], []
        elif line.startswith("!"):
            drops.append(line[1:].strip().lower())
        elif ":" in line:
            name, _, value = line.partition(":")
            lines.append((name.strip(), value.strip()))
    if pattern and not elsewhere(_host(pattern)):
        yield _glob(pattern), lines, False, drops


def _netlify_toml(text: str, elsewhere: Callable[[str], bool]) -> Iterator[_Entry]:
    for entry in tomllib.loads(text).get("headers", []):
        values = entry.get("values", {})
        lines = [
            (name, str(one))
            for name, value in values.items()
            for one in (value if isinstance(value, list) else [value])
        ]
        if not elsewhere(_host(entry["for"])):
            yield _glob(entry["for"]), lines, False, []


def _vercel(text: str, elsewhere: Callable[..., bool]) -> Iterator[_Entry]:
    for entry in json.loads(text).get("headers", []):
        hosts = [str(one.get("value", "")) for one in entry.get("has", []) if one.get("type") == "host"]
        if any(elsewhere(one, regex=True) for one in hosts):
            continue
        yield _route(entry["source"]), _pairs(entry.get("headers", [])), True, []


def _firebase(text: str) -> Iterator[_Entry]:
    hosting = json.loads(text).get("hosting", {})
    for site in hosting if isinstance(hosting, list) else [hosting]:
        for entry in site.get("headers", []):
            pattern = entry.get("regex") or _glob(entry.get("source") or entry["glob"], firebase=True)
            yield pattern, _pairs(entry.get("headers", [])), True, []


def _static_web_app(text: str) -> Iterator[_Entry]:
    config = json.loads(text)
    yield ".*", _named(config.get("globalHeaders", {})), True, []
    for entry in config.get("routes", []):
        if "headers" in entry:
            yield _glob(entry["route"]), _named(entry["headers"]), True, []


def _apache(text: str, below: str) -> Iterator[_Entry]:
    """`Header set|add|append|merge|unset` lines, with the <Files> and <FilesMatch> that they stand in."""
    scopes: list[str] = []
    folder = re.escape(below.rstrip("/")) + "/"
    for raw in text.replace("\\\n", " ").splitlines():
        line = raw.strip()
        lower = line.lower()
        if lower.startswith(("<filesmatch", "<files")):
            words = [a or b for a, b in _APACHE.findall(line.strip("<>"))][1:]
            regex = lower.startswith("<filesmatch") or "~" in words
            name = words[-1] if words else ""
            if regex and name.startswith("(?i)"):
                # A flag for the whole stands at the beginning only.
                name = f"(?i:{name[4:].removeprefix('^').removesuffix('$')})" + ("$" if name.endswith("$") else "")
            scopes.append(
                f"(?:.*/)?[^/]*?{name.removeprefix('^')}" + ("" if name.endswith("$") else "[^/]*")
                if regex
                else _name(name)
            )
        elif lower.startswith(("</filesmatch", "</files")) and scopes:
            scopes.pop()
        elif lower.startswith("header "):
            words = [a.replace('\\"', '"') or b for a, b in _APACHE.findall(line)][1:]
            if words and words[0].lower() in ("always", "onsuccess"):
                words = words[1:]
            pattern = folder + (scopes[-1] if scopes else ".*")
            action = words[0].lower() if words else ""
            if action in ("set", "add", "append", "merge", "setifempty") and len(words) > 2:
                yield pattern, [(words[1].rstrip(":"), words[2])], action == "set", []
            elif action == "unset" and len(words) > 1:
                yield pattern, [], False, [words[1].rstrip(":").lower()]


def _name(glob: str) -> str:
    return "(?:.*/)?" + re.escape(glob).replace(r"\*", "[^/]*").replace(r"\?", "[^/]")


def _host(pattern: str) -> str:
    """The host that an absolute URL with placeholders names; `*` where it names none."""
    if "://" not in pattern:
        return "*"
    return re.sub(r":\d+$", "", pattern.partition("://")[2].partition("/")[0])


def _glob(pattern: str, *, firebase: bool = False) -> str:
    """A path with `*` for anything and `:name` for one segment; a full URL loses scheme and host."""
    if "://" in pattern:
        pattern = "/" + pattern.partition("://")[2].partition("/")[2]
    if firebase:
        pattern = "/" + pattern.lstrip("/")
        quoted = re.escape(pattern).replace(r"/\*\*/", "/(?:.*/)?").replace(r"\*\*", ".*").replace(r"\*", "[^/]*")
        return re.sub(r"@\\\(([^()]*)\\\)", lambda found: f"(?:{found[1]})", quoted.replace(r"\|", "|"))
    if not pattern.startswith(("/", "*")):
        pattern = "/" + pattern
    quoted = re.sub(r"(?:\\\*)+", ".*", re.escape(pattern))
    return re.sub(r"/:[A-Za-z]\w*", "/[^/]+", quoted)


def _route(source: str) -> str:
    """A path-to-regexp source of Vercel as a regular expression: `:name`, `:name*`, `:name(\\d+)`, and groups as written."""
    text = re.sub(r"/:\w+\*", "(?:/.*)?", source)
    text = re.sub(r"/:\w+\?", "(?:/[^/]+)?", text)
    text = re.sub(r":\w+\(", "(", text)
    text = re.sub(r":\w+\+", ".+", text)
    text = re.sub(r"/:\w+", "/[^/]+", text)
    # A dot outside a group is a literal dot; inside a group the author wrote a regular expression.
    return re.sub(
        r"(\((?:[^()]|\([^()]*\))*\)\??|\\.|\[[^\]]*\][*+]?|\.[*+])|\.", lambda found: found[1] or r"\.", text
    )


def _pairs(entries: list[Mapping[str, object]]) -> list[tuple[str, str]]:
    return [(str(entry["key"]), str(entry["value"])) for entry in entries]


def _named(values: Mapping[str, object]) -> list[tuple[str, str]]:
    return [(str(name), str(value)) for name, value in values.items()]
