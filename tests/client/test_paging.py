"""Pages of DescribePlayerSessions: boto3's paginator, the order of rows, and what a NextToken is good for."""

import math
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from types_boto3_gamelift import GameLiftClient
from types_boto3_gamelift.type_defs import DescribePlayerSessionsOutputTypeDef, PaginatorConfigTypeDef

from tests.support.running import Running, running
from tests.support.worlds import FLEET, GAME_SESSION, players, world

NOW = "2026-01-01T00:00:00Z"
COUNT = 250
OTHER_GAME_SESSION = GAME_SESSION.replace("gsess-one", "gsess-two")


def names(count: int = COUNT) -> list[str]:
    """The players of `match`, in the order of their player sessions."""
    return [f"player-{n}" for n in range(count)]


def fill(emulator: Running, count: int = COUNT) -> Running:
    """One game session with that many player sessions, made a second apart; the clock stands still."""
    emulator.freeze(NOW)
    emulator.seed(world(players(count, Status="COMPLETED")))
    return emulator


def page(client: GameLiftClient, **question: Any) -> DescribePlayerSessionsOutputTypeDef:  # noqa: ANN401
    """A page of the game session's player sessions, unless `question` asks for others."""
    if "PlayerId" not in question:
        question = {"GameSessionId": GAME_SESSION} | question
    return client.describe_player_sessions(**question)


def shown(answer: DescribePlayerSessionsOutputTypeDef) -> list[str]:
    return [each["PlayerId"] for each in answer["PlayerSessions"]]


def all_pages(client: GameLiftClient, size: int, **question: Any) -> list[list[str]]:  # noqa: ANN401
    """The ids of the player sessions on each page, up to the page without a token."""
    pages = []
    token: dict[str, str] = {}
    while True:
        answer = page(client, Limit=size, **question, **token)
        pages.append([each["PlayerSessionId"] for each in answer["PlayerSessions"]])
        if "NextToken" not in answer:
            return pages
        token = {"NextToken": answer["NextToken"]}


def joined(pages: Iterable[list[str]]) -> list[str]:
    return [each for page in pages for each in page]


@pytest.fixture
def match(emulator: Running) -> Running:
    return fill(emulator)


class TestPaginator:
    @pytest.mark.model
    @pytest.mark.parametrize("size", [1, 7, 99, 125, 249, 250, 251, 1024])
    def test_paginator_shows_all_in_pages_of_that_size(self, match: Running, size: int) -> None:
        paginator = match.client().get_paginator("describe_player_sessions")
        pages = [
            shown(each) for each in paginator.paginate(GameSessionId=GAME_SESSION, PaginationConfig={"PageSize": size})
        ]
        assert [len(each) for each in pages[:-1]] == [size] * (math.ceil(COUNT / size) - 1)
        assert joined(pages) == names()

    @pytest.mark.model
    @pytest.mark.parametrize("most", [1, 50, 99, 100, 101, 250, 300])
    def test_paginator_resumes_where_max_items_stopped(self, match: Running, most: int) -> None:
        paginator = match.client().get_paginator("describe_player_sessions")
        config: PaginatorConfigTypeDef = {"MaxItems": most, "PageSize": 50}
        first = paginator.paginate(GameSessionId=GAME_SESSION, PaginationConfig=config).build_full_result()
        rest = []
        if most < COUNT:
            config = {"StartingToken": first["NextToken"], "PageSize": 50}
            resumed = paginator.paginate(GameSessionId=GAME_SESSION, PaginationConfig=config).build_full_result()
            rest = resumed["PlayerSessions"]
        assert len(first["PlayerSessions"]) == min(most, COUNT)
        assert [each["PlayerId"] for each in first["PlayerSessions"] + rest] == names()

    @pytest.mark.model
    def test_paginator_builds_a_full_result(self, match: Running) -> None:
        paginator = match.client().get_paginator("describe_player_sessions")
        result = paginator.paginate(GameSessionId=GAME_SESSION).build_full_result()
        assert [each["PlayerId"] for each in result["PlayerSessions"]] == names()
        assert "NextToken" not in result

    @pytest.mark.model
    def test_paginator_searches_all_pages(self, match: Running) -> None:
        paginator = match.client().get_paginator("describe_player_sessions")
        pages = paginator.paginate(GameSessionId=GAME_SESSION, PaginationConfig={"PageSize": 60})
        wanted = "PlayerSessions[?ends_with(PlayerId, '9')].PlayerId"
        assert list(pages.search(wanted)) == [name for name in names() if name.endswith("9")]


