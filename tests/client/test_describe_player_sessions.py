"""DescribePlayerSessions as a stock boto3 client sees it."""

import json
import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import pytest
from types_boto3_gamelift import GameLiftClient
from types_boto3_gamelift.type_defs import PlayerSessionTypeDef

from tests.support.running import ACCOUNT, REGION, Running
from tests.support.worlds import FLEET, GAME_SESSION, world

NOW = "2026-01-01T00:00:00Z"
INSTANT = datetime(2026, 1, 1, tzinfo=UTC)
PSESS = "psess-00000000-0000-4000-8000-000000000001"
UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
STATUSES = ("ACTIVE", "COMPLETED", "TIMEDOUT", "RESERVED")
OTHER_ACCOUNT = "111122223333"

# One player session, found by each of the three identifiers.
LOOK_UPS = [{"PlayerSessionId": PSESS}, {"PlayerId": "alice"}, {"GameSessionId": GAME_SESSION}]
each_look_up = pytest.mark.parametrize("question", LOOK_UPS, ids=lambda question: next(iter(question)))


def describe(client: GameLiftClient, **question: Any) -> list[PlayerSessionTypeDef]:  # noqa: ANN401
    return client.describe_player_sessions(**question)["PlayerSessions"]


def refused(client: GameLiftClient, error: str, **question: Any) -> str:  # noqa: ANN401
    """The message of the error that `question` is answered with."""
    with pytest.raises(getattr(client.exceptions, error)) as raised:
        client.describe_player_sessions(**question)
    return str(raised.value.response["Error"]["Message"])


def reservation(**members: object) -> dict[str, Any]:
    return {"PlayerSessionId": PSESS, "PlayerId": "alice", "CreationTime": NOW} | members


@pytest.fixture
def lobby(emulator: Running) -> Running:
    """The clock stands still, and one player session has each status; its player's name is the status."""
    emulator.freeze(NOW)
    ages = {"ACTIVE": "-4m", "COMPLETED": "-3m", "TIMEDOUT": "-2m", "RESERVED": "-10s"}
    emulator.seed(world([{"PlayerId": status, "Status": status, "CreationTime": age} for status, age in ages.items()]))
    return emulator


@pytest.fixture
def reserved(emulator: Running) -> Running:
    """The clock stands still at the instant at which alice's reservation was made."""
    emulator.freeze(NOW)
    emulator.seed(world([reservation()], IpAddress="203.0.113.7", Port=7777))
    return emulator


@pytest.fixture
def places(emulator: Running) -> Running:
    """alice has a player session in two regions of one account, and in another account."""
    homes = [(REGION, ACCOUNT), ("eu-west-1", ACCOUNT), (REGION, OTHER_ACCOUNT)]
    emulator.seed(
        {
            "Fleets": [
                {"FleetId": f"fleet-{n}", "Region": region, "AccountId": account}
                for n, (region, account) in enumerate(homes)
            ],
            "GameSessions": [{"GameSessionId": f"gsess-{n}", "FleetId": f"fleet-{n}"} for n in range(3)],
            "PlayerSessions": [
                {"GameSessionId": f"gsess-{n}", "PlayerId": "alice", "PlayerSessionId": f"psess-{n}"} for n in range(3)
            ],
        }
    )
    return emulator


