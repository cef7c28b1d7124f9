"""How far the estimate of tokens for endpoints is from what a tokenizer counts.

    python benchmarks/token_estimate.py fixtures/gold/dev fixtures/gold/fresh1 …

The tokenizer is the embedded model's (Qwen 2.5); its server counts, nothing is generated. A window that is cut by an
estimate below the count would not fit the context it was cut for, so the largest share is the one that matters.
"""

from __future__ import annotations

import asyncio
import sys
from collections import defaultdict
from pathlib import Path

from summarizer.drafting.windows import estimated_tokens
from summarizer.evaluation.gold import load_cases
from summarizer.notes import read_file
from summarizer.providers.connection import connect
from summarizer.providers.settings import load_settings, resolve

A_LINE = 4
"""What a window allows for each line beside its text."""


async def main() -> None:
    """Print by language: notes, tokens, and counted tokens as a share of the estimate, over whole notes and by line."""
    whole: dict[str, list[float]] = defaultdict(list)
    single: dict[str, list[float]] = defaultdict(list)
    tokens: dict[str, int] = defaultdict(int)
    async with connect(resolve(load_settings(provider="local"))) as connection:
        assert connection.embedder is not None
        for case in (case for folder in sys.argv[1:] for case in load_cases(Path(folder))):
            lines = [line.attributed for line in read_file(case.notes).content]
            counts = await connection.embedder.token_counts(lines)
            estimates = [estimated_tokens(line) + A_LINE for line in lines]
            kind = case.name.split("-")[0]
            tokens[kind] += sum(counts)
            whole[kind].append(sum(counts) / sum(estimates))
            single[kind] += [count / estimate for count, estimate in zip(counts, estimates, strict=True)]
    for kind in sorted(whole):
        shares, lines_over = whole[kind], sum(share > 1 for share in single[kind])
        print(
            f"{kind}: {len(shares)} notes, {tokens[kind]} tokens, "
            f"counted / estimated {min(shares):.2f} to {max(shares):.2f}, "
            f"{lines_over} of {len(single[kind])} lines over the estimate, the most by {max(single[kind]):.2f}"
        )


if __name__ == "__main__":
    asyncio.run(main())
