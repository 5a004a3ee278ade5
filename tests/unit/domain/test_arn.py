"""ARNs and ids: what is made can be taken apart, and what is derived is the same at all times."""

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulator.domain import arn

regions = st.from_regex(r"[a-z]{2}-[a-z]{4,9}-[1-9]", fullmatch=True)
fleets = st.from_regex(r"fleet-[a-zA-Z0-9-]{1,20}", fullmatch=True)
names = st.from_regex(r"[A-Za-z0-9-]{1,20}", fullmatch=True)


@given(regions, fleets, st.none() | names, names)
def test_arn_of_a_game_session_is_taken_apart_into_what_it_was_made_of(
    region: str, fleet: str, location: str | None, id_string: str
) -> None:
    parts = arn.parse_game_session_arn(arn.game_session_arn(region, fleet, location, id_string))
    assert parts == (region, fleet, None if location == region else location, id_string)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "gsess-1",
        "arn:aws:gamelift:us-east-1::gamesession/fleet-1",
        "arn:aws:gamelift:us-east-1::gamesession/fleet-1/a/b/c",
        "arn:aws:gamelift:us-east-1:000000000000:gamesession/fleet-1/a",
        "arn:aws:gamelift:us-east-1::gamesession/fleet-1/a\n",
        " arn:aws:gamelift:us-east-1::gamesession/fleet-1/a",
    ],
)
def test_what_is_no_arn_of_a_game_session_has_no_parts(text: str) -> None:
    assert arn.parse_game_session_arn(text) is None


ACCOUNT = "123456789012"


@pytest.mark.parametrize(
    ("made", "kind", "name", "account"),
    [
        (arn.fleet_arn("eu-west-1", ACCOUNT, "fleet-1"), "fleet", "fleet-1", ACCOUNT),
        (arn.compute_arn("eu-west-1", ACCOUNT, "pc"), "compute", "pc", ACCOUNT),
        (arn.resource_arn("eu-west-1", ACCOUNT, "location", "custom-1"), "location", "custom-1", ACCOUNT),
    ],
)
def test_arn_names_what_it_was_made_for(made: str, kind: str, name: str, account: str | None) -> None:
    assert arn.named(made, kind) == (name, "eu-west-1", account)
    assert arn.named(name, kind) == (name, None, None)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (arn.fleet_arn("eu-west-1", ACCOUNT, "fleet-1"), "fleet"),
        (arn.resource_arn("eu-west-1", "", "alias", "alias-1"), "alias"),
        ("arn:aws-cn:gamelift:cn-north-1::build/build-a/b", "build"),
        ("", None),
        ("fleet-1", None),
        ("arn:aws:gamelift:eu-west-1::fleet", None),
        ("arn:aws:gamelift:eu-west-1::fleet/", None),
        ("arn:aws:s3:eu-west-1::fleet/fleet-1", None),
        ("arn:aws:gamelift:eu-west-1::fleet/fleet-1\n", None),
        (" arn:aws:gamelift:eu-west-1::fleet/fleet-1", None),
    ],
)
def test_arn_tells_the_kind_of_what_it_names(text: str, kind: str | None) -> None:
    assert arn.kind_named(text) == kind


def test_name_can_be_where_it_says_and_nowhere_else() -> None:
    of_fleet = arn.named(arn.fleet_arn("eu-west-1", ACCOUNT, "fleet-1"), "fleet")
    assert of_fleet.can_be_in("eu-west-1", ACCOUNT)
    assert not of_fleet.can_be_in("us-east-1", ACCOUNT)
    assert not of_fleet.can_be_in("eu-west-1", "000000000000")
    assert arn.named("fleet-1", "fleet").can_be_in("us-east-1", "000000000000")


@pytest.mark.parametrize("text", ["build-1", arn.resource_arn("us-east-1", ACCOUNT, "build", "build-1")])
def test_id_is_found_in_its_arn(text: str) -> None:
    assert arn.id_named(text, "build") == "build-1"


@given(st.text(), st.text(), st.integers(0, 99))
def test_derived_id_is_the_same_at_all_times_and_another_for_another_player(match: str, player: str, n: int) -> None:
    derived = arn.derived_player_session_id(match, player, n)
    assert derived == arn.derived_player_session_id(match, player, n)
    assert derived not in (
        arn.derived_player_session_id(match, player, n + 1),
        arn.derived_player_session_id(match, f"{player}x", n),
    )


@given(st.text())
def test_made_up_address_is_nobodys(match: str) -> None:
    address = ipaddress.ip_address(arn.ip_address(match))
    assert address in ipaddress.ip_network("198.51.100.0/24")
    assert 33_000 <= arn.port(match) < 35_000


def test_dns_name_is_made_as_ec2_makes_it() -> None:
    assert arn.dns_name("us-east-1", "198.51.100.7", "g", tls=False) == "ec2-198-51-100-7.compute-1.amazonaws.com"
    regional = arn.dns_name("eu-west-1", "198.51.100.7", "g", tls=False)
    assert regional == "ec2-198-51-100-7.eu-west-1.compute.amazonaws.com"
    assert arn.dns_name("eu-west-1", "198.51.100.7", "g", tls=True).endswith(".eu-west-1.amazongamelift.com")
