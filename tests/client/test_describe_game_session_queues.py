"""DescribeGameSessionQueues as a stock boto3 client sees it."""

from typing import Any

import pytest
from types_boto3_gamelift import GameLiftClient

from tests.support.fleets import ELSEWHERE, OTHER_ACCOUNT, refused, refused_by_the_server
from tests.support.queues import queue_arn
from tests.support.running import Running

NAMES = sorted(f"q-{n}" for n in range(120))


@pytest.fixture
def queues(emulator: Running) -> GameLiftClient:
    emulator.seed({"GameSessionQueues": [{"Name": each} for each in reversed(NAMES)]})
    return emulator.client()


def described(client: GameLiftClient, **asked: Any) -> list[str]:  # noqa: ANN401
    return [each["Name"] for each in client.describe_game_session_queues(**asked)["GameSessionQueues"]]


@pytest.mark.assumed("order and pages of queues")
@pytest.mark.parametrize(("asked", "size"), [({}, 50), ({"Limit": 7}, 7), ({"Limit": 1}, 1), ({"Limit": 1000}, 50)])
def test_page_is_in_the_order_of_names(queues: GameLiftClient, asked: dict[str, int], size: int) -> None:
    assert described(queues, **asked) == NAMES[:size]


@pytest.mark.model
@pytest.mark.parametrize("size", [7, 50, 60])
def test_paginator_sees_each_queue_once(queues: GameLiftClient, size: int) -> None:
    pages = queues.get_paginator("describe_game_session_queues").paginate(PaginationConfig={"PageSize": size})
    assert [each["Name"] for page in pages for each in page["GameSessionQueues"]] == NAMES


@pytest.mark.assumed("order and pages of queues")
def test_pages_stay_in_step_while_queues_come_and_go(queues: GameLiftClient) -> None:
    first = queues.describe_game_session_queues(Limit=10)
    for name in NAMES[:12]:
        queues.delete_game_session_queue(Name=name)
    assert described(queues, Limit=3, NextToken=first["NextToken"]) == NAMES[12:15]


@pytest.mark.documented("API_DescribeGameSessionQueues")
def test_names_and_arns_choose_those_that_exist(queues: GameLiftClient) -> None:
    names = ["q-3", "unknown", queue_arn("q-2"), queue_arn("q-4", ELSEWHERE), "q-3"]
    assert described(queues, Names=names) == ["q-2", "q-3"]
    assert described(queues, Names=["unknown"]) == []


@pytest.mark.assumed("order and pages of queues")
def test_with_names_all_come_at_once(queues: GameLiftClient) -> None:
    answer = queues.describe_game_session_queues(Names=NAMES, Limit=2)
    assert len(answer["GameSessionQueues"]) == len(NAMES)
    assert "NextToken" not in answer


@pytest.mark.documented("the developer guide's page on queues")
def test_other_regions_and_accounts_have_their_own(queues: GameLiftClient, emulator: Running) -> None:
    assert described(emulator.client(ELSEWHERE)) == described(emulator.client(key=OTHER_ACCOUNT)) == []


@pytest.mark.assumed("NextToken")
def test_token_of_another_question_is_refused(queues: GameLiftClient, emulator: Running) -> None:
    token = queues.describe_game_session_queues(Limit=1)["NextToken"]
    for client, text in ((emulator.client(ELSEWHERE), token), (queues, token[:-4]), (queues, "x" * 24)):
        refused("InvalidRequestException", client.describe_game_session_queues, NextToken=text)


@pytest.mark.model
@pytest.mark.parametrize(("member", "value"), [("limit", 0), ("nextToken", ""), ("names", ["a_b"])])
def test_member_that_breaks_the_model_is_refused(emulator: Running, member: str, value: object) -> None:
    name = member[:1].upper() + member[1:]
    assert f"'{member}" in refused_by_the_server(emulator, "DescribeGameSessionQueues", {name: value})
