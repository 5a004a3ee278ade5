"""Game servers: processes built on Server SDK 5, which connect over a WebSocket."""
