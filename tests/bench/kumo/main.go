// kumo as a library, served at the port that `-httptest.serve=127.0.0.1:PORT` names: net/http/httptest reads that itself.
package main

import (
	"flag"

	"github.com/sivchari/kumo"
)

func main() {
	flag.Parse()
	kumo.NewServer()
}
