// The story of tests/sdks, told with the AWS SDK for JavaScript v3; AWS_PROTOCOL=cbor tells it in the other protocol.
import {
  ConflictException,
  GameLift,
  GameLiftServiceException,
  GameSessionFullException,
  IdempotentParameterMismatchException,
  InvalidFleetStatusException,
  InvalidGameSessionStatusException,
  InvalidRequestException,
  LimitExceededException,
  NotFoundException,
  TerminalRoutingStrategyException,
  paginateDescribePlayerSessions,
} from "@aws-sdk/client-gamelift";
import { AwsSmithyRpcV2CborProtocol } from "@aws-sdk/config/protocol";

const FleetId = "fleet-00000000-0000-0000-0000-000000000000";
const place = { FleetId, Location: "custom-local" };
const client = new GameLift(process.env.AWS_PROTOCOL === "cbor" ? { protocol: AwsSmithyRpcV2CborProtocol } : {});

function say(step, value) {
  console.log(JSON.stringify({ step, value }));
}

/** Says how a call is refused with the modelled error of that class. */
async function refused(Exception, call) {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof Exception)) throw error;
    say(`error ${error.name}`, { message: error.message, requestId: error.$metadata.requestId });
  }
}

async function advance(seconds) {
  const answer = await fetch(`${process.env.STORY_CONTROL}/clock/advance`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ seconds }),
  });
  const said = await answer.text(); // a body that is not read keeps the process alive
  if (!answer.ok) throw new Error(`the clock answered ${answer.status}: ${said}`);
}

/** The player sessions that a paginator finds, page by page. */
async function pages(asked, pageSize) {
  const found = [];
  for await (const page of paginateDescribePlayerSessions({ client, pageSize }, asked)) {
    found.push(page.PlayerSessions);
  }
  return found;
}

const { GameSession: made } = await client.createGameSession({
  ...place,
  MaximumPlayerSessionCount: 120,
  GameProperties: [{ Key: "mode", Value: "ranked" }],
});
const { GameSessionId } = made;
say("create", {
  Status: made.Status,
  CurrentPlayerSessionCount: made.CurrentPlayerSessionCount,
  MaximumPlayerSessionCount: made.MaximumPlayerSessionCount,
  CreationTime: made.CreationTime.getTime(),
  GameProperties: Object.fromEntries(made.GameProperties.map(({ Key, Value }) => [Key, Value])),
});

const { GameSessions: found } = await client.describeGameSessions({ GameSessionId });
say("look", { GameSessions: found.length, Status: found[0].Status });

const names = Array.from({ length: 119 }, (_, n) => `player-${n}`);
for (let start = 0; start < names.length; start += 25) {
  await client.createPlayerSessions({ GameSessionId, PlayerIds: names.slice(start, start + 25) });
}
const { PlayerSession: last } = await client.createPlayerSession({
  GameSessionId,
  PlayerId: "last",
  PlayerData: "é🧙\n",
});
const [full] = (await client.describeGameSessions({ GameSessionId })).GameSessions;
say("fill", {
  PlayerSessions: full.CurrentPlayerSessionCount,
  Status: last.Status,
  CreationTime: last.CreationTime.getTime(),
  PlayerData: last.PlayerData,
});

const fifties = await pages({ GameSessionId }, 50);
say("pages", {
  sizes: fifties.map((page) => page.length),
  distinct: new Set(fifties.flat().map((player) => player.PlayerId)).size,
});

const counts = {};
for (const status of ["RESERVED", "ACTIVE"]) {
  counts[status] = (await pages({ GameSessionId, PlayerSessionStatusFilter: status })).flat().length;
}
say("filter", counts);

const late = { GameSessionId, PlayerId: "late" };
await refused(GameSessionFullException, client.createPlayerSession(late));
const nobody = { PlayerSessionId: "psess-nobody" };
await refused(NotFoundException, client.describePlayerSessions(nobody));
await refused(InvalidRequestException, client.describePlayerSessions({ ...nobody, PlayerId: "last" }));
const { Alias } = await client.createAlias({
  Name: "old",
  RoutingStrategy: { Type: "TERMINAL", Message: "Update, please." },
});
await refused(TerminalRoutingStrategyException, client.resolveAlias({ AliasId: Alias.AliasId }));
const once = { ...place, MaximumPlayerSessionCount: 1, IdempotencyToken: "once" };
await client.createGameSession(once);
const twice = { ...once, MaximumPlayerSessionCount: 2 };
await refused(IdempotentParameterMismatchException, client.createGameSession(twice));
await refused(ConflictException, client.createLocation({ LocationName: "custom-local" }));
const carol = { ...place, MaximumPlayerSessionCount: 1, CreatorId: "carol" };
await client.createGameSession(carol);
await refused(LimitExceededException, client.createGameSession(carol));
const broken = { FleetId: process.env.STORY_BROKEN, MaximumPlayerSessionCount: 1 };
await refused(InvalidFleetStatusException, client.createGameSession(broken));
try {
  await client.getInstanceAccess({ FleetId: "fleet-1", InstanceId: "i-0" });
} catch (error) {
  if (!(error instanceof GameLiftServiceException)) throw error;
  say("error without a class", { code: error.name, message: error.message });
}

await advance(61);
const [gone] = (await client.describePlayerSessions({ PlayerSessionId: last.PlayerSessionId })).PlayerSessions;
say("expiry", {
  Status: gone.Status,
  CreationTime: gone.CreationTime.getTime(),
  TerminationTime: gone.TerminationTime.getTime(),
});

const { GameSession: answer } = await client.terminateGameSession({
  GameSessionId,
  TerminationMode: "TRIGGER_ON_PROCESS_TERMINATE",
});
const [ended] = (await client.describeGameSessions({ GameSessionId })).GameSessions;
say("terminate", {
  answer: answer.Status,
  Status: ended.Status,
  StatusReason: ended.StatusReason,
  TerminationTime: ended.TerminationTime.getTime(),
});
await refused(InvalidGameSessionStatusException, client.createPlayerSession(late));

await client.deleteAlias({ AliasId: Alias.AliasId });
say("no output", true);
const token = await client.getComputeAuthToken({ FleetId, ComputeName: "local" });
say("whole second", token.ExpirationTimestamp.getTime());