class TestSize:
    @pytest.mark.assumed("page size")
    def test_page_without_limit_has_100(self, match: Running) -> None:
        answer = page(match.client())
        assert shown(answer) == names()[:100]
        assert "NextToken" in answer

    @pytest.mark.assumed("page size")
    @pytest.mark.parametrize("limit", [1024, 1025, 2**31 - 1])
    def test_page_has_at_most_1024(self, emulator: Running, limit: int) -> None:
        answer = page(fill(emulator, 1030).client(), Limit=limit)
        assert shown(answer) == names(1024)
        assert "NextToken" in answer

    @pytest.mark.assumed("last page")
    @pytest.mark.parametrize("size", [10, 25, 50, 250])
    def test_last_page_that_is_exactly_full_has_no_token(self, match: Running, size: int) -> None:
        assert [len(each) for each in all_pages(match.client(), size)] == [size] * (COUNT // size)

    @pytest.mark.model
    def test_limit_may_change_from_page_to_page(self, match: Running) -> None:
        client = match.client()
        first = page(client, Limit=3)
        second = page(client, Limit=10, NextToken=first["NextToken"])
        assert shown(first) + shown(second) == names()[:13]


class TestOrder:
    @pytest.mark.assumed("order of player sessions")
    def test_order_is_by_creation_time_whatever_the_insertion(self, emulator: Running) -> None:
        emulator.freeze(NOW)
        emulator.seed(world(reversed(players(20, Status="COMPLETED"))))
        assert shown(page(emulator.client())) == names(20)

    @pytest.mark.assumed("order of player sessions")
    @pytest.mark.parametrize("size", [1, 7, 50, 149])
    def test_identical_creation_times_keep_the_order_of_insertion(self, emulator: Running, size: int) -> None:
        emulator.freeze(NOW)
        same = {"Status": "ACTIVE", "CreationTime": "-1h"}
        ids = [f"psess-{n * 7919 % 150}" for n in range(150)]
        sessions = [{"PlayerSessionId": each, "PlayerId": "alice"} | same for each in ids]
        emulator.seed(world(sessions, MaximumPlayerSessionCount=150))
        client = emulator.client()
        assert joined(all_pages(client, size)) == ids
        assert joined(all_pages(client, size, PlayerId="alice")) == ids
        assert joined(all_pages(client, size, PlayerSessionStatusFilter="ACTIVE")) == ids

    @pytest.mark.assumed("order of player sessions")
    def test_player_sessions_added_meanwhile_neither_repeat_nor_hide_others(self, match: Running) -> None:
        client = match.client()
        first = page(client, Limit=100)
        later = {"Status": "COMPLETED", "CreationTime": NOW}
        earlier = {"Status": "COMPLETED", "CreationTime": "-20h"}
        added = [{"PlayerId": "late", **later}, {"PlayerId": "early", **earlier}]
        match.seed({"PlayerSessions": [{"GameSessionId": GAME_SESSION} | each for each in added]})
        rest = page(client, Limit=1024, NextToken=first["NextToken"])
        assert shown(first) + shown(rest) == [*names(), "late"]

    @pytest.mark.assumed("order of player sessions")
    def test_player_sessions_that_change_status_meanwhile_keep_their_place(self, emulator: Running) -> None:
        emulator.freeze(NOW)
        emulator.seed(world(players(30)))
        client = emulator.client()
        first = page(client, Limit=10)
        emulator.advance(45)  # the older half times out
        rest = page(client, NextToken=first["NextToken"])
        assert shown(first) + shown(rest) == names(30)
        assert [each["Status"] for each in rest["PlayerSessions"]] == ["TIMEDOUT"] * 6 + ["RESERVED"] * 14


class TestQuestions:
    @pytest.mark.model
    @pytest.mark.parametrize("size", [1, 4, 10, 24])
    def test_player_id_pages_across_game_sessions(self, emulator: Running, size: int) -> None:
        emulator.freeze(NOW)
        homes = [f"gsess-{n}" for n in range(4)]
        emulator.seed(
            {
                "Fleets": [{"FleetId": FLEET}, {"FleetId": FLEET.replace("1", "2")}],
                "GameSessions": [
                    {"GameSessionId": each, "FleetId": FLEET if n % 2 else FLEET.replace("1", "2")}
                    for n, each in enumerate(homes)
                ],
                "PlayerSessions": [
                    {"GameSessionId": homes[n % 4], "PlayerId": player, "PlayerSessionId": f"psess-{player}-{n}",
                     "Status": "COMPLETED", "CreationTime": f"-{100 - n}m"}
                    for n in range(24) for player in ("alice", "bob")
                ],
            }
        )  # fmt: skip
        pages = all_pages(emulator.client(), size, PlayerId="alice")
        assert joined(pages) == [f"psess-alice-{n}" for n in range(24)]
        assert {len(each) for each in pages[:-1]} <= {size}

    @pytest.mark.documented("the server SDK's page on DescribePlayerSessions: Limit counts matching records")
    @pytest.mark.parametrize("status", ["ACTIVE", "COMPLETED", "TIMEDOUT", "RESERVED"])
    @pytest.mark.parametrize("size", [1, 7, 20])
    def test_filtered_pages_count_matching_player_sessions(self, emulator: Running, status: str, size: int) -> None:
        emulator.freeze(NOW)
        # Of four in a row one is accepted, one gone, one reserved long ago, and one reserved long ago and noticed.
        kinds = [{"Status": "ACTIVE"}, {"Status": "COMPLETED"}, {"Status": "TIMEDOUT"}, {"Status": "RESERVED"}]
        old = [players(80)[n] | kinds[n % 4] | {"CreationTime": f"-{200 - n}s"} for n in range(80)]
        new = [{"PlayerId": f"new-{n}", "CreationTime": f"-{20 - n}s"} for n in range(20)]
        emulator.seed(world(old + new))
        client = emulator.client()
        everything = page(client, Limit=1024)["PlayerSessions"]
        expected = [each["PlayerSessionId"] for each in everything if each["Status"] == status]
        pages = all_pages(client, size, PlayerSessionStatusFilter=status)
        assert joined(pages) == expected
        assert len(expected) == (40 if status == "TIMEDOUT" else 20)
        assert {len(each) for each in pages[:-1]} <= {size}


def token_is_good(client: GameLiftClient, token: str, **question: Any) -> bool:  # noqa: ANN401
    """Whether the token is taken, and not refused by an InvalidRequestException that names it."""
    try:
        page(client, NextToken=token, **question)
    except client.exceptions.InvalidRequestException as error:
        return "NextToken" not in error.response["Error"]["Message"]
    return True


MISTREATED: dict[str, Callable[[str], str]] = {
    "without its last character": lambda token: token[:-1],
    "without its first character": lambda token: token[1:],
    "in base64's other alphabet": lambda token: token.replace("-", "+").replace("_", "/"),
    "padded": lambda token: token + "=",
    "padded twice": lambda token: token + "==",
    "repeated": lambda token: token + token,
    "with a line end": lambda token: token + "\n",
    "with a space": lambda token: " " + token,
    "in the other case": str.swapcase,
}


class TestToken:
    pytestmark = pytest.mark.assumed("NextToken")

    def test_token_is_good_for_the_question_it_answers(self, match: Running) -> None:
        client = match.client()
        assert token_is_good(client, page(client, Limit=1)["NextToken"])

    def test_token_stays_good_as_time_goes_on(self, match: Running) -> None:
        client = match.client()
        token = page(client, Limit=1)["NextToken"]
        match.advance(365 * 86_400)
        assert token_is_good(client, token)

    def test_token_has_at_most_1024_characters(self, emulator: Running) -> None:
        emulator.seed(world(players(2) + [{"PlayerId": "🧙" * 1024}] * 2))
        answer = page(emulator.client(), PlayerId="🧙" * 1024, Limit=1)
        assert 1 <= len(answer["NextToken"]) <= 1024

    def test_token_tells_nothing_of_players(self, match: Running) -> None:
        tokens = [page(match.client(), Limit=n)["NextToken"] for n in (1, 2)]
        assert tokens[0] != tokens[1]
        assert not any("player" in each or "gsess" in each for each in tokens)

    @pytest.mark.parametrize(
        "token",
        ["x", "garbage", "=", "AAAA", "A" * 44, pytest.param("A" * 1024, id="long"), "é", "🧙", "\u0000", "-1", "{}"],
    )
    def test_token_that_never_was_is_refused(self, match: Running, token: str) -> None:
        assert not token_is_good(match.client(), token)

    def test_token_with_any_one_character_altered_is_refused(self, match: Running) -> None:
        client = match.client()
        token = page(client, Limit=100)["NextToken"]
        altered = [
            token[:n] + other + token[n + 1 :]
            for n, character in enumerate(token)
            for other in ("A" if character != "A" else "B", chr(ord(character) ^ 1))
        ]
        assert [each for each in altered if token_is_good(client, each)] == []

    @pytest.mark.parametrize("mistreat", MISTREATED.values(), ids=MISTREATED)
    def test_token_written_differently_is_refused(self, match: Running, mistreat: Callable[[str], str]) -> None:
        client = match.client()
        tokens = [page(client, Limit=n)["NextToken"] for n in range(1, 21)]
        altered = [mistreat(each) for each in tokens if mistreat(each) != each]
        assert altered
        assert [each for each in altered if token_is_good(client, each)] == []

    @pytest.mark.parametrize(
        "question",
        [
            {"GameSessionId": OTHER_GAME_SESSION},
            {"PlayerId": "player-1"},
            {"PlayerSessionStatusFilter": "COMPLETED"},
            {"PlayerSessionStatusFilter": "ACTIVE"},
        ],
        ids=str,
    )
    def test_token_of_another_question_is_refused(self, match: Running, question: dict[str, str]) -> None:
        match.seed({"GameSessions": [{"GameSessionId": OTHER_GAME_SESSION, "FleetId": FLEET}]})
        client = match.client()
        assert not token_is_good(client, page(client, Limit=1)["NextToken"], **question)

    def test_token_of_a_filtered_question_is_refused_without_the_filter(self, match: Running) -> None:
        client = match.client()
        assert not token_is_good(client, page(client, Limit=1, PlayerSessionStatusFilter="COMPLETED")["NextToken"])

    @pytest.mark.parametrize("elsewhere", [{"region": "eu-west-1"}, {"key": "111122223333"}], ids=str)
    def test_token_of_another_region_or_account_is_refused(self, emulator: Running, elsewhere: dict[str, str]) -> None:
        emulator.seed(world([{"PlayerId": "alice"}] * 2))
        token = page(emulator.client(), PlayerId="alice", Limit=1)["NextToken"]
        assert not token_is_good(emulator.client(**elsewhere), token, PlayerId="alice")

    def test_token_from_before_a_reset_is_refused(self, match: Running) -> None:
        token = page(match.client(), Limit=1)["NextToken"]
        match.reset()
        assert not token_is_good(fill(match).client(), token)

    def test_token_of_another_database_is_refused(self, match: Running, tmp_path: Path) -> None:
        token = page(match.client(), Limit=1)["NextToken"]
        with running(tmp_path) as other:
            assert not token_is_good(fill(other).client(), token)

    def test_token_outlives_a_restart(self, tmp_path: Path, database_url: str) -> None:
        with running(tmp_path, database_url=database_url) as before:
            token = page(fill(before).client(), Limit=10)["NextToken"]
        with running(tmp_path, database_url=database_url) as after:
            assert shown(page(after.client(), Limit=2, NextToken=token)) == ["player-10", "player-11"]

    def test_token_from_before_a_fresh_start_is_refused(self, tmp_path: Path, database_url: str) -> None:
        with running(tmp_path, database_url=database_url) as before:
            token = page(fill(before).client(), Limit=1)["NextToken"]
        with running(tmp_path, "--fresh", database_url=database_url) as after:
            assert not token_is_good(fill(after).client(), token)
