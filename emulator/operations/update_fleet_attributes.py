"""UpdateFleetAttributes: the attributes of a fleet that can change."""

from msgspec.structs import replace

from emulator.api import shapes
from emulator.context import Context
from emulator.domain import arn
from emulator.operations.shared.finding import anywhere, changeable, find_fleet
from emulator.operations.shared.fleet_settings import note_event


def update_fleet_attributes(
    input: shapes.UpdateFleetAttributesInput, context: Context
) -> shapes.UpdateFleetAttributesOutput:
    """The identifiers of the fleet, whose attributes are now as given; what is not given stays.

    Game sessions that exist already keep their protection policy.
    Order of checks: look-up, status, AnywhereConfiguration of a fleet that is none.
    Raises: NotFoundException, InvalidFleetStatusException, InvalidRequestException.
    Source: API_UpdateFleetAttributes. Assumed: the statuses.
    """
    fleet = changeable(find_fleet(input.fleet_id, context))
    given: dict[str, object] = {
        "name": input.name,
        "description": input.description,
        "new_game_session_protection_policy": input.new_game_session_protection_policy,
        "metric_group": input.metric_groups[0] if input.metric_groups else None,
    }
    if input.anywhere_configuration is not None:
        given["cost"] = anywhere(fleet) and input.anywhere_configuration.cost
    changed = replace(fleet, **{name: value for name, value in given.items() if value is not None})
    limits = input.resource_creation_limit_policy
    if limits is not None:
        changed = replace(
            changed,
            new_game_sessions_per_creator=limits.new_game_sessions_per_creator,
            policy_period_in_minutes=limits.policy_period_in_minutes,
        )
    context.store.update(changed)
    if changed.new_game_session_protection_policy != fleet.new_game_session_protection_policy:
        note_event(
            fleet,
            "FLEET_NEW_GAME_SESSION_PROTECTION_POLICY_UPDATED",
            f"New game sessions have {changed.new_game_session_protection_policy}.",
            context,
        )
    return shapes.UpdateFleetAttributesOutput(
        fleet.fleet_id, arn.fleet_arn(fleet.region, fleet.account, fleet.fleet_id)
    )
