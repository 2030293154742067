"""Programs for whoever works on pdsync: conformance of the sandbox, accuracy of the reader, faults, speed."""
