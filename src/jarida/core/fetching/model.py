"""What is asked of the network, and what it answered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol


class Purpose(StrEnum):
    """What a request is for; bounds and Accept follow from it."""

    FEED = "feed"
    PAGE = "page"
    IMAGE = "image"
    ROBOTS = "robots"
    HUB = "hub"


@dataclass(frozen=True, slots=True)
class Validators:
    """What a conditional request carries (RFC 9110 §13)."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class FetchRequest:
    """One address to fetch, or, with a `form`, to send that to (only `HttpFetcher.send` does)."""

    url: str
    purpose: Purpose
    validators: Validators = Validators()
    form: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class FetchResponse:
    """A whole answer with status 200 or 304; every other status is raised as an error.

    `url` is the address asked, `final_url` where the redirects ended. `moved_to` is set only if every
    hop was permanent (301, 308). `body` is decompressed and complete. Header names are in lower case.
    `max_age` is the freshness that Cache-Control or Expires grants, in seconds.
    """

    url: str
    final_url: str
    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    moved_to: str = ""
    validators: Validators = Validators()
    max_age: float | None = None

    @property
    def unchanged(self) -> bool:
        """True where the conditional request was answered with 304."""
        return self.status == 304

    @property
    def content_type(self) -> str:
        """The Content-Type header, with its parameters."""
        return self.headers.get("content-type", "")


class Fetcher(Protocol):
    """Fetches one address at a time, guarded, paced and bounded. Safe to call concurrently."""

    async def fetch(self, request: FetchRequest) -> FetchResponse:
        """The answer; raises `jarida.core.errors.FetchError`."""
        ...
