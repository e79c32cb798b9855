"""Which elements and attributes stand where in an RSL document (RSL 1.0 §3, Appendix A)."""

from __future__ import annotations

from agister.formats.rsl_document import RslElement
from agister.protocols.rsl_voice import Voice

_KNOWN = {
    "rsl": {"content"},
    "content": {"license", "alternate", "schema", "copyright", "terms"},
    "license": {"permits", "prohibits", "payment", "reporting", "legal"},
    "payment": {"standard", "custom", "amount", "accepts"},
}
_ATTRIBUTES = {
    "rsl": {"max-age"},
    "content": {"url", "server", "encrypted", "lastmod"},
    "license": set[str](),
    "permits": {"type"},
    "prohibits": {"type"},
    "payment": {"type"},
}
_TERMS = {"permits", "prohibits", "payment", "license"}


def judge_children(element: RslElement, voice: Voice) -> bool:
    """Report what RSL does not know below an element; whether any of it stands there."""
    strange = False
    allowed = _KNOWN.get(element.name)
    for name in element.attributes.keys() - _ATTRIBUTES.get(element.name, element.attributes.keys()):
        message = f"{element.name} has no attribute {name[:40]!r}"
        voice.problem("rsl-unknown-attribute", element.place, message, "RSL 1.0 §3")
    for child in element.children if allowed is not None else ():
        if allowed is None or child.name in allowed:
            continue
        strange = True
        if any(child.name in known for known in _KNOWN.values()):
            message = f"{child.name!r} does not belong into {element.name!r}"
            voice.problem("rsl-misplaced-element", child.place, message, "RSL 1.0 §3")
            if child.name in _TERMS and element.name in ("rsl", "content"):
                voice.unclear(child.place, "", f"<{child.name}> {child.text}")
        else:
            message = f"{child.name[:40]!r} is no element of RSL"
            voice.problem("rsl-unknown-element", child.place, message, "RSL 1.0 §3")
    return strange
