"""What can go wrong, as the user sees it: one line and an exit code.

The text of an error is a message id with its parameters, so that the line is written in the reader's
language at the moment it is shown; `str(error)` is the English line.
"""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """The exit codes that scripts rely on."""

    DONE = 0
    OPEN_GAPS = 1
    USAGE = 2
    ENDPOINT = 3
    INPUT = 4
    INTERRUPTED = 130


class SummarizerError(Exception):
    """A failure that the user can act on; the root of all errors raised on purpose.

    `message` is an id of the table in `summarizer.wording`; the keyword arguments fill its places.
    """

    exit_code: Exit = Exit.USAGE

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message)
        self.message = message
        self.values = values

    def __str__(self) -> str:
        from summarizer.wording import say

        return say("en", self.message, **self.values)


class UsageError(SummarizerError):
    """The command line, the settings or an output file are not as they must be."""

    exit_code = Exit.USAGE


class InputError(SummarizerError):
    """The notes cannot be read."""

    exit_code = Exit.INPUT


class EndpointError(SummarizerError):
    """The model, remote or embedded, gave no usable answer or is not there."""

    exit_code = Exit.ENDPOINT


class TruncatedAnswerError(EndpointError):
    """The answer hit the limit on tokens; a smaller ask may still succeed."""