class TestIdentifiers:
    @pytest.mark.model
    @each_look_up
    def test_player_session_is_found_by_each_identifier(self, reserved: Running, question: dict[str, str]) -> None:
        assert [each["PlayerSessionId"] for each in describe(reserved.client(), **question)] == [PSESS]

    @pytest.mark.assumed("number of identifiers")
    def test_no_identifier_is_refused(self, client: GameLiftClient) -> None:
        assert "Exactly one" in refused(client, "InvalidRequestException")

    @pytest.mark.assumed("number of identifiers")
    @pytest.mark.parametrize("left_out", [0, 1, 2, None])
    def test_several_identifiers_are_refused(self, reserved: Running, left_out: int | None) -> None:
        several = {name: value for n, each in enumerate(LOOK_UPS) if n != left_out for name, value in each.items()}
        assert "Exactly one" in refused(reserved.client(), "InvalidRequestException", **several)

    @pytest.mark.assumed("unknown player")
    def test_unknown_player_has_no_player_sessions(self, reserved: Running) -> None:
        assert describe(reserved.client(), PlayerId="nobody") == []

    @pytest.mark.assumed("unknown player")
    def test_player_id_is_compared_exactly(self, reserved: Running) -> None:
        assert describe(reserved.client(), PlayerId="Alice") == []

    @pytest.mark.model
    def test_game_session_without_players_has_no_player_sessions(self, emulator: Running) -> None:
        emulator.seed(world())
        assert describe(emulator.client(), GameSessionId=GAME_SESSION) == []

    @pytest.mark.assumed("short game session id")
    def test_last_part_of_a_game_session_id_is_unknown(self, reserved: Running) -> None:
        """The refusal names the ARN that ends so."""
        for region in ("us-east-1", "eu-west-1"):
            message = refused(reserved.client(region), "NotFoundException", GameSessionId="gsess-one")
            assert f"Game session gsess-one was not found in region {region}, account" in message
            assert message.endswith(f". A GameSessionId is a whole ARN: {GAME_SESSION}.")


class TestMembers:
    @pytest.mark.observed("a reply to CreatePlayerSession in a public README")
    def test_reservation_has_exactly_these_members(self, reserved: Running) -> None:
        assert describe(reserved.client(), PlayerId="alice") == [
            {
                "PlayerSessionId": PSESS,
                "PlayerId": "alice",
                "GameSessionId": GAME_SESSION,
                "FleetId": FLEET,
                "FleetArn": f"arn:aws:gamelift:us-east-1:000000000000:fleet/{FLEET}",
                "CreationTime": INSTANT,
                "Status": "RESERVED",
                "IpAddress": "203.0.113.7",
                "DnsName": "ec2-203-0-113-7.compute-1.amazonaws.com",
                "Port": 7777,
            }
        ]

    @pytest.mark.observed("a reply to CreatePlayerSession in a public README")
    def test_answer_of_one_page_has_no_next_token(self, reserved: Running) -> None:
        answer = reserved.client().describe_player_sessions(PlayerId="alice")
        assert set(answer) == {"PlayerSessions", "ResponseMetadata"}

    @pytest.mark.model
    @pytest.mark.parametrize("data", ["x", '{"team": "red"}', "クラス: 魔法使い 🧙", " \n\t\u0000"])
    def test_player_data_is_shown_as_given(self, emulator: Running, data: str) -> None:
        emulator.seed(world([{"PlayerId": "alice", "PlayerData": data}]))
        assert describe(emulator.client(), PlayerId="alice")[0]["PlayerData"] == data

    @pytest.mark.documented("API_PlayerSession")
    @pytest.mark.parametrize("status", STATUSES)
    def test_termination_time_is_there_once_a_player_session_ended(self, lobby: Running, status: str) -> None:
        (session,) = describe(lobby.client(), PlayerId=status)
        assert ("TerminationTime" in session) == (status in ("COMPLETED", "TIMEDOUT"))

    @pytest.mark.observed("ids in public issues and READMEs")
    def test_player_session_id_is_psess_and_a_uuid(self, lobby: Running) -> None:
        ids = [each["PlayerSessionId"] for each in describe(lobby.client(), GameSessionId=GAME_SESSION)]
        assert [each for each in ids if not re.fullmatch(f"psess-{UUID}", each)] == []
        assert len(set(ids)) == 4

    @pytest.mark.observed("ARNs in public READMEs")
    def test_arns_name_region_and_account(self, places: Running) -> None:
        (session,) = describe(places.client("eu-west-1"), PlayerId="alice")
        assert session["GameSessionId"] == "arn:aws:gamelift:eu-west-1::gamesession/fleet-1/gsess-1"
        assert session["FleetArn"] == f"arn:aws:gamelift:eu-west-1:{ACCOUNT}:fleet/fleet-1"

    @pytest.mark.documented("API_PlayerSession")
    @pytest.mark.parametrize(
        ("fleet", "dns_name"),
        [
            ({"Region": "us-east-1"}, r"ec2-203-0-113-7\.compute-1\.amazonaws\.com"),
            ({"Region": "eu-west-1"}, r"ec2-203-0-113-7\.eu-west-1\.compute\.amazonaws\.com"),
            ({"Region": "us-east-1", "tls": True}, r"[a-z0-9]+\.us-east-1\.amazongamelift\.com"),
            ({"Region": "eu-west-1", "tls": True}, r"[a-z0-9]+\.eu-west-1\.amazongamelift\.com"),
        ],
    )
    def test_dns_name_has_the_form_of_its_fleet(self, emulator: Running, fleet: dict[str, Any], dns_name: str) -> None:
        certificate = {"CertificateType": "GENERATED" if fleet.get("tls") else "DISABLED"}
        emulator.seed(
            {
                "Fleets": [{"FleetId": FLEET, "Region": fleet["Region"], "CertificateConfiguration": certificate}],
                "GameSessions": [{"GameSessionId": "gsess-one", "FleetId": FLEET, "IpAddress": "203.0.113.7"}],
                "PlayerSessions": [{"GameSessionId": "gsess-one", "PlayerId": "alice"}],
            }
        )
        (session,) = describe(emulator.client(fleet["Region"]), PlayerId="alice")
        assert re.fullmatch(dns_name, session["DnsName"])

    @pytest.mark.observed("replies of Anywhere fleets in public READMEs")
    def test_anywhere_fleet_has_an_address_and_no_dns_name(self, emulator: Running) -> None:
        document = world([reservation()]) | {"Fleets": [{"FleetId": FLEET, "ComputeType": "ANYWHERE"}]}
        emulator.freeze(NOW)
        emulator.seed(document)
        (session,) = describe(emulator.client(), PlayerId="alice")
        assert "DnsName" not in session
        assert session["IpAddress"] == "127.0.0.1"

    @pytest.mark.observed("a reply to CreatePlayerSession in a public README")
    def test_times_are_numbers_of_seconds_with_milliseconds(self, emulator: Running) -> None:
        emulator.freeze("2026-01-01T00:10:00Z")
        emulator.seed(world([reservation(CreationTime="2026-01-01T00:00:00.057Z")]))
        (session,) = json.loads(emulator.call("DescribePlayerSessions", {"PlayerId": "alice"}).text)["PlayerSessions"]
        assert session["CreationTime"] == 1767225600.057
        assert session["TerminationTime"] == 1767225660.057

    @pytest.mark.documented("RFC 9110, section 6.6.1")
    def test_date_header_is_the_machines_time(self, reserved: Running) -> None:
        headers = reserved.client().describe_player_sessions(PlayerId="alice")["ResponseMetadata"]["HTTPHeaders"]
        assert abs(parsedate_to_datetime(headers["date"]) - datetime.now(UTC)) < timedelta(minutes=1)


