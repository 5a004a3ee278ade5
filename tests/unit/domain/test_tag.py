"""Which tags a resource can have."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulator.domain.tag import MOST_TAGS, with_tags
from emulator.errors import TaggingFailedException

texts = st.text(st.characters(categories=("L", "Z", "N"), include_characters="_.:/=+-@"), min_size=1, max_size=20)
keys = texts.filter(lambda key: not key.lower().startswith("aws:"))
tags = st.dictionaries(keys, texts | st.just(""), max_size=MOST_TAGS)


@given(tags, tags)
def test_tags_given_replace_those_of_their_keys_and_leave_the_others(
    before: Mapping[str, str], given: Mapping[str, str]
) -> None:
    wanted = {**before, **given}
    if len(wanted) <= MOST_TAGS:
        assert with_tags(before, given.items()) == wanted
    else:
        with pytest.raises(TaggingFailedException, match="50"):
            with_tags(before, given.items())


@pytest.mark.parametrize("key", ["aws:", "aws:x", "AWS:x", "aWs:cloudformation:stack-name"])
def test_prefix_of_aws_is_reserved(key: str) -> None:
    with pytest.raises(TaggingFailedException, match="aws:"):
        with_tags({}, [(key, "value")])


@pytest.mark.parametrize("key", ["aws", "aws-x", "xaws:", " aws:"])
def test_what_only_looks_like_the_prefix_is_a_key(key: str) -> None:
    assert with_tags({}, [(key, "value")]) == {key: "value"}


@pytest.mark.parametrize(
    "bad", ["a,b", "a;b", "a*b", "{a}", "a\nb", "a\tb", "\x00", "🧙", "a'b", 'a"b', "<a>", "a&b", "é\u0301"]
)
def test_character_that_no_tag_has_is_refused(bad: str) -> None:
    for key, value in ((bad, "value"), ("key", bad)):
        with pytest.raises(TaggingFailedException, match="character"):
            with_tags({}, [(key, value)])


def test_key_may_come_only_once() -> None:
    with pytest.raises(TaggingFailedException, match="'a' is given twice"):
        with_tags({}, [("a", "1"), ("b", "2"), ("a", "1")])
    assert with_tags({}, [("a", "1"), ("A", "1")]) == {"a": "1", "A": "1"}
