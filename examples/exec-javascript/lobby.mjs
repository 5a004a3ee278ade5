// A lobby: players reserve slots in a game session, and who comes too late loses it.
import { CreatePlayerSessionCommand, paginateDescribePlayerSessions } from "@aws-sdk/client-gamelift";

export async function reserve(gamelift, gameSessionId, playerId) {
  const { PlayerSession } = await gamelift.send(
    new CreatePlayerSessionCommand({ GameSessionId: gameSessionId, PlayerId: playerId }),
  );
  return PlayerSession.PlayerSessionId;
}

export async function roster(gamelift, gameSessionId) {
  const statuses = {};
  for await (const page of paginateDescribePlayerSessions({ client: gamelift }, { GameSessionId: gameSessionId })) {
    for (const { PlayerId, Status } of page.PlayerSessions) statuses[PlayerId] = Status;
  }
  return statuses;
}
