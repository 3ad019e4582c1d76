"""The one tree of errors.

Every error is one clear line that names the input and what to do, and says what becomes of the work:
whether it is tried again, put aside for a person, or over. Low-level errors are wrapped once, at the
boundary, with the cause chained.
"""

from enum import StrEnum


class Outcome(StrEnum):
    """What becomes of the work that failed."""

    RETRY = "retry"  # passing: the same work is tried again later
    QUARANTINE = "quarantine"  # will fail again as it is: slowed down, shown to a person
    ENDED = "ended"  # the other side says so for good (410)


class JaridaError(Exception):
    """Base of all errors of Jarida.

    `subject` names the input (an address, a file, a setting); `code` is a short stable word for
    programs, tables and tests (`too-large`, `address-refused`, …).
    """

    code = "error"
    outcome = Outcome.QUARANTINE

    def __init__(self, message: str, *, subject: str = "") -> None:
        super().__init__(message)
        self.subject = subject

    def __str__(self) -> str:
        message = super().__str__()
        return f"{self.subject}: {message}" if self.subject and self.subject not in message else message


class UsageError(JaridaError):
    """The command line or a file given to it is wrong: exit status 2."""

    code = "usage"


class OptionError(UsageError):
    """A setting in jarida.toml or in the environment is wrong."""

    code = "setting"


class EditionError(UsageError):
    """An edition is wrong; the message names file, line and field."""

    code = "edition"


class AlreadyRunning(JaridaError):
    """Another `jarida run` holds the data folder."""

    code = "already-running"


# --- fetching ---------------------------------------------------------------------------------------


class FetchError(JaridaError):
    """An address could not be fetched; `subject` is the address."""

    code = "fetch"
    outcome = Outcome.RETRY


class AddressRefused(FetchError):
    """The address guard: a scheme other than http(s), credentials, or a network that is not public."""

    code = "address-refused"
    outcome = Outcome.QUARANTINE


class RobotsForbid(FetchError):
    """The host's robots.txt forbids this address to us (RFC 9309)."""

    code = "robots-forbid"
    outcome = Outcome.QUARANTINE


class ConnectionFailed(FetchError):
    """No answer: name not found, connection refused or cut, TLS failure, malformed HTTP."""

    code = "connection"


class TooSlow(FetchError):
    """The answer did not arrive within the time bound."""

    code = "too-slow"


class TooLarge(FetchError):
    """The answer is larger than the size bound, after decompression."""

    code = "too-large"
    outcome = Outcome.QUARANTINE


class TooManyRedirects(FetchError):
    """More redirects than the bound, or a loop."""

    code = "redirects"
    outcome = Outcome.QUARANTINE


class BadStatus(FetchError):
    """An HTTP status that is not the thing asked for. `retry_after` is in seconds, or None."""

    code = "http-status"

    def __init__(self, message: str, *, subject: str, status: int, retry_after: float | None = None) -> None:
        super().__init__(message, subject=subject)
        self.status = status
        self.retry_after = retry_after
        self.code = f"http-{status}"
        if status == 410:
            self.outcome = Outcome.ENDED
        elif 400 <= status < 500 and status not in (408, 425, 429):
            self.outcome = Outcome.QUARANTINE


# --- understanding ----------------------------------------------------------------------------------


class ParseError(JaridaError):
    """What was fetched is not what it should be."""

    code = "parse"


class NotAFeed(ParseError):
    """The document is no feed that Jarida knows."""

    code = "not-a-feed"


class NotAnArticle(ParseError):
    """The page holds no article."""

    code = "not-an-article"


class NotAnImage(ParseError):
    """The bytes are no image that Jarida can decode within its bounds."""

    code = "not-an-image"
