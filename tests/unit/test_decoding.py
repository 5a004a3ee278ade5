"""Reading into declared types, by many threads at once."""

import subprocess
import sys
from typing import NamedTuple

import msgspec
import pytest

from emulator.decoding import convert, decode

RACE = """
import sys
from threading import Barrier, Thread

import msgspec

from emulator.decoding import convert, decode

sys.setswitchinterval(1e-6)
for _ in range(30):
    parts = [msgspec.defstruct(f"Part{n}", [(f"m{k}", int | None, None) for k in range(20)]) for n in range(10)]
    whole = msgspec.defstruct("Whole", [(f"p{n}", part | None, None) for n, part in enumerate(parts)])
    together, read = Barrier(4), []

    def first(convert_it):
        together.wait()
        read.append(convert({"p9": {"m19": 1}}, whole) if convert_it else decode('{"p9": {"m19": 1}}', whole))

    threads = [Thread(target=first, args=[bool(n % 2)]) for n in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert [each.p9.m19 for each in read] == [1, 1, 1, 1], read
print("read")
"""


def test_threads_read_into_a_type_that_none_has_read_into() -> None:
    """In a process of its own, which msgspec alone ends with a segmentation fault."""
    done = subprocess.run([sys.executable, "-c", RACE], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "read\n", "")


class Pair(NamedTuple):
    left: int
    right: list[str]


def test_values_are_read_as_declared() -> None:
    assert decode('[1, ["a"]]', Pair) == Pair(1, ["a"])
    assert decode(b'{"a": [2, []]}', dict[str, Pair]) == {"a": Pair(2, [])}
    assert convert([[1, ["a"]]], list[Pair]) == [Pair(1, ["a"])]


@pytest.mark.parametrize("text", ["", "[1]", "[1, [2]]", '["1", []]'])
def test_what_does_not_fit_is_refused(text: str) -> None:
    with pytest.raises(msgspec.DecodeError):
        decode(text, Pair)
