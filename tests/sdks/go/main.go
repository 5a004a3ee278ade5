// The story of tests/sdks, told with the AWS SDK for Go v2.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/gamelift"
	"github.com/aws/aws-sdk-go-v2/service/gamelift/types"
	"github.com/aws/smithy-go"
)

type fields map[string]any

func say(step string, value any) {
	if err := json.NewEncoder(os.Stdout).Encode(fields{"step": step, "value": value}); err != nil {
		log.Fatal(err)
	}
}

func must[T any](answer T, err error) T {
	if err != nil {
		log.Fatal(err)
	}
	return answer
}

// refused says how a call was refused with the modelled error T. Another outcome is logged, and the story goes on.
func refused[T smithy.APIError](_ any, err error) {
	var modelled T
	var response *awshttp.ResponseError
	if !errors.As(err, &modelled) || !errors.As(err, &response) {
		log.Printf("expected %T, not: %v", modelled, err)
		return
	}
	say("error "+modelled.ErrorCode(), fields{
		"message":   modelled.ErrorMessage(),
		"requestId": response.ServiceRequestID(),
	})
}

func advance(seconds int) {
	body := strings.NewReader(fmt.Sprintf(`{"seconds": %d}`, seconds))
	response := must(http.Post(os.Getenv("STORY_CONTROL")+"/clock/advance", "application/json", body))
	response.Body.Close()
	if response.StatusCode != http.StatusOK {
		log.Fatalf("the clock answered %s", response.Status)
	}
}

func millis(instant *time.Time) int64 {
	return aws.ToTime(instant).UnixMilli()
}

// pages gives the player sessions that a paginator finds, page by page.
func pages(
	ctx context.Context, client *gamelift.Client, asked *gamelift.DescribePlayerSessionsInput,
) [][]types.PlayerSession {
	var found [][]types.PlayerSession
	paginator := gamelift.NewDescribePlayerSessionsPaginator(client, asked)
	for paginator.HasMorePages() {
		found = append(found, must(paginator.NextPage(ctx)).PlayerSessions)
	}
	return found
}

