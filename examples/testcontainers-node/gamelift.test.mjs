// Needs a Docker engine, and the image: docker build -t gamelift-emulator .
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { CreateGameSessionCommand, CreatePlayerSessionCommand, GameLiftClient } from "@aws-sdk/client-gamelift";
import { GenericContainer, Wait } from "testcontainers";

let container;
let client;

before(async () => {
  container = await new GenericContainer("gamelift-emulator")
    .withExposedPorts(4600)
    .withEnvironment({ GAMELIFT_EMULATOR_DATABASE_URL: "sqlite://" })
    .withWaitStrategy(Wait.forHealthCheck())
    .start();
  client = new GameLiftClient({
    endpoint: `http://${container.getHost()}:${container.getMappedPort(4600)}`,
    region: "us-east-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });
});

after(async () => {
  client?.destroy();
  await container?.stop();
});

test("a player gets a slot of a game session on the ready-made fleet", async () => {
  const { GameSession } = await client.send(
    new CreateGameSessionCommand({
      FleetId: "fleet-00000000-0000-0000-0000-000000000000",
      Location: "custom-local",
      MaximumPlayerSessionCount: 4,
    }),
  );
  const { PlayerSession } = await client.send(
    new CreatePlayerSessionCommand({ GameSessionId: GameSession.GameSessionId, PlayerId: "alice" }),
  );
  assert.equal(PlayerSession.Status, "RESERVED");
});
