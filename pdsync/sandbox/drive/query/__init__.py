"""Drive's query language: `name = 'x' and not (trashed = true or 'root' in parents)`."""
