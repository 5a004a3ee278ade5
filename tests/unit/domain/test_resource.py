"""Resources know their names and ARNs."""

import pytest

from emulator.domain import arn
from emulator.domain.alias import Alias
from emulator.domain.fleet import Fleet, Location
from emulator.domain.resource import Resource

ACCOUNT, REGION = "123456789012", "eu-west-1"
FLEET = Fleet(key=1, account=ACCOUNT, region=REGION, fleet_id="fleet-1", name="a", compute_type="EC2", creation_time=0)
LOCATION = Location(1, ACCOUNT, REGION, "custom-1", 0)
ALIAS = Alias(1, ACCOUNT, REGION, "alias-1", "a", None, "TERMINAL", None, "b", 0, 0)


@pytest.mark.parametrize(
    ("resource", "name", "text"),
    [
        (FLEET, "fleet-1", f"arn:aws:gamelift:{REGION}:{ACCOUNT}:fleet/fleet-1"),
        (LOCATION, "custom-1", f"arn:aws:gamelift:{REGION}:{ACCOUNT}:location/custom-1"),
        (ALIAS, "alias-1", f"arn:aws:gamelift:{REGION}::alias/alias-1"),
    ],
    ids=lambda each: each if isinstance(each, str) else type(each).__name__,
)
def test_resource_has_a_name_and_an_arn_that_leads_to_it(resource: Resource, name: str, text: str) -> None:
    assert (resource.resource_name, resource.arn) == (name, text)
    assert arn.kind_named(text) == resource.arn_kind
    named = arn.named(text, resource.arn_kind)
    assert named.name == name
    assert named.can_be_in(REGION, ACCOUNT)
