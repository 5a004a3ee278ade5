"""The events of queues and matchmaking, as readers get them: what each type holds, and the envelope around it."""
