"""DescribeFleetUtilization as a stock boto3 client sees it."""

import pytest
from types_boto3_gamelift import GameLiftClient

from emulator.hosting.ready_made import FLEET_ID, LOCATION
from tests.support.fleets import NOW, UNKNOWN_FLEET, fleet_arn, new_ec2_fleet, play, refused_by_the_server
from tests.support.running import REGION, Running

Use = tuple[int, int, int, int]
IDLE: Use = (0, 0, 0, 0)


def use(client: GameLiftClient, fleet_id: str) -> Use:
    """Server processes, active game sessions, and player sessions: those there are, and the most there can be."""
    (found,) = client.describe_fleet_utilization(FleetIds=[fleet_id])["FleetUtilization"]
    return (
        found["ActiveServerProcessCount"],
        found["ActiveGameSessionCount"],
        found["CurrentPlayerSessionCount"],
        found["MaximumPlayerSessionCount"],
    )


def host(client: GameLiftClient, fleet_id: str, maximum: int, location: str = REGION) -> str:
    """The id of a new game session."""
    return play(client, fleet_id, location, maximum)["GameSessionId"]


def join(client: GameLiftClient, game_session: str, player: str) -> str:
    """The id of a new player session."""
    made = client.create_player_session(GameSessionId=game_session, PlayerId=player)
    return made["PlayerSession"]["PlayerSessionId"]


class TestCounts:
    @pytest.mark.documented("API_FleetUtilization")
    def test_members_are_those_of_an_idle_fleet(self, client: GameLiftClient) -> None:
        fleet_id = new_ec2_fleet(client)
        assert client.describe_fleet_utilization(FleetIds=[fleet_id])["FleetUtilization"] == [
            {
                "FleetId": fleet_id,
                "FleetArn": fleet_arn(fleet_id),
                "ActiveServerProcessCount": 0,
                "ActiveGameSessionCount": 0,
                "CurrentPlayerSessionCount": 0,
                "MaximumPlayerSessionCount": 0,
                "Location": REGION,
            }
        ]

    @pytest.mark.documented("API_FleetUtilization")
    def test_counts_follow_game_sessions_and_players(self, client: GameLiftClient, emulator: Running) -> None:
        emulator.freeze(NOW)
        fleet_id = new_ec2_fleet(client)
        first, second = host(client, fleet_id, 5), host(client, fleet_id, 3)
        assert use(client, fleet_id) == (2, 2, 0, 8)
        for game_session, player in ((first, "alice"), (second, "bob"), (second, "carol")):
            emulator.control("POST", f"/player-sessions/{join(client, game_session, player)}/accept")
        assert use(client, fleet_id) == (2, 2, 3, 8)
        (bob,) = client.describe_player_sessions(PlayerId="bob")["PlayerSessions"]
        emulator.control("POST", f"/player-sessions/{bob['PlayerSessionId']}/remove")
        assert use(client, fleet_id) == (2, 2, 2, 8)
        emulator.control("POST", f"/game-sessions/{second}/end")
        assert use(client, fleet_id) == (1, 1, 1, 5)
        emulator.control("POST", f"/game-sessions/{first}/end")
        assert use(client, fleet_id) == IDLE

    @pytest.mark.assumed("CurrentPlayerSessionCount")
    def test_reserved_player_session_counts_until_it_times_out(self, client: GameLiftClient, emulator: Running) -> None:
        emulator.freeze(NOW)
        fleet_id = new_ec2_fleet(client)
        game_session = host(client, fleet_id, 5)
        players = [join(client, game_session, player) for player in ("alice", "bob")]
        assert use(client, fleet_id) == (1, 1, 2, 5)
        emulator.control("POST", f"/player-sessions/{players[0]}/accept")
        emulator.advance(59.999)
        assert use(client, fleet_id) == (1, 1, 2, 5)
        emulator.advance(0.001)
        assert use(client, fleet_id) == (1, 1, 1, 5)

    @pytest.mark.assumed("utilization of a fleet")
    @pytest.mark.parametrize(
        ("status", "expected"),
        [
            ("ACTIVATING", (1, 0, 0, 0)),
            ("ACTIVE", (1, 1, 0, 4)),
            ("TERMINATING", (1, 0, 0, 0)),
            ("TERMINATED", IDLE),
            ("ERROR", IDLE),
        ],
    )
    def test_process_counts_while_it_hosts_a_game_session(self, emulator: Running, status: str, expected: Use) -> None:
        session = {"GameSessionId": "gsess-1", "FleetId": "fleet-1", "MaximumPlayerSessionCount": 4, "Status": status}
        emulator.seed({"Fleets": [{"FleetId": "fleet-1"}], "GameSessions": [session]})
        assert use(emulator.client(), "fleet-1") == expected

    @pytest.mark.assumed("utilization of a fleet")
    @pytest.mark.parametrize(("due", "expected"), [("ACTIVE", (1, 1, 0, 4)), ("TERMINATED", IDLE)])
    def test_game_session_counts_by_what_time_has_made_of_it(self, emulator: Running, due: str, expected: Use) -> None:
        emulator.freeze(NOW)
        session = {
            "GameSessionId": "gsess-1",
            "FleetId": "fleet-1",
            "MaximumPlayerSessionCount": 4,
            "Status": "ACTIVATING",
            "DueTime": "2026-01-01T00:00:10Z",
            "DueStatus": due,
        }
        emulator.seed({"Fleets": [{"FleetId": "fleet-1"}], "GameSessions": [session]})
        emulator.advance(9.999)
        assert use(emulator.client(), "fleet-1") == (1, 0, 0, 0)
        emulator.advance(0.001)
        assert use(emulator.client(), "fleet-1") == expected

    @pytest.mark.documented("API_DescribeFleetUtilization")
    def test_remote_location_does_not_count(self, client: GameLiftClient) -> None:
        fleet_id = new_ec2_fleet(client, Locations=[{"Location": REGION}, {"Location": "us-west-2"}])
        join(client, host(client, fleet_id, 5, "us-west-2"), "alice")
        assert use(client, fleet_id) == IDLE
        host(client, fleet_id, 3)
        assert use(client, fleet_id) == (1, 1, 0, 3)

    @pytest.mark.model
    def test_other_fleets_do_not_count(self, client: GameLiftClient) -> None:
        busy, idle = new_ec2_fleet(client), new_ec2_fleet(client)
        join(client, host(client, busy, 5), "alice")
        assert use(client, idle) == IDLE

    @pytest.mark.assumed("utilization of a fleet")
    def test_anywhere_fleet_counts_with_all_its_locations(self, client: GameLiftClient) -> None:
        join(client, host(client, FLEET_ID, 4, LOCATION), "alice")
        assert use(client, FLEET_ID) == (1, 1, 1, 4)


