"""The patterns of the service model as Python matches them: the same texts, in time that grows no faster than these."""

import re
from functools import partial
from itertools import product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from scripts.generate_api import linear, service_model, whole_value
from tests.support.cost import assert_linear

MODEL = service_model()


def patterns() -> list[str]:
    """All patterns of the service, of operations that are answered here or not."""
    return sorted(
        {str(found) for name in MODEL.shape_names if (found := MODEL.shape_for(name).metadata.get("pattern"))}
    )


def is_python(pattern: str) -> bool:
    """Two patterns for XML's characters name halves of surrogate pairs, as only Java can."""
    return r"\uDC00" not in pattern


PATTERNS = [pattern for pattern in patterns() if is_python(pattern)]
REWRITTEN = [pattern for pattern in PATTERNS if linear(whole_value(pattern)) != whole_value(pattern)]


def pieces(pattern: str) -> list[str]:
    """Texts of which those that come near to matching a pattern are made: its own words, and some characters."""
    words = re.findall(r"[a-z]{3,}-?|:[a-z]+(?:\\/[a-z]+-?)?", pattern)
    words += re.findall(r":[a-z]+\\/[a-z]+-", pattern)
    return [
        *sorted({word.replace("\\/", "/") for word in words}),
        "arn:",
        "a",
        "1",
        "-",
        ":",
        "/",
        ".",
        " ",
        "\t",
        "\n",
    ]


@pytest.mark.parametrize("pattern", REWRITTEN)
def test_rewritten_pattern_matches_the_same_texts(pattern: str) -> None:
    modelled, ours = re.compile(whole_value(pattern)), re.compile(linear(whole_value(pattern)))
    texts = st.lists(st.sampled_from(pieces(pattern)), max_size=10).map("".join) | st.text(max_size=10)
    matching = st.from_regex(modelled, fullmatch=True)

    @settings(max_examples=500)
    @given(st.one_of(texts, matching, st.tuples(texts, matching, texts).map("".join)))
    def same(text: str) -> None:
        assume(len(text) < 200)
        assert (ours.fullmatch(text) is None) == (modelled.fullmatch(text) is None)

    same()


def test_there_are_patterns_to_rewrite() -> None:
    assert r"^.*\S.*$" in REWRITTEN
    assert len(REWRITTEN) > 5


@pytest.mark.parametrize("pattern", PATTERNS)
def test_cost_of_a_pattern_grows_no_faster_than_the_text(pattern: str) -> None:
    fullmatch = re.compile(linear(whole_value(pattern))).fullmatch
    heads = ["", "arn:", *(piece for piece in pieces(pattern) if len(piece) > 3)]
    for head, pumped, tail in product(heads, pieces(pattern), ("\n", " ", "!")):
        assert_linear(partial(pump, head, pumped, tail), fullmatch, (head, pumped, tail))


def pump(head: str, pumped: str, tail: str, times: int) -> str:
    return head + pumped * times + tail


def test_pattern_as_the_model_has_it_would_be_found() -> None:
    with pytest.raises(AssertionError, match="twice that"):
        assert_linear(partial(pump, "", "a", "\n"), re.compile(r"^.*\S.*\Z").fullmatch, "not blank")
