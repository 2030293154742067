"""Sheets v4 as the sandbox plays it."""
