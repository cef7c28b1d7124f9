"""Which model answers, and the way to it."""
