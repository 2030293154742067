"""A Sheet's page: what a spreadsheets.get answer looks like, its charts, and the form of a cell."""
