"""Words from the world made fit to be shown: bounded, and with every character visible that could hide or turn the others."""

from __future__ import annotations

import re

# Controls, bidirectional and zero-width characters, line and paragraph separators, variation and tag characters, lone
# surrogates: each can make a reader see other words than the machine read.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    "\ufff9-\ufffb\U000e0000-\U000e01ef\ud800-\udfff]"
)


def visible(value: object, limit: int = 300) -> str:
    """Text of at most `limit` characters (an ellipsis says that more follows); hidden characters as `\\u{202e}`."""
    text = "" if value is None else str(value)
    cut = text[: limit + 1]
    if len(cut) > limit:
        cut = cut[: max(limit - 1, 0)] + "…"
    return _HIDDEN.sub(lambda found: f"\\u{{{ord(found[0]):x}}}", cut)
