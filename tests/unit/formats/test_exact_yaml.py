from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agister.formats.exact_yaml import DEPTH_LIMIT, SIZE_LIMIT, ExactYaml, ItemList, Scalar, Table, parse_exact_yaml


def test_scalars_stay_what_was_written() -> None:
    document = parse_exact_yaml(
        b"kind: fixed\nweights: {no: 0.10, on: 1_000, 010: 1e3}\nlist: [~, 'x y', 2030-01-01]\n"
    )
    assert document == ExactYaml(
        root=Table(
            entries={
                "kind": Scalar(text="fixed", line=1, quoted=False),
                "weights": Table(
                    entries={
                        "no": Scalar(text="0.10", line=2, quoted=False),
                        "on": Scalar(text="1_000", line=2, quoted=False),
                        "010": Scalar(text="1e3", line=2, quoted=False),
                    },
                    line=2,
                    key_lines={"no": 2, "on": 2, "010": 2},
                ),
                "list": ItemList(
                    items=(
                        Scalar(text="~", line=3, quoted=False),
                        Scalar(text="x y", line=3, quoted=True),
                        Scalar(text="2030-01-01", line=3, quoted=False),
                    ),
                    line=3,
                ),
            },
            line=1,
            key_lines={"kind": 1, "weights": 2, "list": 3},
        ),
        problems=(),
    )


@pytest.mark.parametrize(
    ("body", "kind", "place", "message"),
    [
        (b"a: 1\nb: 2\na: 3\n", "repeated", "line 3", "'a' stands twice, first in line 1: keep one"),
        (b"a: &x 1\n", "anchor", "line 1", "&x names a place to be repeated: write it out instead"),
        (b"a: 1\nb: *x\n", "alias", "line 2", "*x repeats another place: write it out"),
        (b"a: !!float 1\n", "tag", "line 1", "the tag tag:yaml.org,2002:float is not allowed: write the value alone"),
        (b"a: 1\n<<: {b: 2}\n", "merge", "line 2", "<< merges another place: write it out"),
        (b"? [a, b]\n: 1\n", "key", "line 1", "a key must be a text"),
        (b"a: 1\n---\nb: 2\n", "documents", "line 2", "a second document begins here: one file says one thing"),
        (b"a: 1\nb: \xff\n", "encoding", "line 2", "the file is not UTF-8: save it as UTF-8"),
        (b"a: 1\nb: \x00\n", "syntax", "line 2", "a control character that YAML does not allow"),
        (b"a: [1, 2\n", "syntax", "line 2", "this is no YAML: expected ',' or ']', but got '<stream end>'"),
        (b"\ta: 1\n", "syntax", "line 1", "this is no YAML: found character '\\t' that cannot start any token"),
        (b"[" * 500, "depth", "line 1", f"nested more than {DEPTH_LIMIT} levels deep"),
        (b"a" * (SIZE_LIMIT + 1), "too-long", "line 1", f"the file is longer than {SIZE_LIMIT} bytes"),
    ],
)
def test_what_is_refused(body: bytes, kind: str, place: str, message: str) -> None:
    document = parse_exact_yaml(body)
    assert document.root is None
    assert [(problem.kind, problem.place, problem.message) for problem in document.problems] == [(kind, place, message)]


@pytest.mark.parametrize("body", [b"", b"\n", b"# nothing\n", b"---\n"])
def test_empty_files(body: bytes) -> None:
    assert parse_exact_yaml(body) == ExactYaml(root=None, problems=())


def test_a_byte_order_mark_is_no_content() -> None:
    assert parse_exact_yaml(b"\xef\xbb\xbfx") == ExactYaml(root=Scalar(text="x", line=1, quoted=False), problems=())


@given(st.binary() | st.text(alphabet="ab:{}[],-&*!'\"\n #?|>%@`0.").map(str.encode))
def test_no_bytes_make_it_raise(body: bytes) -> None:
    document = parse_exact_yaml(body)
    assert document.root is None or document.problems == ()
