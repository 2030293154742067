"""Drive v3 as the sandbox plays it."""
