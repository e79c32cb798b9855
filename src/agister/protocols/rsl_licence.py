"""One `license` of an RSL document as statements (RSL 1.0 §3.4 to §3.7).

Rights are never expanded (§3.1.1): what cannot be understood takes away, it does not give.
"""

from __future__ import annotations

from agister.formats.rsl_document import RslElement
from agister.protocols import rsl_note as note
from agister.protocols.rsl_payment import Payment, read_payment
from agister.protocols.rsl_scope import Reach
from agister.protocols.rsl_shape import judge_children
from agister.protocols.rsl_voice import Voice
from agister.protocols.rsl_words import ALIASES, USAGES, tokens_of
from agister.rights import Offer, Preference, Usage

_YES = {"yes", "true", "1", "allow", "allowed"}
_NO = {"no", "false", "0", "deny", "denied", "disallow", "none"}


class Licence:
    """One `license`: its terms for use, users and places, and what it costs."""

    def __init__(
        self, voice: Voice, element: RslElement, reach: Reach, content: RslElement, contact: Offer | None
    ) -> None:
        self._voice = voice
        self._element = element
        self._reach = reach
        self._content = content
        self._contact = contact

    def read(self) -> None:
        """Say all its terms."""
        strange = judge_children(self._element, self._voice)
        payment = read_payment(
            self._element, self._content, self._voice.setting.url, self._contact, self._voice.problem
        )
        conditions = self._conditions()
        permits, prohibits = self._usage("permits"), self._usage("prohibits")
        granted = {token for element in permits for token in tokens_of(element.text)}
        refused = {token for element in prohibits for token in tokens_of(element.text)}
        if granted and refused and (granted & refused or "all" in refused or "ai-all" in refused):
            message = "uses are permitted and prohibited at once; what is both is not licensed"
            self._voice.problem("rsl-permits-and-prohibits", self._element.place, message, "RSL 1.0 §3.1.1, §3.6")
        for element in prohibits:
            self._prohibit(element)
        for element in permits:
            self._permit(element, granted, payment, conditions, clear=not strange)
        if permits:
            words = [note.CLOSED]
            self._voice.say(
                permits[0], "(closed list)", Usage.ANY, Preference.DISALLOW, self._reach, words, self._contact
            )
        elif not prohibits:
            self._without_uses(payment, conditions)

    def _usage(self, name: str) -> list[RslElement]:
        """Terms about use; others are read as far as their author's wish is evident."""
        found: list[RslElement] = []
        seen: set[str] = set()
        for element in self._element.named(name):
            kind = element.attributes.get("type", "").strip().lower()
            if kind in seen and kind in ("usage", "user", "geo"):
                message = f"one {name} of type {kind} may stand in a license; they were read together"
                self._voice.problem(f"rsl-repeated-{name}", element.place, message, "RSL 1.0 §3.5, §3.6")
            seen.add(kind)
            if kind == "usage":
                found.append(element)
            elif kind not in ("user", "geo"):
                self._invented(element, kind)
        return found

    def _invented(self, element: RslElement, kind: str) -> None:
        message = f"type must be usage, user or geo, not {kind[:40]!r}" if kind else "type is mandatory"
        self._voice.problem("rsl-invented-type", element.place, message, "RSL 1.0 §3.5, §3.6")
        answer = element.text.strip().lower()
        yes = answer in _YES or not answer
        allow = (element.name == "permits") is yes if kind and (yes or answer in _NO) else element.name == "permits"
        for usage in USAGES.get(ALIASES.get(kind, kind), (Usage.ANY,)):
            preference = Preference.ALLOW if allow else Preference.DISALLOW
            word = note.PERMITS if allow else note.PROHIBITS
            suffix = f"{kind[:40] or 'without type'} ({usage})"
            self._voice.say(element, suffix, usage, preference, self._reach, [word], self._contact, clear=False)

    def _prohibit(self, element: RslElement) -> None:
        for token in self._tokens(element):
            known = token in USAGES
            for usage in USAGES.get(ALIASES.get(token, token), (Usage.ANY,)):
                self._voice.say(
                    element, f"{token} ({usage})", usage, Preference.DISALLOW, self._reach, [note.PROHIBITS],
                    self._contact, clear=known,
                )  # fmt: skip

    def _permit(
        self, element: RslElement, granted: set[str], payment: Payment, conditions: list[str], *, clear: bool
    ) -> None:
        for token in self._tokens(element):
            # An index for AI retrieval is a part of AI input: permitted alone it does not permit the whole (§3.4.1).
            if token not in USAGES or (token == "ai-index" and "ai-input" not in granted):
                continue
            for usage in USAGES[token]:
                preference = Preference.DISALLOW if payment.asks else Preference.ALLOW
                self._voice.say(
                    element, f"{token} ({usage})", usage, preference, self._reach,
                    [note.PERMITS, *payment.words, *conditions], payment.offer, clear=clear or payment.asks,
                )  # fmt: skip

    def _tokens(self, element: RslElement) -> list[str]:
        tokens = tokens_of(element.text)
        if "," in element.text or ";" in element.text:
            self._voice.problem("rsl-comma-list", element.place, "tokens are separated by spaces", "RSL 1.0 §3.5")
        if not tokens:
            self._voice.problem("rsl-empty-list", element.place, f"{element.name} lists nothing", "RSL 1.0 §3.5")
        if element.text != element.text.lower():
            self._voice.problem("rsl-token-case", element.place, "tokens are written in lower case", "RSL 1.0 §3.4.1")
        kept: list[str] = []
        for token in dict.fromkeys(tokens):
            if ":" in token:
                continue
            if token not in USAGES:
                message = f"{token[:40]!r} is no use that RSL knows"
                self._voice.problem("rsl-unknown-usage", element.place, message, "RSL 1.0 §3.4.1.1")
            kept.append(token[:40])
        return kept[:200]

    def _conditions(self) -> list[str]:
        words = []
        for name, word in (("permits", "if"), ("prohibits", "unless")):
            for element in self._element.named(name):
                kind = element.attributes.get("type", "").strip().lower()
                if kind in ("user", "geo"):
                    words.append(f"{word} {kind} {' '.join(element.text.split())[:80].replace(';', ' ')}")
        if self._element.named("reporting"):
            words.append("if reporting is done")
        return words

    def _without_uses(self, payment: Payment, conditions: list[str]) -> None:
        """A licence that names no use: what it asks, it asks for every use; what it gives is not said."""
        if payment.asks:
            self._voice.say(
                self._element, "(every use)", Usage.ANY, Preference.DISALLOW, self._reach,
                [note.PERMITS, *payment.words, *conditions], payment.offer,
            )  # fmt: skip
        elif conditions:
            self._voice.say(
                self._element, "(every use)", Usage.ANY, Preference.ALLOW, self._reach,
                [note.CONDITIONS_ONLY, *conditions], payment.offer,
            )  # fmt: skip
        elif not self._element.named("permits") and not self._element.named("prohibits"):
            message = "the license names no use, no user and no payment"
            self._voice.problem("rsl-empty-license", self._element.place, message, "RSL 1.0 §3.4")
