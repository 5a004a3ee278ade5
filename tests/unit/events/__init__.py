"""What is sent to endpoints, and when."""
