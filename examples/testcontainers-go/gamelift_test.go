// Needs a Docker engine, and the image: docker build -t gamelift-emulator .
package gamelift_test

import (
	"context"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/gamelift"
	"github.com/testcontainers/testcontainers-go"
	"github.com/testcontainers/testcontainers-go/wait"
)

// startEmulator runs the image until the test ends, and returns a client of it.
func startEmulator(ctx context.Context, t *testing.T) *gamelift.Client {
	t.Helper()
	container, err := testcontainers.Run(ctx, "gamelift-emulator",
		testcontainers.WithExposedPorts("4600/tcp"),
		testcontainers.WithEnv(map[string]string{"GAMELIFT_EMULATOR_DATABASE_URL": "sqlite://"}),
		testcontainers.WithWaitStrategy(wait.ForHTTP("/_emulator/ready").WithPort("4600/tcp")),
	)
	testcontainers.CleanupContainer(t, container)
	if err != nil {
		t.Fatal(err)
	}
	endpoint, err := container.PortEndpoint(ctx, "4600/tcp", "http")
	if err != nil {
		t.Fatal(err)
	}
	settings, err := config.LoadDefaultConfig(ctx,
		config.WithRegion("us-east-1"),
		config.WithCredentialsProvider(credentials.NewStaticCredentialsProvider("test", "test", "")),
		config.WithBaseEndpoint(endpoint),
	)
	if err != nil {
		t.Fatal(err)
	}
	return gamelift.NewFromConfig(settings)
}

func TestReadyMadeFleet(t *testing.T) {
	ctx := context.Background()
	client := startEmulator(ctx, t)
	session, err := client.CreateGameSession(ctx, &gamelift.CreateGameSessionInput{
		FleetId:                   aws.String("fleet-00000000-0000-0000-0000-000000000000"),
		Location:                  aws.String("custom-local"),
		MaximumPlayerSessionCount: aws.Int32(4),
	})
	if err != nil {
		t.Fatal(err)
	}
	_, err = client.CreatePlayerSession(ctx, &gamelift.CreatePlayerSessionInput{
		GameSessionId: session.GameSession.GameSessionId,
		PlayerId:      aws.String("alice"),
	})
	if err != nil {
		t.Fatal(err)
	}
}
