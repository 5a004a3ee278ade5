// A game server of a hundred lines: it takes players in over TCP, one line each, and lets them go when they hang up.
//
// A line that a player sends is a PlayerSessionId. The server accepts it or refuses it, as GameLift says; it ends its
// game session once the last player has gone.
package main

import (
	"bufio"
	"flag"
	"fmt"
	"log"
	"net"
	"os"
	"os/signal"
	"strings"
	"sync"
	"syscall"

	"github.com/amazon-gamelift/amazon-gamelift-servers-go-server-sdk/v5/model"
	"github.com/amazon-gamelift/amazon-gamelift-servers-go-server-sdk/v5/server"
)

type game struct {
	listener net.Listener
	mutex    sync.Mutex
	players  int
	ended    sync.Once
	end      chan struct{}
}

func (g *game) finish() { g.ended.Do(func() { close(g.end) }) }

// serve speaks with one player until the connection is closed.
func (g *game) serve(connection net.Conn) {
	defer connection.Close()
	lines := bufio.NewScanner(connection)
	if !lines.Scan() {
		return
	}
	playerSession := strings.TrimSpace(lines.Text())
	if err := server.AcceptPlayerSession(playerSession); err != nil {
		fmt.Fprintln(connection, "refused:", err)
		return
	}
	g.mutex.Lock()
	g.players++
	g.mutex.Unlock()
	fmt.Fprintln(connection, "welcome")
	for lines.Scan() {
		fmt.Fprintln(connection, lines.Text())
	}
	if err := server.RemovePlayerSession(playerSession); err != nil {
		log.Println("remove:", err)
	}
	g.mutex.Lock()
	g.players--
	last := g.players == 0
	g.mutex.Unlock()
	if last {
		g.finish()
	}
}

func main() {
	port := flag.Int("port", 0, "where players come; 0 takes a free port")
	flag.Parse()
	listener, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", *port))
	if err != nil {
		log.Fatal(err)
	}
	g := &game{listener: listener, end: make(chan struct{})}

	// All parameters come from the environment: GAMELIFT_SDK_WEBSOCKET_URL, _AUTH_TOKEN, _FLEET_ID, _HOST_ID, _PROCESS_ID.
	if err := server.InitSDK(server.ServerParameters{}); err != nil {
		log.Fatal("InitSDK: ", err)
	}
	err = server.ProcessReady(server.ProcessParameters{
		OnStartGameSession: func(session model.GameSession) {
			log.Println("game session", session.GameSessionID)
			if err := server.ActivateGameSession(); err != nil {
				log.Println("activate:", err)
			}
		},
		OnUpdateGameSession: func(update model.UpdateGameSession) {
			log.Println("backfill:", update.UpdateReason, update.BackfillTicketID)
		},
		OnProcessTerminate: func() { g.finish() },
		OnHealthCheck:      func() bool { return true },
		Port:               listener.Addr().(*net.TCPAddr).Port,
	})
	if err != nil {
		log.Fatal("ProcessReady: ", err)
	}
	log.Println("ready at", listener.Addr())

	go func() {
		for {
			connection, err := listener.Accept()
			if err != nil {
				return
			}
			go g.serve(connection)
		}
	}()
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGINT, syscall.SIGTERM)
	select {
	case <-g.end:
	case <-signals:
	}
	if err := server.ProcessEnding(); err != nil {
		log.Println("ProcessEnding:", err)
	}
	_ = server.Destroy()
	listener.Close()
	log.Println("ended")
}
