"""Docs v1 as the sandbox plays it."""
