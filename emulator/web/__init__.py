"""Stations 1 and 6: HTTP in and out. The front door, the AWS API's room, and the server that listens."""
