"""Files to seed documents: JSON or YAML, one file or all of a folder."""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple, TypeVar

import msgspec

from emulator.decoding import convert, decode
from emulator.seed.document import Document
from emulator.seed.errors import SeedError

AnyDocument = TypeVar("AnyDocument", bound=msgspec.Struct)
SUFFIXES = (".json", ".yaml", ".yml")


class Source(NamedTuple):
    """A document and the name of the file that it stood in."""

    file: str
    document: Document


def read_path(path: Path) -> list[Source]:
    """The documents at `path`: a file's, or those of a folder's JSON and YAML files in the order of their names.

    Raises: SeedError.
    """
    return [Source(str(file), parse(file_bytes(file), str(file), Document)) for file in files_of(path)]


def files_of(path: Path) -> Iterable[Path]:
    if not path.is_dir():
        return [path]
    try:
        files = sorted(file for file in path.iterdir() if file.suffix in SUFFIXES)
    except OSError as error:
        raise SeedError(str(path), "", error.strerror or str(error)) from None
    if not files:
        raise SeedError(str(path), "", f"the folder has no file that ends in {', '.join(SUFFIXES)}")
    return files


def file_bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise SeedError(str(file), "", error.strerror or str(error)) from None


def parse(text: bytes, file: str, kind: type[AnyDocument]) -> AnyDocument:
    """The document in `text`, which is YAML where the file's name says so, and JSON otherwise.

    Raises: SeedError.
    """
    try:
        if file.endswith((".yaml", ".yml")):
            return convert(parse_yaml(text, file), kind)
        return decode(text, kind)
    except msgspec.ValidationError as error:
        rule, _, path = str(error).partition(" - at `")
        raise SeedError(file, path.rstrip("`").removeprefix("$."), rule) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise SeedError(file, "", f"it is not JSON: {error}") from None


def parse_yaml(text: bytes, file: str) -> object:
    import yaml  # costs more than a start without a seed should

    from emulator.seed.yaml_loader import Loader, TooMuch

    try:
        return {} if (value := yaml.load(text, Loader)) is None else value
    except TooMuch as error:
        raise SeedError(file, "", str(error)) from None
    except (yaml.YAMLError, RecursionError, ValueError, OverflowError) as error:
        raise SeedError(file, "", f"it is not YAML: {' '.join(str(error).split())}") from None