func main() {
	ctx := context.Background()
	client := gamelift.NewFromConfig(must(config.LoadDefaultConfig(ctx)))
	if len(os.Args) > 1 && os.Args[1] == "terraform" {
		terraform(ctx, client)
		return
	}

	fleet := aws.String("fleet-00000000-0000-0000-0000-000000000000")
	location := aws.String("custom-local")

	made := must(client.CreateGameSession(ctx, &gamelift.CreateGameSessionInput{
		FleetId:                   fleet,
		Location:                  location,
		MaximumPlayerSessionCount: aws.Int32(120),
		GameProperties:            []types.GameProperty{{Key: aws.String("mode"), Value: aws.String("ranked")}},
	})).GameSession
	match := made.GameSessionId
	properties := map[string]string{}
	for _, property := range made.GameProperties {
		properties[aws.ToString(property.Key)] = aws.ToString(property.Value)
	}
	say("create", fields{
		"Status":                    made.Status,
		"CurrentPlayerSessionCount": made.CurrentPlayerSessionCount,
		"MaximumPlayerSessionCount": made.MaximumPlayerSessionCount,
		"CreationTime":              millis(made.CreationTime),
		"GameProperties":            properties,
	})

	look := &gamelift.DescribeGameSessionsInput{GameSessionId: match}
	found := must(client.DescribeGameSessions(ctx, look)).GameSessions
	say("look", fields{"GameSessions": len(found), "Status": found[0].Status})

	var names []string
	for n := range 119 {
		names = append(names, fmt.Sprintf("player-%d", n))
	}
	for start := 0; start < len(names); start += 25 {
		must(client.CreatePlayerSessions(ctx, &gamelift.CreatePlayerSessionsInput{
			GameSessionId: match,
			PlayerIds:     names[start:min(start+25, len(names))],
		}))
	}
	last := must(client.CreatePlayerSession(ctx, &gamelift.CreatePlayerSessionInput{
		GameSessionId: match,
		PlayerId:      aws.String("last"),
		PlayerData:    aws.String("é🧙\n"),
	})).PlayerSession
	full := must(client.DescribeGameSessions(ctx, look)).GameSessions[0]
	say("fill", fields{
		"PlayerSessions": full.CurrentPlayerSessionCount,
		"Status":         last.Status,
		"CreationTime":   millis(last.CreationTime),
		"PlayerData":     last.PlayerData,
	})

	var sizes []int
	distinct := map[string]bool{}
	for _, page := range pages(ctx, client, &gamelift.DescribePlayerSessionsInput{
		GameSessionId: match,
		Limit:         aws.Int32(50),
	}) {
		sizes = append(sizes, len(page))
		for _, player := range page {
			distinct[aws.ToString(player.PlayerId)] = true
		}
	}
	say("pages", fields{"sizes": sizes, "distinct": len(distinct)})

	counts := map[types.PlayerSessionStatus]int{}
	for _, status := range []types.PlayerSessionStatus{"RESERVED", "ACTIVE"} {
		counts[status] = 0
		for _, page := range pages(ctx, client, &gamelift.DescribePlayerSessionsInput{
			GameSessionId:             match,
			PlayerSessionStatusFilter: aws.String(string(status)),
		}) {
			counts[status] += len(page)
		}
	}
	say("filter", counts)

	late := &gamelift.CreatePlayerSessionInput{GameSessionId: match, PlayerId: aws.String("late")}
	refused[*types.GameSessionFullException](client.CreatePlayerSession(ctx, late))

	nobody := &gamelift.DescribePlayerSessionsInput{PlayerSessionId: aws.String("psess-nobody")}
	refused[*types.NotFoundException](client.DescribePlayerSessions(ctx, nobody))
	nobody.PlayerId = aws.String("last")
	refused[*types.InvalidRequestException](client.DescribePlayerSessions(ctx, nobody))

	alias := must(client.CreateAlias(ctx, &gamelift.CreateAliasInput{
		Name: aws.String("old"),
		RoutingStrategy: &types.RoutingStrategy{
			Type:    types.RoutingStrategyTypeTerminal,
			Message: aws.String("Update, please."),
		},
	})).Alias.AliasId
	refused[*types.TerminalRoutingStrategyException](
		client.ResolveAlias(ctx, &gamelift.ResolveAliasInput{AliasId: alias}))

	once := &gamelift.CreateGameSessionInput{
		FleetId:                   fleet,
		Location:                  location,
		MaximumPlayerSessionCount: aws.Int32(1),
		IdempotencyToken:          aws.String("once"),
	}
	must(client.CreateGameSession(ctx, once))
	once.MaximumPlayerSessionCount = aws.Int32(2)
	refused[*types.IdempotentParameterMismatchException](client.CreateGameSession(ctx, once))

	refused[*types.ConflictException](
		client.CreateLocation(ctx, &gamelift.CreateLocationInput{LocationName: location}))

	carol := &gamelift.CreateGameSessionInput{
		FleetId:                   fleet,
		Location:                  location,
		MaximumPlayerSessionCount: aws.Int32(1),
		CreatorId:                 aws.String("carol"),
	}
	must(client.CreateGameSession(ctx, carol))
	refused[*types.LimitExceededException](client.CreateGameSession(ctx, carol))

	refused[*types.InvalidFleetStatusException](client.CreateGameSession(ctx, &gamelift.CreateGameSessionInput{
		FleetId:                   aws.String(os.Getenv("STORY_BROKEN")),
		MaximumPlayerSessionCount: aws.Int32(1),
	}))

	_, err := client.GetInstanceAccess(ctx, &gamelift.GetInstanceAccessInput{
		FleetId:    fleet,
		InstanceId: aws.String("i-0"),
	})
	var unmodelled smithy.APIError
	if errors.As(err, &unmodelled) {
		say("error without a class", fields{"code": unmodelled.ErrorCode(), "message": unmodelled.ErrorMessage()})
	}

	advance(61)
	gone := must(client.DescribePlayerSessions(ctx, &gamelift.DescribePlayerSessionsInput{
		PlayerSessionId: last.PlayerSessionId,
	})).PlayerSessions[0]
	say("expiry", fields{
		"Status":          gone.Status,
		"CreationTime":    millis(gone.CreationTime),
		"TerminationTime": millis(gone.TerminationTime),
	})

	answer := must(client.TerminateGameSession(ctx, &gamelift.TerminateGameSessionInput{
		GameSessionId:   match,
		TerminationMode: types.TerminationModeTriggerOnProcessTerminate,
	})).GameSession
	ended := must(client.DescribeGameSessions(ctx, look)).GameSessions[0]
	say("terminate", fields{
		"answer":          answer.Status,
		"Status":          ended.Status,
		"StatusReason":    ended.StatusReason,
		"TerminationTime": millis(ended.TerminationTime),
	})
	refused[*types.InvalidGameSessionStatusException](client.CreatePlayerSession(ctx, late))

	must(client.DeleteAlias(ctx, &gamelift.DeleteAliasInput{AliasId: alias}))
	say("no output", true)

	token := must(client.GetComputeAuthToken(ctx, &gamelift.GetComputeAuthTokenInput{
		FleetId:     fleet,
		ComputeName: aws.String("local"),
	}))
	say("whole second", millis(token.ExpirationTimestamp))
}
