"""What the kinds of resources have in common: each lives in a region of an account, and has a name, an ARN and tags.

A new kind is a subclass, with its table in `store/tables.py` and its line in `TABLES` (`store/records.py`) and in
`TAGGED` (`operations/shared/tagging.py`). The store then finds it, pages it, counts it and keeps its tags.
"""

from typing import ClassVar, TypeVar

from msgspec import Struct

from emulator.domain.arn import resource_arn


class Resource(Struct, frozen=True):
    """A resource of an account in a region."""

    key: int
    account: str
    region: str

    arn_kind: ClassVar[str]
    """How ARNs call the kind."""
    name_field: ClassVar[str]
    """The field that names a resource within its region and account: an id, or a name that its owner chose."""
    arn_has_account: ClassVar[bool] = True

    @property
    def resource_name(self) -> str:
        return str(getattr(self, self.name_field))

    @property
    def arn(self) -> str:
        account = self.account if self.arn_has_account else ""
        return resource_arn(self.region, account, self.arn_kind, self.resource_name)


AnyResource = TypeVar("AnyResource", bound=Resource)
