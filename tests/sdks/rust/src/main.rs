//! The story of tests/sdks, told with the AWS SDK for Rust.

use std::collections::{HashMap, HashSet};
use std::env;
use std::error::Error;
use std::fmt::Debug;

use aws_config::BehaviorVersion;
use aws_sdk_gamelift::Client;
use aws_sdk_gamelift::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_gamelift::operation::RequestId;
use aws_sdk_gamelift::operation::create_game_session::CreateGameSessionError;
use aws_sdk_gamelift::operation::create_location::CreateLocationError;
use aws_sdk_gamelift::operation::create_player_session::CreatePlayerSessionError;
use aws_sdk_gamelift::operation::describe_player_sessions::DescribePlayerSessionsError;
use aws_sdk_gamelift::operation::resolve_alias::ResolveAliasError;
use aws_sdk_gamelift::primitives::DateTime;
use aws_sdk_gamelift::types::{
    GameProperty, GameSession, RoutingStrategy, RoutingStrategyType, TerminationMode,
};
use serde_json::{Map, Value, json};

const FLEET: &str = "fleet-00000000-0000-0000-0000-000000000000";
const PLACE: &str = "custom-local";

type Outcome<T> = Result<T, Box<dyn Error>>;

fn say(step: &str, value: Value) {
    println!("{}", json!({"step": step, "value": value}));
}

/// Says how a call was refused, where that was with the modelled error of that name.
fn refused<T: Debug, E: ProvideErrorMetadata>(
    name: &str,
    answer: Result<T, SdkError<E>>,
    is_that: fn(&E) -> bool,
) {
    let error = answer.expect_err(name);
    if error.as_service_error().is_some_and(is_that) {
        let value = json!({"message": error.message(), "requestId": error.request_id()});
        say(&format!("error {name}"), value);
    }
}

fn millis(instant: Option<&DateTime>) -> Outcome<i64> {
    Ok(instant.ok_or("no instant")?.to_millis()?)
}

