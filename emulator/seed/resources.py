"""What the entries of all kinds of resources have in common: a name that stands once, and tags."""

from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace

from emulator.domain.resource import AnyResource
from emulator.domain.tag import with_tags
from emulator.errors import TaggingFailedException
from emulator.seed.entry import ResourceEntry, Tag
from emulator.seed.planning import Place, Planned, Planning, given_columns
from emulator.store.store import Store


def planned_resource(
    planning: Planning, place: Place, entry: ResourceEntry, row: AnyResource, **columns: tuple[str, ...]
) -> Planned[AnyResource]:
    """The plan for the resource `row` of an entry, whose members fill `columns` of other names.

    Raises: SeedError where its name stands twice, or a tag breaks a rule.
    """
    planning.raise_if_twice(place, row)
    stored = planning.store.find(type(row), row.resource_name, row.region, row.account)
    tags = tags_of(place, entry.tags or ())
    differ = stored is not None and entry.tags is not None and planning.store.tags.find(stored) != tags
    given = given_columns(entry, account_id=("account",), tags=(), **columns)
    return Planned(row, stored, given, tags, differ)


def tags_of(place: Place, tags: Iterable[Tag]) -> Mapping[str, str]:
    """The tags of an entry. Raises: SeedError."""
    try:
        return with_tags({}, ((each.key, each.value) for each in tags))
    except TaggingFailedException as error:
        raise place.error("Tags", error.message) from None


class TaggedEntries:
    """The entries that say everything of resources, their tags too."""

    def __init__(self, store: Store) -> None:
        self._tags = store.tags.by_resource()

    def of(self, entries: Iterable[tuple[AnyResource, ResourceEntry]]) -> Iterator[ResourceEntry]:
        """The entries of resources, each with the tags of its resource."""
        for resource, entry in entries:
            tags = self._tags.get((resource.arn, resource.account), {})
            yield replace(entry, tags=[Tag(*tag) for tag in tags.items()] or None)
