"""A small, honest Google on localhost. Imports nothing of pdsync outside this folder."""