class TestFilterLimitAndToken:
    @pytest.mark.documented("API_DescribePlayerSessions")
    @pytest.mark.parametrize("status", STATUSES)
    def test_status_filter_shows_player_sessions_of_that_status(self, lobby: Running, status: str) -> None:
        found = describe(lobby.client(), GameSessionId=GAME_SESSION, PlayerSessionStatusFilter=status)
        assert [(each["PlayerId"], each["Status"]) for each in found] == [(status, status)]

    @pytest.mark.documented("API_DescribePlayerSessions")
    def test_status_filter_that_matches_nothing_shows_nothing(self, reserved: Running) -> None:
        client = reserved.client()
        assert describe(client, GameSessionId=GAME_SESSION, PlayerSessionStatusFilter="ACTIVE") == []

    @pytest.mark.documented("API_DescribePlayerSessions")
    @pytest.mark.parametrize("text", [*STATUSES, "reserved", "NONSENSE", pytest.param("x" * 1024, id="long")])
    @pytest.mark.parametrize("question", LOOK_UPS[:2], ids=["PlayerSessionId", "PlayerId"])
    def test_status_filter_is_ignored_without_game_session_id(
        self, reserved: Running, question: dict[str, str], text: str
    ) -> None:
        found = describe(reserved.client(), PlayerSessionStatusFilter=text, **question)
        assert [each["Status"] for each in found] == ["RESERVED"]

    @pytest.mark.assumed("status filter with an unknown value")
    @pytest.mark.parametrize("text", [*map(str.lower, STATUSES), "Active", "ACTIVATING", "ACTIVE ", "*", "ÄCTIVE"])
    def test_unknown_status_filter_is_refused_with_game_session_id(self, lobby: Running, text: str) -> None:
        question = {"GameSessionId": GAME_SESSION, "PlayerSessionStatusFilter": text}
        message = refused(lobby.client(), "InvalidRequestException", **question)
        assert all(status in message for status in STATUSES)

    @pytest.mark.documented("API_DescribePlayerSessions")
    @pytest.mark.parametrize("ignored", [{"Limit": 1}, {"Limit": 2**31 - 1}, {"NextToken": "garbage"}], ids=str)
    def test_limit_and_next_token_are_ignored_with_player_session_id(
        self, reserved: Running, ignored: dict[str, Any]
    ) -> None:
        assert len(describe(reserved.client(), PlayerSessionId=PSESS, **ignored)) == 1

    @pytest.mark.assumed("ignored members are still validated")
    @pytest.mark.parametrize("ignored", ["PlayerSessionStatusFilter", "NextToken"])
    def test_ignored_member_must_still_be_valid(self, reserved: Running, ignored: str) -> None:
        question = {"PlayerSessionId": PSESS, ignored: "x" * 1025}
        assert "1024" in refused(reserved.client(), "InvalidRequestException", **question)


