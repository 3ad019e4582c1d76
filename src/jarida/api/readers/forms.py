"""What a client sent, from the query and the body together: bounded, and never an error of ours.

Django's own limit of 1,000 fields is too low here: clients send the state of a thousand articles at once.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import parse_qsl

from django.conf import settings
from django.http import HttpRequest

from jarida.api.readers import numbers
from jarida.api.readers.numbers import Stream

MOST_FIELDS = 12_000
MOST_STREAMS = 200
_NUMBER = re.compile(r"[0-9]{1,19}", re.ASCII)
# seconds, milliseconds or microseconds since 1970: no client means a year beyond 5000
_UNITS = ((10**11, 1), (10**14, 1000), (10**17, 10**6))


class BadForm(ValueError):
    """A parameter that makes no sense; its text says which."""


@dataclass(frozen=True, slots=True)
class Form:
    """Parameters by name, each with all its values in order; those of the body come first."""

    values: Mapping[str, tuple[str, ...]]

    def __contains__(self, name: str) -> bool:
        return name in self.values

    def text(self, name: str) -> str:
        """The first value, or nothing."""
        return self.values.get(name, ("",))[0]

    def number(self, name: str, default: int, most: int) -> int:
        """A number up to a bound; raises BadForm. Clients ask for 2,147,483,647 and mean all there is."""
        text = self.text(name).strip()
        if not text:
            return default
        if not _NUMBER.fullmatch(text):
            raise BadForm(f"{name} is no number")
        return min(int(text), most)

    def moment(self, name: str) -> datetime | None:
        """A moment, None where none is given; raises BadForm."""
        number = self.number(name, 0, 10**17)
        for below, unit in _UNITS:
            if 0 < number < below:
                return datetime.fromtimestamp(number // unit, UTC).replace(microsecond=number * 10**6 // unit % 10**6)
        if number:
            raise BadForm(f"{name} is no time")
        return None

    def items(self, name: str) -> list[int]:
        """Items in any form; what is none is left out, as is what is asked twice."""
        found = (numbers.read_item(text.strip()) for text in self.values.get(name, ()))
        return list(dict.fromkeys(item for item in found if item is not None))

    def streams(self, name: str) -> tuple[Stream, ...]:
        """Streams; raises BadForm for what is none."""
        return tuple(_stream(text, name) for text in self.values.get(name, ())[:MOST_STREAMS] if text.strip())


def _stream(text: str, name: str) -> Stream:
    stream = numbers.read_stream(text)
    if stream is None:
        raise BadForm(f"{name} is no stream")
    return stream


def read_form(request: HttpRequest) -> Form:
    """The parameters of a request; raises BadForm, or what Django raises of a body that is too large."""
    # WSGI (PEP 3333) gives bytes as Latin-1: some clients send letters unescaped
    query = request.META.get("QUERY_STRING", "").encode("iso-8859-1", "replace").decode("utf-8", "replace")
    pairs = [*_body(request), *_pairs(query)]
    values: dict[str, list[str]] = {}
    for name, value in pairs:
        values.setdefault(name, []).append(value.replace("\0", ""))
    return Form({name: tuple(several) for name, several in values.items()})


def _body(request: HttpRequest) -> list[tuple[str, str]]:
    if request.method != "POST":
        return []
    if request.content_type == "multipart/form-data":
        return [(name, str(value)) for name, several in request.POST.lists() for value in several]
    return _pairs(request.body.decode("utf-8", "replace"))


def _pairs(text: str) -> list[tuple[str, str]]:
    if len(text) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
        raise BadForm("there is too much of it")
    try:
        return parse_qsl(text, keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError as error:
        raise BadForm("there are too many parameters") from error
