"""Stations 1 and 6: the front door, the AWS API's room, and the server that listens."""
