"""`python -m tests.support.pulling NAME`: pull a small model in a process of its own, to be killed or raced."""

from __future__ import annotations

import sys

from summarizer.errors import SummarizerError
from summarizer.providers.local.pull import pull
from tests.support.index import fake_model


def main() -> int:
    try:
        path = pull(waiting=lambda: print("waiting", flush=True), model=fake_model(sys.argv[1]).model)
    except SummarizerError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        return 130
    print(path, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
