"""The verbs, over ports: what to do and in what order."""
