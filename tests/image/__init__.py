"""The container image and docker-compose.yml, from outside; `make test-image` runs these, `make test` does not."""
