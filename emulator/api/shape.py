"""What all structures of the service model are."""

import struct
from typing import Annotated

from msgspec import Meta, Struct

LARGEST_FLOAT: float = struct.unpack(">f", b"\x7f\x7f\xff\xff")[0]
"""That a Float of the model holds: it has four bytes."""


class Shape(Struct, frozen=True, omit_defaults=True, rename="pascal", gc=False):
    """A structure of the model. An absent member is None and is never written."""


# Seconds since the epoch, with milliseconds: what both wire protocols carry.
Timestamp = Annotated[float, Meta(extra={"timestamp": True})]
