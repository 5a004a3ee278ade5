"""What is wrong with a seed document."""

from emulator.quoting import LONGEST_TEXT, shortened


class SeedError(Exception):
    """A seed document cannot be loaded. Names the file, the place inside of it, and the rule that it breaks."""

    def __init__(self, file: str, path: str, rule: str) -> None:
        rule = shortened(rule, LONGEST_TEXT)
        super().__init__(f"{file}: {path}: {rule}" if path else f"{file}: {rule}")
        self.file = file
        self.path = path
        self.rule = rule
