"""YAML as seed documents use it: what it stands for is bounded by what is written."""

from contextlib import suppress

import pytest
import yaml

from emulator.seed.document import Document
from emulator.seed.errors import SeedError
from emulator.seed.reading import parse
from emulator.seed.yaml_loader import SPARE_VALUES
from tests.support.cost import assert_linear


def refused(text: str) -> str:
    with pytest.raises(SeedError) as raised:
        parse(text.encode(), "seed.yaml", Document)
    return raised.value.rule


def levels(first: str, form: str, count: int, width: int = 8) -> str:
    """Anchors, each of which stands for `width` times what the one before it stands for."""
    lines = [f"a0: &a0 {first}"]
    for level in range(1, count):
        lines.append(f"a{level}: &a{level} {form % ', '.join([f'*a{level - 1}'] * width)}")
    return "\n".join(lines)


MERGED = levels("{FleetId: fleet-1}", "{<<: [%s]}", 9)
REPEATED = levels("[x]", "[%s]", 9)


@pytest.mark.parametrize("text", [MERGED, REPEATED, MERGED.replace("<<: [", "k: [")])
def test_aliases_that_stand_for_millions_of_values_are_refused(text: str) -> None:
    assert refused(text) == f"its aliases stand for more than {len(text) + SPARE_VALUES:,} values"


def test_list_that_many_entries_share_counts_for_each() -> None:
    paths = ", ".join(["x"] * 2_000)
    text = f"Fleets:\n- FleetId: fleet-0\n  LogPaths: &l [{paths}]\n" + "".join(
        f"- {{FleetId: fleet-{n}, LogPaths: *l}}\n" for n in range(1, 600)
    )
    assert "its aliases stand for more than" in refused(text)


@pytest.mark.parametrize("text", ["Fleets: &a [*a]", "Fleets: &a {<<: *a}", "Fleets: &a [{Name: [*a]}]"])
def test_alias_inside_of_what_it_stands_for_is_refused(text: str) -> None:
    assert refused(text) == "an alias stands inside of what it stands for"


@pytest.mark.parametrize("number", ["1" + ":1" * 500, "1" + ":1" * 500 + ".5", "1" * 500, "-" + "1" * 500 + ".5"])
def test_number_with_hundreds_of_digits_is_refused(number: str) -> None:
    assert refused(f"Fleets: [{{FleetId: {number}}}]") == "a number has more than 400 digits"


@pytest.mark.parametrize("key", ["1", "1.5", "null", "true", "[a]", "{a: b}"])
def test_key_that_is_no_text_is_refused(key: str) -> None:
    assert refused(f"Fleets: [{{? {key} : 1}}]") == "the key of a mapping is not a text"


@pytest.mark.parametrize(
    "value",
    [
        "!!timestamp foo",
        "!!int ''",
        "!!int '-'",
        "!!float ''",
        "!!bool maybe",
        "!!set {a}",
        "! 1",
        "!!python/object/apply:os.getcwd []",
    ],
)
def test_tag_is_refused(value: str) -> None:
    assert refused(f"Fleets: [{{Name: {value}}}]").endswith("write the value without it")


def test_tags_of_plain_values_are_read() -> None:
    text = "!!map {Fleets: !!seq [{FleetId: !!str fleet-1, Name: !!str 1}]}"
    (fleet,) = parse(text.encode(), "seed.yaml", Document).fleets
    assert (fleet.fleet_id, fleet.name) == ("fleet-1", "1")


def test_anchors_aliases_and_merge_keys_are_read_where_they_are_few() -> None:
    text = """
    Fleets:
    - &defaults {FleetId: fleet-0, Name: arena, LogPaths: &paths [one, two]}
    - {<<: *defaults, FleetId: fleet-1}
    - {FleetId: fleet-2, LogPaths: *paths}
    """
    document = parse(text.encode(), "seed.yaml", Document)
    assert [(each.fleet_id, each.name, each.log_paths) for each in document.fleets] == [
        ("fleet-0", "arena", ["one", "two"]),
        ("fleet-1", "arena", ["one", "two"]),
        ("fleet-2", None, ["one", "two"]),
    ]


def merged(times: int) -> bytes:
    return b"Fleets:\n- &a {FleetId: fleet-0}\n" + b"".join(
        b"- {<<: *a, FleetId: fleet-%d}\n" % n for n in range(times)
    )


FORMS = {
    "merge": merged,
    "keys": lambda n: b"{" + b", ".join(b"%d: x" % (number * (2**61 - 1)) for number in range(1, n)) + b"}",
    "base 60": lambda n: b"a: 1" + b":1" * n,
    "flow": lambda n: b"a: " + b"[" * n,
    "words": lambda n: b"a: " + b"x " * n,
    "anchors": lambda n: b"".join(b"- &a%d x\n" % number for number in range(n)),
    "quotes": lambda n: b'a: "' + b" \n" * n + b'"',
    "tag": lambda n: b"a: !<" + b"a" * n + b"> x",
}


def read(text: bytes) -> None:
    with suppress(SeedError):
        parse(text, "seed.yaml", Document)


@pytest.mark.parametrize("form", FORMS)
def test_cost_grows_no_faster_than_the_text(form: str) -> None:
    assert_linear(FORMS[form], read, form)


def test_forms_are_yaml() -> None:
    assert len(yaml.safe_load(merged(5))["Fleets"]) == 6
