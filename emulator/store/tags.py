"""The tags of resources, of whatever kind."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from sqlalchemy import bindparam, delete, insert, select

from emulator.domain.resource import Resource
from emulator.store.statements import DbCursor, Statement
from emulator.store.tables import TAG

# The ARN of an alias does not name its account.
_OF = (TAG.c.resource_arn == bindparam("arn"), TAG.c.account == bindparam("owner"))
_FIND = Statement(select(TAG.c.tag_key, TAG.c.tag_value).where(*_OF).order_by(TAG.c.tag_key))
_PUT = Statement(insert(TAG).prefix_with("OR REPLACE"))
_REMOVE = Statement(delete(TAG).where(*_OF, TAG.c.tag_key == bindparam("unwanted")))
_REMOVE_ALL = Statement(delete(TAG).where(*_OF))
_EACH = Statement(
    select(TAG.c.resource_arn, TAG.c.account, TAG.c.tag_key, TAG.c.tag_value).order_by(
        TAG.c.resource_arn, TAG.c.account, TAG.c.tag_key
    )
)


class Tags:
    """The tags of one transaction."""

    def __init__(self, cursor: DbCursor) -> None:
        self._cursor = cursor

    def find(self, resource: Resource) -> dict[str, str]:
        """The tags of a resource, by their keys and in the order of these."""
        return dict(_FIND.all(self._cursor, arn=resource.arn, owner=resource.account))

    def put(self, resource: Resource, tags: Mapping[str, str]) -> None:
        """Gives a resource tags, which replace those of the same keys."""
        owner = {"resource_arn": resource.arn, "account": resource.account}
        _PUT.run_many(self._cursor, [owner | {"tag_key": key, "tag_value": value} for key, value in tags.items()])

    def remove(self, resource: Resource, keys: Iterable[str]) -> None:
        """Takes the tags of these keys from a resource, where it has them."""
        owner = {"arn": resource.arn, "owner": resource.account}
        _REMOVE.run_many(self._cursor, [owner | {"unwanted": key} for key in keys])

    def remove_all(self, resource: Resource) -> None:
        _REMOVE_ALL.run(self._cursor, arn=resource.arn, owner=resource.account)

    def by_resource(self) -> Mapping[tuple[str, str], Mapping[str, str]]:
        """All tags, by the ARN and the account of their resources; empty for a resource that has none."""
        found: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
        for arn, account, key, value in _EACH.each(self._cursor):
            found[arn, account][key] = value
        return found
