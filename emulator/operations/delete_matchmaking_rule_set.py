"""DeleteMatchmakingRuleSet: a rule set, gone."""

from emulator.api import shapes
from emulator.context import Context
from emulator.operations.shared.rule_sets import find_rule_set


def delete_matchmaking_rule_set(
    input: shapes.DeleteMatchmakingRuleSetInput, context: Context
) -> shapes.DeleteMatchmakingRuleSetOutput:
    """Nothing; the rule set is gone. Its name can be given again.

    Raises: NotFoundException.
    Source: API_DeleteMatchmakingRuleSet.
    """
    context.store.delete(find_rule_set(input.name, context))
    return shapes.DeleteMatchmakingRuleSetOutput()
