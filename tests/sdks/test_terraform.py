"""What Terraform's AWS provider calls for builds, scripts, fleets and aliases, by the Go SDK on which it is built."""

import json
from collections.abc import Iterator

import pytest

from tests.sdks.asking import ask
from tests.sdks.clients import Unavailable, go
from tests.support.running import Running, running

pytestmark = pytest.mark.sdks

FLEET: dict[str, object] = {
    "OperatingSystem": "AMAZON_LINUX_2023",
    "FleetType": "ON_DEMAND",
    "InstanceType": "c5.large",
    "MetricGroups": ["all"],
    "Certificate": "GENERATED",
}
CREATED = {"n": "one", "old": "yes"}
CHANGED = {"n": "two"}
EXPECTED: dict[str, dict[str, object]] = {
    "build, created": {"Name": "build", "Version": "1", "OperatingSystem": "AMAZON_LINUX_2023", "tags": CREATED},
    "script, created": {"Name": "script", "Version": None, "SizeOnDisk": 17, "hasLocation": True, "tags": CREATED},
    "fleet, created": FLEET
    | {
        "Name": "fleet",
        "Description": "one",
        "Protection": "FullProtection",
        "limits": [4, 25],
        "ports": ["8080-8080 UDP", "9090-9090 UDP"],
        "tags": CREATED,
    },
    "alias, created": {
        "Name": "alias",
        "Description": "one",
        "Type": "SIMPLE",
        "hasFleet": True,
        "Message": None,
        "tags": CREATED,
    },
    "build, changed": {"Name": "build-two", "Version": "2", "OperatingSystem": "AMAZON_LINUX_2023", "tags": CHANGED},
    "script, changed": {"Name": "script-two", "Version": "2", "SizeOnDisk": 18, "hasLocation": True, "tags": CHANGED},
    "fleet, changed": FLEET
    | {
        "Name": "fleet-two",
        "Description": "two",
        "Protection": "NoProtection",
        "limits": [5, 25],
        "ports": ["9090-9090 UDP", "7070-7070 UDP"],
        "tags": CHANGED,
    },
    "alias, changed": {
        "Name": "alias-two",
        "Description": "two",
        "Type": "TERMINAL",
        "hasFleet": False,
        "Message": "bye",
        "tags": CHANGED,
    },
    "gone": {"alias": True, "script": True, "build": True, "tags": True},
}


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """An emulator whose fleets need builds that are here, as Terraform makes them first."""
    with running(tmp_path_factory.mktemp("terraform"), "--strict-builds") as emulator:
        yield emulator


def test_resources_are_created_read_changed_tagged_and_deleted(strict: Running) -> None:
    try:
        (program,) = go()
    except Unavailable as reason:
        pytest.skip(str(reason))
    # See docs/differences.md: the SDK repeats what was answered.
    done = ask([program, "terraform"], strict, AWS_MAX_ATTEMPTS="3")
    assert done.returncode == 0, done.stderr
    told = {line["step"]: line["value"] for line in map(json.loads, done.stdout.splitlines())}
    assert told == EXPECTED
