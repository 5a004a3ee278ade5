package example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.gamelift.GameLiftClient;
import software.amazon.awssdk.services.gamelift.model.PlayerSessionStatus;

/** Needs a Docker engine, and the image: docker build -t gamelift-emulator . */
class GameLiftTest {
    private static final int PORT = 4600;

    private static GenericContainer<?> emulator() {
        return new GenericContainer<>("gamelift-emulator")
                .withExposedPorts(PORT)
                .withEnv("GAMELIFT_EMULATOR_DATABASE_URL", "sqlite://")
                .waitingFor(Wait.forHealthcheck());
    }

    private static GameLiftClient clientOf(GenericContainer<?> container) {
        return GameLiftClient.builder()
                .endpointOverride(URI.create("http://" + container.getHost() + ":" + container.getMappedPort(PORT)))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .build();
    }

    @Test
    void aPlayerGetsASlot() {
        try (GenericContainer<?> container = emulator()) {
            container.start();
            try (GameLiftClient gamelift = clientOf(container)) {
                String match = gamelift.createGameSession(game -> game
                        .fleetId("fleet-00000000-0000-0000-0000-000000000000")
                        .location("custom-local")
                        .maximumPlayerSessionCount(4)).gameSession().gameSessionId();
                PlayerSessionStatus status = gamelift.createPlayerSession(player -> player
                        .gameSessionId(match)
                        .playerId("alice")).playerSession().status();
                assertEquals(PlayerSessionStatus.RESERVED, status);
            }
        }
    }
}
