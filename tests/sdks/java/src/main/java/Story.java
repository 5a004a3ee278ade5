import static java.util.stream.Collectors.toMap;

import com.google.gson.Gson;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.gamelift.GameLiftClient;
import software.amazon.awssdk.services.gamelift.model.ConflictException;
import software.amazon.awssdk.services.gamelift.model.CreateGameSessionRequest;
import software.amazon.awssdk.services.gamelift.model.CreatePlayerSessionRequest;
import software.amazon.awssdk.services.gamelift.model.GameLiftException;
import software.amazon.awssdk.services.gamelift.model.GameProperty;
import software.amazon.awssdk.services.gamelift.model.GameSession;
import software.amazon.awssdk.services.gamelift.model.GameSessionFullException;
import software.amazon.awssdk.services.gamelift.model.IdempotentParameterMismatchException;
import software.amazon.awssdk.services.gamelift.model.InvalidFleetStatusException;
import software.amazon.awssdk.services.gamelift.model.InvalidGameSessionStatusException;
import software.amazon.awssdk.services.gamelift.model.InvalidRequestException;
import software.amazon.awssdk.services.gamelift.model.LimitExceededException;
import software.amazon.awssdk.services.gamelift.model.NotFoundException;
import software.amazon.awssdk.services.gamelift.model.PlayerSessionStatus;
import software.amazon.awssdk.services.gamelift.model.RoutingStrategyType;
import software.amazon.awssdk.services.gamelift.model.TerminalRoutingStrategyException;
import software.amazon.awssdk.services.gamelift.model.TerminationMode;