class TestRegionsAndAccounts:
    @pytest.mark.documented("the console page on player sessions")
    @pytest.mark.parametrize(
        ("region", "found"), [(REGION, ["psess-0"]), ("eu-west-1", ["psess-1"]), ("eu-west-2", [])]
    )
    def test_player_is_looked_for_in_the_region_of_the_call(
        self, places: Running, region: str, found: list[str]
    ) -> None:
        assert [each["PlayerSessionId"] for each in describe(places.client(region), PlayerId="alice")] == found

    @pytest.mark.assumed("account of a call")
    @pytest.mark.parametrize(
        ("key", "found"),
        [
            (OTHER_ACCOUNT, ["psess-2"]),
            (ACCOUNT, ["psess-0"]),
            ("999999999999", []),
            ("AKIAIOSFODNN7EXAMPLE", ["psess-0"]),
            (OTHER_ACCOUNT + "4", ["psess-0"]),
        ],
    )
    def test_access_key_of_12_digits_is_the_account(self, places: Running, key: str, found: list[str]) -> None:
        assert [each["PlayerSessionId"] for each in describe(places.client(key=key), PlayerId="alice")] == found

    @pytest.mark.assumed("unknown player session or game session")
    @pytest.mark.parametrize(
        "question",
        [
            {"PlayerSessionId": "psess-unknown"},
            {"GameSessionId": "arn:aws:gamelift:eu-west-1::gamesession/fleet-1/gsess-x"},
        ],
        ids=lambda question: next(iter(question)),
    )
    def test_unknown_id_names_the_place_searched(self, places: Running, question: dict[str, str]) -> None:
        message = refused(places.client("eu-west-1", OTHER_ACCOUNT), "NotFoundException", **question)
        assert f"in region eu-west-1, account {OTHER_ACCOUNT}" in message
        assert "exists" not in message

    @pytest.mark.assumed("unknown player session or game session")
    @pytest.mark.parametrize(
        ("n", "home"),
        [(0, f"region {REGION}, account {ACCOUNT}"), (1, f"region eu-west-1, account {ACCOUNT}"),
         (2, f"region {REGION}, account {OTHER_ACCOUNT}")],
    )  # fmt: skip
    @pytest.mark.parametrize("identifier", ["PlayerSessionId", "GameSessionId"])
    def test_id_of_another_place_names_that_place(self, places: Running, identifier: str, n: int, home: str) -> None:
        region = "eu-west-1" if n == 1 else REGION
        ids = {
            "PlayerSessionId": f"psess-{n}",
            "GameSessionId": f"arn:aws:gamelift:{region}::gamesession/fleet-{n}/gsess-{n}",
        }
        message = refused(places.client("ap-south-1"), "NotFoundException", **{identifier: ids[identifier]})
        assert f"in region ap-south-1, account {ACCOUNT}" in message
        assert f"exists in {home}" in message


