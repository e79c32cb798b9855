"""Labels of the AIPREF vocabulary, present and past (draft-ietf-aipref-vocab, revisions 00 to 08)."""

from __future__ import annotations

from dataclasses import dataclass

from agister.rights import Usage

#: The revision that is read as the standard.
CURRENT = "vocab-08"


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """One key of a `Content-Usage` dictionary."""

    name: str
    usage: Usage
    """The use it speaks of. `train-ai` is the training of generative models since revision 06."""
    version: str
    """The last revision that defines it."""

    @property
    def current(self) -> bool:
        """Whether the present revision defines it."""
        return self.version == CURRENT


#: All labels by name. Those of older revisions mean what they meant there; `tdm`, `all` and `bots` held every use.
LABELS: dict[str, Label] = {
    name: Label(name=name, usage=usage, version=version)
    for name, usage, version in (
        ("train-ai", Usage.TRAIN_GENAI, CURRENT),
        ("ai-use", Usage.AI_INPUT, CURRENT),
        ("search", Usage.SEARCH, CURRENT),
        ("tdm", Usage.ANY, "vocab-01"),
        ("ai", Usage.TRAIN_AI, "vocab-01"),
        ("genai", Usage.TRAIN_GENAI, "vocab-01"),
        ("inference", Usage.AI_INPUT, "vocab-01"),
        ("all", Usage.ANY, "vocab-02"),
        ("train-genai", Usage.TRAIN_GENAI, "vocab-03"),
        ("bots", Usage.ANY, "vocab-04"),
        ("ai-output", Usage.AI_INPUT, "vocab-04"),
    )
}
