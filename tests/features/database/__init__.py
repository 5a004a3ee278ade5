"""One database under many clients and processes, and one that goes wrong."""
