"""Terms of an RSL document as statements (RSL 1.0 §3): permitted, prohibited, paid for, or off a closed list."""

from __future__ import annotations

from agister.formats.rsl_document import RslDocument, RslElement
from agister.protocols.problem_list import ProblemList
from agister.protocols.rsl_licence import Licence
from agister.protocols.rsl_payment import contact_offer
from agister.protocols.rsl_scope import read_reach
from agister.protocols.rsl_shape import judge_children
from agister.protocols.rsl_voice import Setting, Voice
from agister.rights import Statement


def read_terms(document: RslDocument, setting: Setting, problems: ProblemList) -> list[Statement]:
    """All statements of a document in order, first the marker that it was read; of an unreadable one an unclear one."""
    voice = Voice(setting, problems, understood=document.namespace == "right")
    voice.read()
    root = document.root
    if root is None:
        message = f"the document cannot be read: {document.message}"
        voice.problem(f"rsl-{document.error}", "rsl", message, "RSL 1.0 §2.2")
        voice.unclear("rsl (unreadable)", "", document.message)
        return voice.found
    _judge_namespace(document, voice)
    judge_children(root, voice)
    contents = root.named("content")
    if not contents:
        voice.problem("rsl-no-content", "rsl", "the document names no content", "RSL 1.0 §3.1")
        if root.children:
            voice.unclear("rsl (no content)", "", root.children[0].name)
    if setting.inline and len(contents) > 1:
        voice.problem("rsl-inline-contents", "rsl", "inside a page exactly one content may stand", "RSL 1.0 §4.6.2")
    for content in contents:
        _content(content, voice)
    return voice.found


def _judge_namespace(document: RslDocument, voice: Voice) -> None:
    if document.namespace != "right":
        message = {
            "near": "the namespace must be https://rslstandard.org/rsl, letter by letter",
            "missing": "the namespace https://rslstandard.org/rsl is missing",
        }.get(document.namespace, "the namespace is not that of RSL")
        voice.problem("rsl-namespace", "rsl", message, "RSL 1.0 §2.2")
    if document.prefixed and not voice.setting.inline:
        voice.problem("rsl-prefixed", "rsl", "a document of its own needs no prefix", "RSL 1.0 §2.2")


def _content(content: RslElement, voice: Voice) -> None:
    setting = voice.setting
    reach = read_reach(content, voice.place(content.place), setting.url, voice.problems, setting.inline)
    judge_children(content, voice)
    contact = contact_offer(content, setting.url)
    licences = content.named("license")
    if not licences:
        message = "content without a license: neither permitted nor prohibited by the letter"
        voice.problem("rsl-content-without-license", content.place, message, "RSL 1.0 §3.3")
        voice.unclear(content.place, reach.pattern, f"content {content.attributes.get('url', '')}", contact)
    for licence in licences:
        Licence(voice, licence, reach, content, contact).read()