class TestTime:
    @pytest.mark.assumed("exactness of the 60 seconds")
    @each_look_up
    @pytest.mark.parametrize(("age", "status"), [(59.999, "RESERVED"), (60, "TIMEDOUT"), (86_400, "TIMEDOUT")])
    def test_reservation_lasts_60_seconds_to_the_millisecond(
        self, reserved: Running, question: dict[str, str], age: float, status: str
    ) -> None:
        reserved.advance(age)
        assert [each["Status"] for each in describe(reserved.client(), **question)] == [status]

    @pytest.mark.assumed("exactness of the 60 seconds")
    @pytest.mark.parametrize(("age", "status"), [(59.999, "RESERVED"), (60, "TIMEDOUT")])
    def test_status_filter_follows_the_clock(self, reserved: Running, age: float, status: str) -> None:
        reserved.advance(age)
        client = reserved.client()
        found = {
            each: len(describe(client, GameSessionId=GAME_SESSION, PlayerSessionStatusFilter=each)) for each in STATUSES
        }
        assert found == {each: int(each == status) for each in STATUSES}

    @pytest.mark.assumed("TerminationTime of a time-out")
    @pytest.mark.parametrize("age", [60, 61, 86_400])
    def test_time_out_ends_60_seconds_after_creation(self, reserved: Running, age: float) -> None:
        reserved.advance(age)
        (session,) = describe(reserved.client(), PlayerSessionId=PSESS)
        assert session["TerminationTime"] == session["CreationTime"] + timedelta(seconds=60)

    @pytest.mark.assumed("exactness of the 60 seconds")
    def test_clock_set_backwards_revives_a_reservation(self, reserved: Running) -> None:
        reserved.advance(61)
        reserved.freeze(NOW)
        (session,) = describe(reserved.client(), PlayerSessionId=PSESS)
        assert session["Status"] == "RESERVED"
        assert "TerminationTime" not in session

    @pytest.mark.documented("API_PlayerSession")
    def test_accepted_player_session_does_not_time_out(self, emulator: Running) -> None:
        emulator.freeze(NOW)
        emulator.seed(world([reservation(Status="ACTIVE")]))
        emulator.advance(86_400)
        assert describe(emulator.client(), PlayerId="alice")[0]["Status"] == "ACTIVE"

    @pytest.mark.assumed("end of a game session")
    def test_reservation_ends_with_its_game_session(self, emulator: Running) -> None:
        emulator.freeze("2026-01-01T00:10:00Z")
        emulator.seed(world([reservation()], Status="TERMINATED", TerminationTime="2026-01-01T00:00:20Z"))
        (session,) = describe(emulator.client(), PlayerId="alice")
        assert (session["Status"], session["TerminationTime"]) == ("TIMEDOUT", INSTANT + timedelta(seconds=20))


class TestRetention:
    @pytest.fixture
    def ending(self, emulator: Running) -> Running:
        """The last millisecond of the 30 days after the game session's end."""
        emulator.freeze("2026-01-30T23:59:59.999Z")
        ended = {"Status": "TERMINATED", "CreationTime": "2025-12-31T00:00:00Z", "TerminationTime": NOW}
        emulator.seed(world([reservation(Status="COMPLETED", TerminationTime=NOW)], **ended))
        return emulator

    @pytest.mark.documented("API_PlayerSession")
    @each_look_up
    def test_player_session_is_kept_for_30_days(self, ending: Running, question: dict[str, str]) -> None:
        assert len(describe(ending.client(), **question)) == 1

    @pytest.mark.assumed("forgotten after 30 days")
    @pytest.mark.parametrize("question", [LOOK_UPS[0], LOOK_UPS[2]], ids=["PlayerSessionId", "GameSessionId"])
    def test_id_is_unknown_after_30_days(self, ending: Running, question: dict[str, str]) -> None:
        ending.advance(0.001)
        assert "exists" not in refused(ending.client(), "NotFoundException", **question)

    @pytest.mark.assumed("forgotten after 30 days")
    def test_player_has_no_player_session_after_30_days(self, ending: Running) -> None:
        ending.advance(0.001)
        assert describe(ending.client(), PlayerId="alice") == []

    @pytest.mark.documented("API_PlayerSession")
    def test_player_session_of_a_running_game_session_is_kept(self, reserved: Running) -> None:
        reserved.advance(365 * 86_400)
        assert len(describe(reserved.client(), PlayerId="alice")) == 1
