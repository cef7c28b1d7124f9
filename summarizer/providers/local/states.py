"""The hidden states of the embedded model, over its server's own (not OpenAI's) endpoints."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from summarizer.errors import EndpointError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MAX_STATE_TOKENS = 1024
"""Tokens of one pass; the server takes no text that is longer than its batch."""

_SECONDS = 300.0


class TokenStates:
    """Reads a text's tokens and their hidden states from a llama.cpp server on loopback."""

    def __init__(self, url: str, api_key: str) -> None:
        import httpx2

        self._client = httpx2.AsyncClient(
            base_url=url, headers={"Authorization": f"Bearer {api_key}"}, timeout=_SECONDS, trust_env=False
        )

    async def token_states(self, text: str) -> tuple[list[bytes], NDArray[np.float32]]:
        """The tokens of a text as bytes, and one state for each. Raises EndpointError when the server fails."""
        import numpy as np

        said = await self._post("/tokenize", {"content": text, "with_pieces": True})
        pieces = [token["piece"] for token in said["tokens"]]
        tokens = [piece.encode() if isinstance(piece, str) else bytes(piece) for piece in pieces]
        answer = await self._post("/embedding", {"content": text})
        states = np.array(answer[0]["embedding"], dtype=np.float32)
        if len(states) != len(tokens):
            raise EndpointError("endpoint.unexpected", host="local", cause="hidden states")
        return tokens, states

    async def token_counts(self, texts: Sequence[str]) -> list[int]:
        """How many tokens each text takes where they stand below each other.

        Raises EndpointError when the server fails.

        A token belongs to the text that it begins in; with its line break a text takes at most one more.
        """
        said = await self._post("/tokenize", {"content": "\n".join(texts), "with_pieces": True})
        pieces = (token["piece"] for token in said["tokens"])
        sizes = (len(piece.encode()) if isinstance(piece, str) else len(piece) for piece in pieces)
        starts = [0, *accumulate(sizes)][:-1]
        ends = list(accumulate(len(text.encode()) + 1 for text in texts))
        counts = [0] * len(texts)
        for start in starts:
            counts[min(bisect_right(ends, start), len(texts) - 1)] += 1
        return counts

    async def close(self) -> None:
        await self._client.aclose()

    async def _post(self, path: str, body: dict[str, Any]) -> Any:
        import httpx2

        try:
            response = await self._client.post(path, json=body)
            response.raise_for_status()
            return response.json()
        except (httpx2.HTTPError, ValueError) as error:
            raise EndpointError("endpoint.unexpected", host="local", cause=type(error).__name__) from error
