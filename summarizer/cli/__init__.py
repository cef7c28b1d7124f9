"""One module a command; each parses arguments and calls one function."""
