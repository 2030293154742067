"""Signing in: consent, codes, tokens and what a token opens."""