class TestFleetIds:
    @pytest.fixture
    def fleets(self, emulator: Running) -> Running:
        emulator.seed({"Fleets": [{"FleetId": f"fleet-{n}"} for n in range(5)]})
        return emulator

    @pytest.mark.documented("API_DescribeFleetUtilization")
    def test_fleets_are_named_by_id_or_arn_and_unknown_ones_left_out(self, fleets: Running) -> None:
        asked = ["fleet-3", UNKNOWN_FLEET, fleet_arn("fleet-1")]
        found = fleets.client().describe_fleet_utilization(FleetIds=asked)["FleetUtilization"]
        assert {each["FleetId"] for each in found} == {"fleet-3", "fleet-1"}

    @pytest.mark.assumed("FleetIds in another order, or twice")
    def test_order_is_that_of_the_fleet_ids_each_once(self, fleets: Running) -> None:
        asked = ["fleet-3", "fleet-1", fleet_arn("fleet-3")]
        found = fleets.client().describe_fleet_utilization(FleetIds=asked)["FleetUtilization"]
        assert [each["FleetId"] for each in found] == ["fleet-3", "fleet-1"]

    @pytest.mark.documented("API_DescribeFleetUtilization")
    def test_limit_and_next_token_are_ignored_with_fleet_ids(self, fleets: Running) -> None:
        asked = ["fleet-0", "fleet-1"]
        answer = fleets.client().describe_fleet_utilization(FleetIds=asked, Limit=1, NextToken="garbage")
        assert len(answer["FleetUtilization"]) == 2
        assert "NextToken" not in answer

    @pytest.mark.model
    @pytest.mark.parametrize("size", [1, 4, 6])
    def test_paginator_shows_all_in_pages_of_that_size(self, fleets: Running, size: int) -> None:
        paginator = fleets.client().get_paginator("describe_fleet_utilization")
        pages = [page["FleetUtilization"] for page in paginator.paginate(PaginationConfig={"PageSize": size})]
        assert {len(page) for page in pages[:-1]} <= {size}
        found = [each["FleetId"] for page in pages for each in page]
        assert sorted(found) == sorted([FLEET_ID, *(f"fleet-{n}" for n in range(5))])


@pytest.mark.model
@pytest.mark.parametrize(
    ("body", "member"),
    [({"FleetIds": []}, "fleetIds"), ({"FleetIds": ["x"]}, "fleetIds.1.member"), ({"Limit": 0}, "limit")],
    ids=str,
)
def test_member_that_breaks_the_model_is_refused(emulator: Running, body: dict[str, object], member: str) -> None:
    assert f"'{member}'" in refused_by_the_server(emulator, "DescribeFleetUtilization", body)
