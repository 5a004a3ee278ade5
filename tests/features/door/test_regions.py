"""Regions that calls are signed for: refused where they cannot be one, and warned of where AWS has none."""

from pathlib import Path

import pytest

from tests.support.refusing import refusal
from tests.support.running import Running, running

NOWHERE = ["US-EAST-1", "us_east_1", "a.b", "us-east-1:x", "nowhere 1", "*", "%0a", "x" * 60_000]


def signed_for(region: str) -> dict[str, str]:
    scope = f"test/20260131/{region}/gamelift/aws4_request"
    return {
        "authorization": f"AWS4-HMAC-SHA256 Credential={scope}, SignedHeaders=host, Signature=0",
        "x-amz-date": "20260131T120000Z",
    }


def warnings(emulator: Running, region: str) -> list[str]:
    return [line for line in emulator.log().splitlines() if f" WARNING region {region}: " in line]


@pytest.mark.parametrize("protocol", ["call", "call_cbor"])
@pytest.mark.parametrize("region", NOWHERE, ids=lambda region: region[:20])
def test_call_for_what_cannot_be_a_region_is_refused_and_opens_none(
    emulator: Running, region: str, protocol: str
) -> None:
    before = emulator.control("GET", "/state")["OpenedRegions"]
    ask = getattr(emulator, protocol)
    response = ask("DescribePlayerSessions", {"PlayerId": "a"}, **signed_for(region))
    message = refusal(response, "InvalidSignatureException")
    assert f"not '{region[:64]}" in message
    assert len(message) < 256 + 250
    assert emulator.control("GET", "/state")["OpenedRegions"] == before


@pytest.mark.parametrize(
    ("region", "warned"), [("us-east-9", True), ("local", True), ("eu-west-1", False), ("cn-north-1", False)]
)
def test_region_that_aws_does_not_have_is_open_and_named_in_one_warning(
    region: str, warned: bool, tmp_path: Path
) -> None:
    with running(tmp_path) as emulator:
        for _ in range(3):
            assert emulator.client(region).list_fleets()["FleetIds"]
            emulator.reset()
        assert len(warnings(emulator, region)) == warned


@pytest.mark.parametrize(("region", "warned"), [("us-east-9", True), ("ap-southeast-2", False)])
def test_region_setting_that_aws_does_not_have_is_named_at_the_start(region: str, warned: bool, tmp_path: Path) -> None:
    with running(tmp_path, "--region", region) as emulator:
        assert len(warnings(emulator, region)) == warned
        assert emulator.client(region).list_fleets()["FleetIds"]
        assert len(warnings(emulator, region)) == warned
