"""Pages that would make a tree builder slow or large, found in linear time and straightened.

The HTML algorithm is quadratic in depth, in attributes of one tag, and in unclosed formatting elements, which it
repeats in every following paragraph. A rough tokenizer measures these; no page that a person wrote comes near the
limits.
"""

from __future__ import annotations

import re

# One token that matters: comment, bogus comment or declaration, end tag, start tag. Possessive loops, and each token
# runs to `>` or to the end of the text, so that scanning is linear whatever stands there.
_TOKEN = re.compile(
    r"<!--(?:>|->|.*?(?:--!?>|\Z))"
    r"|<[!?][^>]*+(?:>|\Z)"
    r"|<(?P<end>/?)(?P<name>[A-Za-z][^\s/>]*+)"
    r"(?P<rest>(?:[^>=]|=\s*+\"[^\"]*+\"?|=\s*+'[^']*+'?|=)*+)(?:>|\Z)",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"[^\s/>=\"'][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*+\"?|'[^']*+'?|[^\s>]*+))?")
_RAW_TEXT = frozenset({"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"})
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
)
# Closed by their next of kin, so that many unclosed ones are no depth.
_SELF_CLOSING = frozenset({"p", "li", "dd", "dt", "option", "optgroup", "tr", "td", "th", "tbody", "thead", "tfoot"})
_FORMATTING = frozenset({"b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"})
_KEPT = frozenset({"html", "head", "meta", "link", "base", "a", "area"})

_FEW_TAGS = 1_000
_LONG_TAG = re.compile(r"<[^<>]{8192}")
_MAX_DEPTH_SUM = 20_000_000
_MAX_REPEATED = 1_000_000
_MAX_ATTRIBUTES = 400
_SUSPECT_TAG = 2_048


def is_safe(text: str) -> bool:
    """Whether an HTML5 tree builder reads the text in time and memory proportionate to its length."""
    if text.count("<") <= _FEW_TAGS and not _LONG_TAG.search(text):
        return True
    depth = depth_sum = repeated = 0
    open_formatting: dict[str, int] = {}
    formatting = 0
    at = 0
    while (token := _TOKEN.search(text, at)) is not None:
        at = token.end()
        name = token["name"]
        if name is None:
            continue
        name = name.lower()
        if token["end"]:
            if name in _FORMATTING and open_formatting.get(name):
                open_formatting[name] -= 1
                formatting -= 1
            if depth and name not in _SELF_CLOSING and name not in _VOID:
                depth -= 1
            continue
        rest = token["rest"]
        if len(rest) > _SUSPECT_TAG and _attributes(rest) > _MAX_ATTRIBUTES:
            return False
        repeated += formatting
        depth_sum += depth
        if depth_sum > _MAX_DEPTH_SUM or repeated > _MAX_REPEATED:
            return False
        if name in _RAW_TEXT:
            at = _after_raw_text(text, name, at)
        elif name not in _VOID and name not in _SELF_CLOSING:
            depth += 1
            if name in _FORMATTING:
                open_formatting[name] = open_formatting.get(name, 0) + 1
                formatting += 1
    return True


def flatten(text: str) -> str:
    """The same page without nesting: metas, links, titles and scripts kept, other tags become line breaks.

    Templates and noscript fall away with their content, tags keep their first 400 attributes.
    """
    out: list[str] = ["<!doctype html>"]
    at = start = hidden = 0
    while (token := _TOKEN.search(text, at)) is not None:
        if not hidden:
            out.append(text[start : token.start()].replace("<", "&lt;"))
        at = start = token.end()
        name = (token["name"] or "").lower()
        if name in ("template", "noscript"):
            hidden = max(0, hidden + (-1 if token["end"] else 1))
        elif not name:
            if not hidden and text.startswith("<!--", token.start()):
                out.append("<!--" + token[0][4:-3].replace("-->", "") + "-->")
        elif name in _RAW_TEXT and not token["end"]:
            at = start = _after_raw_text(text, name, at)
            if not hidden and name in ("script", "title"):
                out.append(f"<{name}{_cut(token['rest'])}>{text[token.end() : at]}</{name}>")
        elif not hidden:
            if name in _KEPT and not (token["end"] and name in _VOID):
                out.append(f"<{token['end']}{name}{_cut(token['rest'])}>")
            elif name not in _FORMATTING and name not in ("span", "abbr", "label"):
                out.append("<br>")
    if not hidden:
        out.append(text[start:].replace("<", "&lt;"))
    return "".join(out)


def _after_raw_text(text: str, name: str, at: int) -> int:
    """Where the text of a script, style, … ends: at its end tag, or at the end of the page."""
    closing = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(text, at)
    return closing.start() if closing else len(text)


def _attributes(rest: str) -> int:
    return sum(1 for _ in _ATTRIBUTE.finditer(rest))


def _cut(rest: str) -> str:
    if len(rest) <= _SUSPECT_TAG:
        return rest
    kept = [found.group(0) for found, _ in zip(_ATTRIBUTE.finditer(rest), range(_MAX_ATTRIBUTES), strict=False)]
    return " " + " ".join(kept)