/** The story of tests/sdks, told with the AWS SDK for Java 2.x. */
public final class Story {
  private static final String FLEET = "fleet-00000000-0000-0000-0000-000000000000";
  private static final String PLACE = "custom-local";
  private static final Gson GSON = new Gson();
  // System.out would write in the encoding of the locale.
  private static final PrintStream OUT =
      new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);

  private final GameLiftClient client;

  private Story(GameLiftClient client) {
    this.client = client;
  }

  public static void main(String[] arguments) throws Exception {
    try (var client = GameLiftClient.create()) {
      new Story(client).tell();
    }
  }

  private static void say(String step, Object value) {
    OUT.println(GSON.toJson(Map.of("step", step, "value", value)));
  }

  /** Says how a call is refused with an exception of that class. */
  private static void refused(Class<? extends GameLiftException> kind, Runnable call) {
    try {
      call.run();
    } catch (GameLiftException error) {
      if (kind.isInstance(error)) {
        var message = error.awsErrorDetails().errorMessage();
        say("error " + kind.getSimpleName(), Map.of("message", message, "requestId", error.requestId()));
      }
    }
  }

  private static void advance(int seconds) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(System.getenv("STORY_CONTROL") + "/clock/advance"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(GSON.toJson(Map.of("seconds", seconds))))
            .build();
    var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(answer.body());
    }
  }

  private List<GameSession> look(String match) {
    return client.describeGameSessions(r -> r.gameSessionId(match)).gameSessions();
  }

  private int count(String match, PlayerSessionStatus status) {
    var pages =
        client.describePlayerSessionsPaginator(
            r -> r.gameSessionId(match).playerSessionStatusFilter(status.toString()));
    return (int) pages.playerSessions().stream().count();
  }

  private void tell() throws IOException, InterruptedException {
    var mode = GameProperty.builder().key("mode").value("ranked").build();
    var made =
        client
            .createGameSession(
                r -> r.fleetId(FLEET).location(PLACE).maximumPlayerSessionCount(120).gameProperties(mode))
            .gameSession();
    var match = made.gameSessionId();
    say(
        "create",
        Map.of(
            "Status", made.statusAsString(),
            "CurrentPlayerSessionCount", made.currentPlayerSessionCount(),
            "MaximumPlayerSessionCount", made.maximumPlayerSessionCount(),
            "CreationTime", made.creationTime().toEpochMilli(),
            "GameProperties", made.gameProperties().stream().collect(toMap(GameProperty::key, GameProperty::value))));

    var found = look(match);
    say("look", Map.of("GameSessions", found.size(), "Status", found.get(0).statusAsString()));

    var names = IntStream.range(0, 119).mapToObj(n -> "player-" + n).toList();
    for (int start = 0; start < 119; start += 25) {
      var some = names.subList(start, Math.min(start + 25, 119));
      client.createPlayerSessions(r -> r.gameSessionId(match).playerIds(some));
    }
    var last =
        client
            .createPlayerSession(r -> r.gameSessionId(match).playerId("last").playerData("é🧙\n"))
            .playerSession();
    say(
        "fill",
        Map.of(
            "PlayerSessions", look(match).get(0).currentPlayerSessionCount(),
            "Status", last.statusAsString(),
            "CreationTime", last.creationTime().toEpochMilli(),
            "PlayerData", last.playerData()));

    var sizes = new ArrayList<Integer>();
    var players = new HashSet<String>();
    for (var page : client.describePlayerSessionsPaginator(r -> r.gameSessionId(match).limit(50))) {
      sizes.add(page.playerSessions().size());
      page.playerSessions().forEach(each -> players.add(each.playerId()));
    }
    say("pages", Map.of("sizes", sizes, "distinct", players.size()));

    var counts = new HashMap<String, Integer>();
    for (var status : List.of(PlayerSessionStatus.RESERVED, PlayerSessionStatus.ACTIVE)) {
      counts.put(status.toString(), count(match, status));
    }
    say("filter", counts);

    var late = CreatePlayerSessionRequest.builder().gameSessionId(match).playerId("late").build();
    refused(GameSessionFullException.class, () -> client.createPlayerSession(late));
    refused(NotFoundException.class, () -> client.describePlayerSessions(r -> r.playerSessionId("psess-nobody")));
    refused(
        InvalidRequestException.class,
        () -> client.describePlayerSessions(r -> r.playerSessionId("psess-nobody").playerId("last")));
    var alias =
        client
            .createAlias(
                r ->
                    r.name("old")
                        .routingStrategy(s -> s.type(RoutingStrategyType.TERMINAL).message("Update, please.")))
            .alias()
            .aliasId();
    refused(TerminalRoutingStrategyException.class, () -> client.resolveAlias(r -> r.aliasId(alias)));
    var small =
        CreateGameSessionRequest.builder().fleetId(FLEET).location(PLACE).maximumPlayerSessionCount(1).build();
    var once = small.toBuilder().idempotencyToken("once").build();
    client.createGameSession(once);
    var other = once.toBuilder().maximumPlayerSessionCount(2).build();
    refused(IdempotentParameterMismatchException.class, () -> client.createGameSession(other));
    refused(ConflictException.class, () -> client.createLocation(r -> r.locationName(PLACE)));
    var carol = small.toBuilder().creatorId("carol").build();
    client.createGameSession(carol);
    refused(LimitExceededException.class, () -> client.createGameSession(carol));
    var broken = System.getenv("STORY_BROKEN");
    refused(
        InvalidFleetStatusException.class,
        () -> client.createGameSession(r -> r.fleetId(broken).maximumPlayerSessionCount(1)));
    try {
      client.getInstanceAccess(r -> r.fleetId("fleet-1").instanceId("i-0"));
    } catch (GameLiftException error) {
      var details = error.awsErrorDetails();
      say("error without a class", Map.of("code", details.errorCode(), "message", details.errorMessage()));
    }

    advance(61);
    var gone =
        client.describePlayerSessions(r -> r.playerSessionId(last.playerSessionId())).playerSessions().get(0);
    say(
        "expiry",
        Map.of(
            "Status", gone.statusAsString(),
            "CreationTime", gone.creationTime().toEpochMilli(),
            "TerminationTime", gone.terminationTime().toEpochMilli()));

    var answer =
        client.terminateGameSession(
            r -> r.gameSessionId(match).terminationMode(TerminationMode.TRIGGER_ON_PROCESS_TERMINATE));
    var ended = look(match).get(0);
    say(
        "terminate",
        Map.of(
            "answer", answer.gameSession().statusAsString(),
            "Status", ended.statusAsString(),
            "StatusReason", ended.statusReasonAsString(),
            "TerminationTime", ended.terminationTime().toEpochMilli()));
    refused(InvalidGameSessionStatusException.class, () -> client.createPlayerSession(late));

    client.deleteAlias(r -> r.aliasId(alias));
    say("no output", true);
    var token = client.getComputeAuthToken(r -> r.fleetId(FLEET).computeName("local"));
    say("whole second", token.expirationTimestamp().toEpochMilli());
  }
}
