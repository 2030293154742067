"""What pdsync thinks: goals, dates, flags, the rows of the Sheet. Pure: no clock, files, sockets, logging."""
