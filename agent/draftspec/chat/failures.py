"""What providers' packages raise, as one kind of error: read by attributes, since each package has its own classes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from draftspec.chat.model import ChatFailure
from draftspec.chat.redact import redacted

KEPT_HEADERS = ("retry-after", "retry-after-ms", "x-should-retry", "date", "content-type")
"""Headers that say when to come back; others may hold what nobody should read, except those of rate limits."""

_LIMITS = ("x-ratelimit-", "anthropic-ratelimit-")
_ODD_BODY = (ValueError, KeyError, TypeError, IndexError, AttributeError)


def failure_of(error: Exception) -> ChatFailure | None:
    """Return what an error of a provider's package says, without keys, or None when it is none.

    A body that is no answer (HTML, an error object, no choices, cut) makes LangChain raise one of Python's own errors,
    mostly with the response attached; it is a failure with the status that came, mostly 200.
    """
    chain = list(_chain(error))
    if any(isinstance(link, TimeoutError) or "timeout" in type(link).__name__.lower() for link in chain):
        return ChatFailure("no answer in time")
    status, response = _first_status(chain), _first_response(chain)
    if status is None and isinstance(error, _ODD_BODY):
        status = 200  # a body was read, so nothing went wrong before it
    if status is not None:
        said = f"the provider answered {status}" if status != 200 else f"no usable answer: {_line(error)}"
        body = redacted(_body(chain, response))
        return ChatFailure(redacted(said), status=status, headers=_headers(response), body=body)
    if any(isinstance(link, OSError) or is_foreign(link) for link in chain):
        return ChatFailure(redacted(f"no answer: {_line(chain[-1])}"))
    return None


def unusable(response: object, error: Exception) -> ChatFailure:
    """Return the failure that a response is whose body is no answer: `error` says why."""
    said, body = redacted(f"no usable answer: {_line(error)}"), redacted(_body([error], response))
    return ChatFailure(said, status=_first_status([response]) or 200, headers=_headers(response), body=body)


def _chain(error: BaseException) -> Iterator[BaseException]:
    """Give an error and what it came from, outermost first."""
    link: BaseException | None = error
    while link is not None:
        yield link
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)


def _first_status(chain: Sequence[object]) -> int | None:
    """Return the first status of HTTP that an error or its response carries, or a response itself."""
    for link in chain:
        for holder in (link, getattr(link, "response", None)):
            for name in ("status_code", "code"):
                status = getattr(holder, name, None)
                if type(status) is int and 100 <= status < 600:
                    return status
    return None


def _first_response(chain: list[BaseException]) -> object:
    return next((found for link in chain if (found := getattr(link, "response", None)) is not None), None)


def _headers(response: object) -> dict[str, str]:
    headers = getattr(response, "headers", None)
    if not isinstance(headers, Mapping):
        return {}
    lowered = {str(name).lower(): str(value) for name, value in headers.items()}
    return {name: value for name, value in lowered.items() if name in KEPT_HEADERS or name.startswith(_LIMITS)}


def _body(chain: list[BaseException], response: object) -> str:
    """Return the text of a response, else what the error keeps of it."""
    try:
        text = getattr(response, "text", None)
    except RuntimeError:  # httpx: the body was never read
        text = None
    if isinstance(text, str) and text:
        return text
    for link in chain:
        for name in ("body", "details"):
            if kept := getattr(link, name, None):
                return kept if isinstance(kept, str) else json.dumps(kept, ensure_ascii=False, default=str)
        if link.args and isinstance(link.args[0], dict):  # how LangChain says that there was an error object
            return json.dumps({"error": link.args[0]}, ensure_ascii=False, default=str)
    return _line(chain[0])


def is_foreign(link: BaseException) -> bool:
    """Tell whether an error is a package's own, and not one of Python's or ours."""
    return type(link).__module__.split(".")[0] not in {"builtins", "draftspec"}


def _line(error: BaseException) -> str:
    return f"{type(error).__name__}: {' '.join(str(error).split())}"[:300]
