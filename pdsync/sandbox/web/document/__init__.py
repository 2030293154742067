"""A Doc's page: what a documents.get answer looks like, and what becomes of what is typed into it."""
