"""Rule sets of FlexMatch, as they are stored: under a name, and to the letter."""

from typing import ClassVar

from emulator.domain.resource import Resource


class MatchmakingRuleSet(Resource, frozen=True, kw_only=True):
    """A rule set that has been found valid; `matchmaking/reading.py` says what it means.

    Observed: ARNs of configurations in events carry the account, which texts leave out. Assumed of rule sets too.
    """

    arn_kind: ClassVar = "matchmakingruleset"
    name_field: ClassVar = "name"

    name: str
    rule_set_body: str
    creation_time: int
