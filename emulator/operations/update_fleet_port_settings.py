"""UpdateFleetPortSettings: from where, and on which ports, players reach a fleet from now on."""

from msgspec.structs import replace

from emulator.api import shapes
from emulator.context import Context
from emulator.domain import arn
from emulator.errors import InvalidRequestException, LimitExceededException
from emulator.operations.shared.finding import changeable, find_fleet, managed
from emulator.operations.shared.fleet_settings import as_json, parse_ports, read_ports

MOST_PERMISSIONS = 50
"""The model's constraint of a request, taken as one of the fleet too."""


def update_fleet_port_settings(
    input: shapes.UpdateFleetPortSettingsInput, context: Context
) -> shapes.UpdateFleetPortSettingsOutput:
    """The identifiers of the fleet, without the permissions that are revoked, and with those that are authorized.

    Order of checks: look-up, compute type, status, revocations, authorizations, their number.
    Raises: NotFoundException; InvalidFleetStatusException; InvalidRequestException for an Anywhere fleet, for what
    cannot be, is there already or was never there; LimitExceededException.
    Source: API_UpdateFleetPortSettings. Observed: how the text for what is there already begins (the Terraform
    provider). Assumed: the other errors.
    """
    fleet = changeable(managed(find_fleet(input.fleet_id, context)))
    ports = read_ports(fleet)
    for each in input.inbound_permission_revocations or ():
        if each not in ports:
            raise InvalidRequestException("InvalidPermission.NotFound: the fleet has no such inbound permission.")
        ports.remove(each)
    ports = parse_ports([*ports, *(input.inbound_permission_authorizations or ())])
    if len(ports) > MOST_PERMISSIONS:
        raise LimitExceededException(f"A fleet can have {MOST_PERMISSIONS} inbound permissions.")
    context.store.update(replace(fleet, ec2_inbound_permissions=as_json(ports) if ports else None))
    return shapes.UpdateFleetPortSettingsOutput(
        fleet.fleet_id, arn.fleet_arn(fleet.region, fleet.account, fleet.fleet_id)
    )