async fn look(client: &Client, game_session: &str) -> Outcome<Vec<GameSession>> {
    let found = client
        .describe_game_sessions()
        .game_session_id(game_session)
        .send()
        .await?;
    Ok(found.game_sessions.unwrap_or_default())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome<()> {
    let http = aws_smithy_http_client::Builder::new().build_http();
    let config = aws_config::defaults(BehaviorVersion::latest())
        .http_client(http)
        .load()
        .await;
    let client = Client::new(&config);

    let made = client
        .create_game_session()
        .fleet_id(FLEET)
        .location(PLACE)
        .maximum_player_session_count(120)
        .game_properties(GameProperty::builder().key("mode").value("ranked").build())
        .send()
        .await?
        .game_session
        .ok_or("no game session")?;
    let game_session = made.game_session_id().ok_or("no id")?;
    let properties: HashMap<_, _> = made
        .game_properties()
        .iter()
        .map(|each| (each.key().unwrap_or_default(), each.value()))
        .collect();
    say(
        "create",
        json!({
            "Status": made.status().map(|status| status.as_str()),
            "CurrentPlayerSessionCount": made.current_player_session_count(),
            "MaximumPlayerSessionCount": made.maximum_player_session_count(),
            "CreationTime": millis(made.creation_time())?,
            "GameProperties": properties,
        }),
    );

    let found = look(&client, game_session).await?;
    let status = found[0].status().map(|status| status.as_str());
    say(
        "look",
        json!({"GameSessions": found.len(), "Status": status}),
    );

    let names: Vec<String> = (0..119).map(|n| format!("player-{n}")).collect();
    for some in names.chunks(25) {
        client
            .create_player_sessions()
            .game_session_id(game_session)
            .set_player_ids(Some(some.to_vec()))
            .send()
            .await?;
    }
    let last = client
        .create_player_session()
        .game_session_id(game_session)
        .player_id("last")
        .player_data("é🧙\n")
        .send()
        .await?
        .player_session
        .ok_or("no player session")?;
    say(
        "fill",
        json!({
            "PlayerSessions": look(&client, game_session).await?[0].current_player_session_count(),
            "Status": last.status().map(|status| status.as_str()),
            "CreationTime": millis(last.creation_time())?,
            "PlayerData": last.player_data(),
        }),
    );

    let mut pages = client
        .describe_player_sessions()
        .game_session_id(game_session)
        .into_paginator()
        .page_size(50)
        .send();
    let (mut sizes, mut players) = (Vec::new(), HashSet::new());
    while let Some(page) = pages.try_next().await? {
        sizes.push(page.player_sessions().len());
        players.extend(
            page.player_sessions
                .into_iter()
                .flatten()
                .map(|each| each.player_id),
        );
    }
    say("pages", json!({"sizes": sizes, "distinct": players.len()}));

    let mut counts = Map::new();
    for status in ["RESERVED", "ACTIVE"] {
        let found = client
            .describe_player_sessions()
            .game_session_id(game_session)
            .player_session_status_filter(status)
            .into_paginator()
            .items()
            .send()
            .collect::<Result<Vec<_>, _>>()
            .await?;
        counts.insert(status.to_owned(), found.len().into());
    }
    say("filter", counts.into());

    let join = client
        .create_player_session()
        .game_session_id(game_session)
        .player_id("late");
    refused(
        "GameSessionFullException",
        join.clone().send().await,
        CreatePlayerSessionError::is_game_session_full_exception,
    );
    let nobody = client
        .describe_player_sessions()
        .player_session_id("psess-nobody");
    refused(
        "NotFoundException",
        nobody.clone().send().await,
        DescribePlayerSessionsError::is_not_found_exception,
    );
    refused(
        "InvalidRequestException",
        nobody.player_id("last").send().await,
        DescribePlayerSessionsError::is_invalid_request_exception,
    );
    let strategy = RoutingStrategy::builder()
        .r#type(RoutingStrategyType::Terminal)
        .message("Update, please.")
        .build();
    let alias = client
        .create_alias()
        .name("old")
        .routing_strategy(strategy)
        .send()
        .await?
        .alias
        .and_then(|alias| alias.alias_id)
        .ok_or("no alias")?;
    refused(
        "TerminalRoutingStrategyException",
        client.resolve_alias().alias_id(&alias).send().await,
        ResolveAliasError::is_terminal_routing_strategy_exception,
    );
    let small = client
        .create_game_session()
        .fleet_id(FLEET)
        .location(PLACE)
        .maximum_player_session_count(1);
    let once = small.clone().idempotency_token("once");
    once.clone().send().await?;
    refused(
        "IdempotentParameterMismatchException",
        once.maximum_player_session_count(2).send().await,
        CreateGameSessionError::is_idempotent_parameter_mismatch_exception,
    );
    refused(
        "ConflictException",
        client.create_location().location_name(PLACE).send().await,
        CreateLocationError::is_conflict_exception,
    );
    let carol = small.creator_id("carol");
    carol.clone().send().await?;
    refused(
        "LimitExceededException",
        carol.send().await,
        CreateGameSessionError::is_limit_exceeded_exception,
    );
    refused(
        "InvalidFleetStatusException",
        client
            .create_game_session()
            .fleet_id(env::var("STORY_BROKEN")?)
            .maximum_player_session_count(1)
            .send()
            .await,
        CreateGameSessionError::is_invalid_fleet_status_exception,
    );
    let error = client
        .get_instance_access()
        .fleet_id("fleet-1")
        .instance_id("i-0")
        .send()
        .await
        .expect_err("no instance can be entered");
    say(
        "error without a class",
        json!({"code": error.code(), "message": error.message()}),
    );

    ureq::post(format!("{}/clock/advance", env::var("STORY_CONTROL")?))
        .send_json(json!({"seconds": 61}))?;
    let found = client
        .describe_player_sessions()
        .player_session_id(last.player_session_id().ok_or("no id")?)
        .send()
        .await?;
    let gone = &found.player_sessions()[0];
    say(
        "expiry",
        json!({
            "Status": gone.status().map(|status| status.as_str()),
            "CreationTime": millis(gone.creation_time())?,
            "TerminationTime": millis(gone.termination_time())?,
        }),
    );

    let answer = client
        .terminate_game_session()
        .game_session_id(game_session)
        .termination_mode(TerminationMode::TriggerOnProcessTerminate)
        .send()
        .await?;
    let ended = &look(&client, game_session).await?[0];
    say(
        "terminate",
        json!({
            "answer": answer.game_session().and_then(|it| it.status()).map(|status| status.as_str()),
            "Status": ended.status().map(|status| status.as_str()),
            "StatusReason": ended.status_reason().map(|reason| reason.as_str()),
            "TerminationTime": millis(ended.termination_time())?,
        }),
    );
    refused(
        "InvalidGameSessionStatusException",
        join.send().await,
        CreatePlayerSessionError::is_invalid_game_session_status_exception,
    );

    client.delete_alias().alias_id(alias).send().await?;
    say("no output", true.into());
    let token = client
        .get_compute_auth_token()
        .fleet_id(FLEET)
        .compute_name("local")
        .send()
        .await?;
    say("whole second", millis(token.expiration_timestamp())?.into());
    Ok(())
}
