module bench

go 1.26.0

require github.com/moepig/flexi v0.0.1
