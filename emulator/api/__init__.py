"""The contract with AWS: generated from the service model by `make api`, never edited."""
