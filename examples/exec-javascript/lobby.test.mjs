// Run by `gamelift-emulator exec -- npm test`: the SDK finds the emulator by its environment.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import {
  CreateGameSessionCommand,
  DescribeGameSessionsCommand,
  GameLiftClient,
  GameSessionFullException,
} from "@aws-sdk/client-gamelift";
import { reserve, roster } from "./lobby.mjs";

const gamelift = new GameLiftClient();

// The controls of the emulator: its world, its clock, its faults.
async function control(path, document = {}) {
  const answer = await fetch(`${process.env.GAMELIFT_EMULATOR_URL}/_emulator/${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(document),
  });
  assert.ok(answer.ok, await answer.text());
}

async function activeGameSession(players) {
  const { GameSession } = await gamelift.send(
    new CreateGameSessionCommand({
      FleetId: "fleet-00000000-0000-0000-0000-000000000000",
      Location: "custom-local",
      MaximumPlayerSessionCount: players,
    }),
  );
  await gamelift.send(new DescribeGameSessionsCommand({ GameSessionId: GameSession.GameSessionId }));
  return GameSession.GameSessionId;
}

beforeEach(() => control("reset"));

test("a reservation runs out after 60 seconds", async () => {
  const match = await activeGameSession(2);
  const alice = await reserve(gamelift, match, "alice");
  await reserve(gamelift, match, "bob");
  await control(`player-sessions/${alice}/accept`);
  await control("clock/advance", { seconds: 60 });
  assert.deepEqual(await roster(gamelift, match), { alice: "ACTIVE", bob: "TIMEDOUT" });
});

test("a full game session takes nobody", async () => {
  const match = await activeGameSession(1);
  await reserve(gamelift, match, "alice");
  await assert.rejects(reserve(gamelift, match, "bob"), GameSessionFullException);
});

test("the SDK tries again where AWS fails", async () => {
  const match = await activeGameSession(1);
  await control("faults", { operation: "CreatePlayerSession", error: "InternalServiceException", times: 1 });
  await reserve(gamelift, match, "alice");
  assert.deepEqual(await roster(gamelift, match), { alice: "RESERVED" });
});
