"""DeleteMatchmakingRuleSet: a rule set, gone."""

from emulator.api import shapes
from emulator.context import Context
from emulator.domain.matchmaking_configuration import MatchmakingConfiguration
from emulator.domain.paging import START
from emulator.errors import InvalidRequestException
from emulator.operations.shared.rule_sets import find_rule_set


def delete_matchmaking_rule_set(
    input: shapes.DeleteMatchmakingRuleSetInput, context: Context
) -> shapes.DeleteMatchmakingRuleSetOutput:
    """Nothing; the rule set is gone. Its name can be given again.

    Raises: NotFoundException; InvalidRequestException while a configuration uses it.
    Source: API_DeleteMatchmakingRuleSet.
    """
    stored = find_rule_set(input.name, context)
    users = context.store.page(
        MatchmakingConfiguration, context.region, context.account, START, 1, rule_set_name=stored.name
    )
    if users:
        raise InvalidRequestException(
            f"Rule set {stored.name} cannot be deleted: matchmaking configuration {users[0].name} uses it."
        )
    context.store.delete(stored)
    return shapes.DeleteMatchmakingRuleSetOutput()
