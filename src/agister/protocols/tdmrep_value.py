"""The two properties of TDMRep, `tdm-reservation` and `tdm-policy`, wherever they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from agister.protocols.problem_list import ProblemList
from agister.rights import Offer, Preference

_CLAUSE = "TDMRep § tdm-reservation"
_REFUSAL = re.compile(
    r"(?:not|no|dis|un)[-_ ]?(?:allow|permitt?)(?:ed)?|den(?:y|ied)|forbidden|prohibited|(?:all[-_ ]rights[-_ ])?reserved"
    r"|opt[-_ ]?out|restricted|verboten|untersagt|vorbehalten|interdite?|vietato|prohibido",
    re.IGNORECASE,
)
_WORDS = {
    "1": Preference.DISALLOW,
    "0": Preference.ALLOW,
    "true": Preference.DISALLOW,
    "false": Preference.ALLOW,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """What a `tdm-reservation` says."""

    preference: Preference
    understood: bool = True
    """False: it speaks of the reservation, but with a value that the protocol does not know."""

    def restriction(self) -> int:
        """Greater is more restrictive: 0 < not understood < 1."""
        if not self.understood:
            return 1
        return 2 if self.preference is Preference.DISALLOW else 0


def read_value(raw: object, place: str, problems: ProblemList) -> Value:
    """A value as number (JSON) or text (header, HTML). `1` and `0` are right; `"1"`, `true` and their like count with a
    problem; anything else is a protocol error that evidently speaks of the reservation."""
    # `True` equals 1 in Python, hence the look at the type.
    if isinstance(raw, int) and not isinstance(raw, bool) and raw in (0, 1):
        return Value(preference=_WORDS[str(raw)])
    text = _text(raw)
    if isinstance(raw, str) and text in ("0", "1") and "$" not in place:
        return Value(preference=_WORDS[text])
    bare = text.strip("\"' \t").lower()
    if bare in _WORDS:
        number = 1 if _WORDS[bare] is Preference.DISALLOW else 0
        plain = ", without quotation marks" if isinstance(raw, str) else ""
        message = f"{text[:40]!r} was read as {number}; write {number}{plain}"
        problems.add("tdmrep-lenient-value", place, message, _CLAUSE)
        return Value(preference=_WORDS[bare])
    kind = "tdmrep-value-2" if bare == "2" else "tdmrep-value-unknown"
    message = (
        "2 stood for “reserved with a policy” in drafts before 2022; write 1 with tdm-policy"
        if bare == "2"
        else f"{text[:40]!r} is neither 0 nor 1"
    )
    problems.add(kind, place, message, _CLAUSE)
    return Value(preference=Preference.UNKNOWN, understood=False)


def refuses(policy: str) -> bool:
    """Whether a word that says no stands where the URL of a policy should be (`not-allowed`, `none`)."""
    return _REFUSAL.fullmatch(policy.strip()) is not None


def _text(raw: object) -> str:
    if isinstance(raw, str):
        return raw.strip()
    if isinstance(raw, bool):
        return "true" if raw else "false"
    if isinstance(raw, float) and raw in (0.0, 1.0):
        return str(int(raw))
    if raw is None:
        return "null"
    return str(raw)[:60] if isinstance(raw, int | float) else type(raw).__name__


def read_policy(raw: object, document_url: str, place: str, problems: ProblemList) -> Offer | None:
    """The policy as an offer. An unreachable policy is not an error (TDMRep § tdm-policy).

    A relative URL is resolved against the document, with a problem; a mail address or telephone number is a contact;
    anything else is no URL.
    """
    clause = "TDMRep § tdm-policy"
    if not isinstance(raw, str) or not raw.strip():
        problems.add("tdmrep-policy-not-a-url", place, "tdm-policy must be the URL of a policy", clause)
        return None
    text = raw.strip()
    try:
        parts = urlsplit(text)
        scheme, host = parts.scheme.lower(), parts.netloc
        absolute = text if scheme else urljoin(document_url, text)
    except ValueError:
        scheme, host, absolute = "", "", ""
    if scheme in ("mailto", "tel"):
        return Offer(kind="tdm-policy", contact=text.partition(":")[2][:300])
    if scheme in ("http", "https") and host:
        return Offer(url=text[:2000], kind="tdm-policy")
    if refuses(text):
        message = f"{text[:80]!r} is no policy; to reserve, write tdm-reservation: 1, and the URL of the terms here"
        problems.add("tdmrep-policy-not-a-url", place, message, clause)
        return Offer(kind="tdm-policy", terms=text[:300])
    if scheme or not absolute or " " in text or ("@" in text and "/" not in text):
        problems.add("tdmrep-policy-not-a-url", place, f"{text[:80]!r} is not the URL of a policy", clause)
        return (
            Offer(kind="tdm-policy", contact=text[:300]) if "@" in text else Offer(kind="tdm-policy", terms=text[:300])
        )
    message = f"{text[:80]!r} is relative; read against the URL of the document"
    problems.add("tdmrep-policy-relative", place, message, clause)
    return Offer(url=absolute[:2000], kind="tdm-policy")
