"""GetComputeAuthToken: what a compute's server processes show when they connect."""

from emulator.api import shapes
from emulator.context import Context
from emulator.domain import arn
from emulator.domain.auth_token import expiry_from, write_auth_token
from emulator.operations.shared.finding import find_compute, find_fleet


def get_compute_auth_token(
    input: shapes.GetComputeAuthTokenInput, context: Context
) -> shapes.GetComputeAuthTokenOutput:
    """A token for a compute, good for three hours, or as long as the settings say.

    Order of checks: fleet, compute.
    Raises: NotFoundException.
    Source: API_GetComputeAuthToken. Observed: a UUID, and an expiry about three hours ahead in whole seconds.
    """
    fleet = find_fleet(input.fleet_id, context)
    compute = find_compute(input.compute_name, fleet, context)
    expires = expiry_from(context.now, context.settings.auth_token_minutes)
    return shapes.GetComputeAuthTokenOutput(
        fleet.fleet_id,
        arn.fleet_arn(fleet.region, fleet.account, fleet.fleet_id),
        compute.compute_name,
        arn.compute_arn(fleet.region, fleet.account, compute.compute_name),
        write_auth_token(fleet, compute.compute_name, expires, context.token_key),
        float(expires),
    )
