"""YAML as a seed document may use it: what a text costs grows no faster than its size.

Three things of YAML grow faster, and are refused: aliases and merge keys that stand for far more values than the text
has, numbers to the base of 60 with thousands of digits, and numbers as keys, which can be made to collide. So are tags,
which can call anything a number, and of which no seed document needs one.
"""

from typing import ClassVar

import yaml
from yaml.composer import Composer

from emulator.quoting import shortened

# LibYAML is many times faster, where PyYAML was built with it.
FAST = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
TIMES = "tag:yaml.org,2002:timestamp"
NUMBERS = ("tag:yaml.org,2002:int", "tag:yaml.org,2002:float")
KEYS = ("tag:yaml.org,2002:str", "tag:yaml.org,2002:merge")
LONGEST_NUMBER = 400
SPARE_VALUES = 1_000_000
"""A text without aliases has no more values than bytes; with aliases it may stand for so many more."""


PLAIN_TAGS = (None, "tag:yaml.org,2002:str", "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map")


class TooMuch(Exception):
    """The text is YAML, and none that a seed document needs; what it says is the rule."""


class Loader(Composer, FAST):  # type: ignore[misc, valid-type]
    """YAML without its own notion of times: they are ours to read.

    Nodes are composed in Python: LibYAML's own composer recurses in C, until the process dies of deep nesting.
    """

    yaml_implicit_resolvers: ClassVar = {
        first: [(tag, regexp) for tag, regexp in resolvers if tag != TIMES]
        for first, resolvers in FAST.yaml_implicit_resolvers.items()
    }

    def __init__(self, stream: bytes) -> None:
        FAST.__init__(self, stream)
        Composer.__init__(self)
        self._values = 0
        self._most_values = len(stream) + SPARE_VALUES
        self._values_of: dict[str, int] = {}
        """By anchor, how many values it stands for."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """The next node; where it is an alias, all that it stands for counts. Raises: TooMuch."""
        event = self.peek_event()
        before = self._values
        node = super().compose_node(parent, index)
        if isinstance(event, yaml.AliasEvent):
            if event.anchor not in self._values_of:
                raise TooMuch("an alias stands inside of what it stands for")
            self._values += self._values_of[event.anchor]
        else:
            if event.tag not in PLAIN_TAGS:
                raise TooMuch(f"it has the tag {shortened(event.tag)}: write the value without it")
            self._values += 1
            check_node(node)
            if event.anchor is not None:
                self._values_of[event.anchor] = self._values - before
        if self._values > self._most_values:
            raise TooMuch(f"its aliases stand for more than {self._most_values:,} values")
        return node


def check_node(node: yaml.Node | None) -> None:
    """Raises: TooMuch."""
    match node:
        case yaml.ScalarNode() if len(node.value) > LONGEST_NUMBER and node.tag in NUMBERS:
            raise TooMuch(f"a number has more than {LONGEST_NUMBER} digits")
        case yaml.MappingNode() if any(key.tag not in KEYS for key, _ in node.value):
            raise TooMuch("the key of a mapping is not a text")
