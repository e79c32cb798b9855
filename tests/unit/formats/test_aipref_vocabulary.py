from __future__ import annotations

from agister.formats.aipref_vocabulary import CURRENT, LABELS
from agister.rights import Usage


def test_the_present_revision_has_three_labels() -> None:
    assert {name: label.usage for name, label in LABELS.items() if label.current} == {
        "train-ai": Usage.TRAIN_GENAI,
        "ai-use": Usage.AI_INPUT,
        "search": Usage.SEARCH,
    }


def test_every_label_names_itself_and_its_last_revision() -> None:
    assert [name for name, label in LABELS.items() if label.name != name] == []
    assert {label.version for label in LABELS.values()} == {CURRENT, "vocab-01", "vocab-02", "vocab-03", "vocab-04"}
