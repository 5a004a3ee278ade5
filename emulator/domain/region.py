"""What a region and an account may be called: one rule, at every door through which their names come in.

A region that AWS does not have is as good as one that it has: what counts is that its name fits into an ARN, and
that it can be a fleet's home location, which the model gives 64 characters.
"""

import re
from typing import Annotated

from msgspec import Meta

REGION_PATTERN = "[a-z0-9-]{1,64}"
ACCOUNT_PATTERN = "[0-9]{12}"
REGION_RULE = "must be a region's name such as us-east-1: 1 to 64 lower-case letters, digits and hyphens"
ACCOUNT_RULE = "must be 12 digits"

Region = Annotated[str, Meta(pattern=rf"^{REGION_PATTERN}\Z")]
AccountId = Annotated[str, Meta(pattern=rf"^{ACCOUNT_PATTERN}\Z")]

_REGION = re.compile(REGION_PATTERN)
_ACCOUNT = re.compile(ACCOUNT_PATTERN)


def is_region(text: str) -> bool:
    return _REGION.fullmatch(text) is not None


def is_account(text: str) -> bool:
    return _ACCOUNT.fullmatch(text) is not None
