"""Tags, as operations take them, and the resources that have them."""

from collections.abc import Iterable, Mapping

from emulator.api import shapes
from emulator.context import Context
from emulator.domain import arn
from emulator.domain.alias import Alias
from emulator.domain.build import Build
from emulator.domain.fleet import Fleet, Location
from emulator.domain.matchmaking_configuration import MatchmakingConfiguration
from emulator.domain.matchmaking_rule_set import MatchmakingRuleSet
from emulator.domain.queue import GameSessionQueue
from emulator.domain.resource import Resource
from emulator.domain.script import Script
from emulator.domain.tag import with_tags
from emulator.errors import InvalidRequestException, NotFoundException
from emulator.operations.shared.finding import find_resource
from emulator.quoting import quoted

TAGGED: Mapping[str, type[Resource]] = {
    kind.arn_kind: kind
    for kind in (Fleet, Alias, Build, Script, Location, GameSessionQueue, MatchmakingRuleSet, MatchmakingConfiguration)
}
"""The kinds of resources that have tags, as ARNs call them: those whose Create operations take Tags."""


def find_by_arn(resource_arn: str, context: Context) -> Resource:
    """The resource of a ResourceARN.

    Raises: InvalidRequestException for what is no ARN of GameLift's; NotFoundException for one of nothing that has tags
    here.
    """
    kind = arn.kind_named(resource_arn)
    if kind is None:
        raise InvalidRequestException(f"ResourceARN {quoted(resource_arn)} is not an ARN of a GameLift resource.")
    if kind not in TAGGED:
        raise NotFoundException(
            f"ResourceARN {quoted(resource_arn)} was not found: the resources with tags are of the kinds"
            f" {', '.join(sorted(TAGGED))}."
        )
    return find_resource(TAGGED[kind], resource_arn, context)


def add_tags(resource: Resource, given: Iterable[shapes.Tag] | None, context: Context) -> None:
    """Gives a resource tags. Raises: as `with_tags`."""
    if given:
        tags = with_tags(context.store.tags.find(resource), ((each.key, each.value) for each in given))
        context.store.tags.put(resource, tags)
