"""CreateMatchmakingRuleSet: rules by which tickets make matches."""

from emulator.api import shapes
from emulator.context import Context
from emulator.domain.matchmaking.reading import check_rule_set
from emulator.domain.matchmaking_rule_set import MatchmakingRuleSet
from emulator.errors import InvalidRequestException
from emulator.operations.shared.rule_sets import show_rule_set
from emulator.operations.shared.tagging import add_tags


def create_matchmaking_rule_set(
    input: shapes.CreateMatchmakingRuleSetInput, context: Context
) -> shapes.CreateMatchmakingRuleSetOutput:
    """The new rule set, its body to the letter.

    Order of checks: the rule set, its name, tags.
    Raises: InvalidRequestException with all that is wrong with the rule set, and for an empty name or one in use, as
    the operation has no ConflictException; TaggingFailedException.
    Source: API_CreateMatchmakingRuleSet. Assumed: that it checks as ValidateMatchmakingRuleSet does.
    Differs: there is no quota of rule sets.
    """
    check_rule_set(input.rule_set_body)
    if not input.name:
        raise InvalidRequestException("A rule set needs a Name that is not empty.")
    known = context.store.find(MatchmakingRuleSet, input.name, context.region, context.account)
    if known is not None:
        raise InvalidRequestException(f"There is a rule set {known.arn} already.")
    made = MatchmakingRuleSet(
        key=context.store.next_key(MatchmakingRuleSet),
        account=context.account,
        region=context.region,
        name=input.name,
        rule_set_body=input.rule_set_body,
        creation_time=context.now,
    )
    context.store.add([made])
    add_tags(made, input.tags, context)
    return shapes.CreateMatchmakingRuleSetOutput(show_rule_set(made))
