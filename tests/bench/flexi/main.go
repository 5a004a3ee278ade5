// The Go engine flexi on a pool of tickets: how many milliseconds one look takes, and how many matches it makes.
// It reads {"rules": text, "tickets": [{"TicketId", "Players"}], "rounds": n} and writes {"milliseconds": [...], "matches": n}.
package main

import (
	"encoding/json"
	"log"
	"os"
	"time"

	"github.com/moepig/flexi"
)

type player struct {
	PlayerId         string
	PlayerAttributes map[string]struct{ N float64 }
	LatencyInMs      map[string]int
}

type work struct {
	Rules   string `json:"rules"`
	Tickets []struct {
		TicketId string
		Players  []player
	} `json:"tickets"`
	Rounds int `json:"rounds"`
}

type found struct {
	Milliseconds []float64 `json:"milliseconds"`
	Matches      int       `json:"matches"`
}

func main() {
	var asked work
	if err := json.NewDecoder(os.Stdin).Decode(&asked); err != nil {
		log.Fatal(err)
	}
	var answer found
	for round := 0; round < asked.Rounds; round++ {
		matchmaker, err := flexi.New([]byte(asked.Rules))
		if err != nil {
			log.Fatal(err)
		}
		for _, ticket := range asked.Tickets {
			players := make([]flexi.Player, 0, len(ticket.Players))
			for _, each := range ticket.Players {
				attributes := flexi.Attributes{}
				for name, value := range each.PlayerAttributes {
					attributes[name] = flexi.Number(value.N)
				}
				players = append(players, flexi.Player{ID: each.PlayerId, Attributes: attributes, Latencies: each.LatencyInMs})
			}
			if err := matchmaker.Enqueue(flexi.Ticket{ID: ticket.TicketId, Players: players}); err != nil {
				log.Fatal(err)
			}
		}
		begun := time.Now()
		matches, err := matchmaker.Tick()
		if err != nil {
			log.Fatal(err)
		}
		answer.Milliseconds = append(answer.Milliseconds, float64(time.Since(begun).Microseconds())/1000)
		answer.Matches = len(matches)
	}
	if err := json.NewEncoder(os.Stdout).Encode(answer); err != nil {
		log.Fatal(err)
	}
}
