"""ValidateMatchmakingRuleSet: whether a text is a rule set."""

from emulator.api import shapes
from emulator.context import Context
from emulator.domain.matchmaking.reading import check_rule_set


def validate_matchmaking_rule_set(
    input: shapes.ValidateMatchmakingRuleSetInput, context: Context
) -> shapes.ValidateMatchmakingRuleSetOutput:
    """That the rule set is valid.

    Raises: InvalidRequestException with all that is wrong with it, each with its JSON path, line and column.
    Source: API_ValidateMatchmakingRuleSet. Assumed: that an invalid rule set is an error, and never `Valid: false`.
    Differs: comments in a rule set are read over, as keys that mean nothing are.
    """
    check_rule_set(input.rule_set_body)
    return shapes.ValidateMatchmakingRuleSetOutput(valid=True)
