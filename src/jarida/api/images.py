"""Pictures by content: whether they are shown; and reports of them, which need a key."""

import msgspec
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from jarida.api import schemas, shapes
from jarida.api.common import Digest
from jarida.api.gate import caller_of
from jarida.api.models import ApiKey, Scope
from jarida.api.parameters import FieldsParams
from jarida.api.problems import Kinds, Problem, shown
from jarida.api.reading import Answer, reading
from jarida.archive import records
from jarida.archive.models import Image
from jarida.moderation.decide import Reporter
from jarida.moderation.forget import forget_daily
from jarida.moderation.persons import keyed_hash
from jarida.moderation.reports import Taken, seconds_to_wait, take_report

router = Router(tags=["Images"])


@router.get("/images/{digest}", response=schemas.ImageState, operation_id="getImage", summary="A picture's state")
@reading(schemas.ImageState, by_content=True)
def image(request: HttpRequest, digest: Digest, params: Query[FieldsParams]) -> Answer:
    """Whether a picture is shown or blocked, and its files where it is shown."""
    found = records.image(digest)
    if found is None:
        raise _unknown()
    return Answer(shapes.image_state(found))


def may_report(request: HttpRequest) -> bool:
    """Whether the caller may, before anything is read of what was sent; raises Problem."""
    caller_of(request).need(Scope.REPORT)
    if request.content_type != "application/json":
        raise Problem(Kinds.NOT_JSON, f"The body is sent as {shown(request.content_type or 'nothing')}.")
    return True


@router.post(
    "/images/{digest}/reports", response=schemas.ReportTaken, operation_id="reportImage", summary="Report a picture",
    auth=may_report,
)  # fmt: skip
def report(request: HttpRequest, digest: Digest, body: schemas.ReportIn) -> HttpResponse:
    """Needs a key with the scope `reports:write`. A key counts as one person, however often it reports.

    Once several people have reported a picture it is blocked, until a moderator decides.
    """
    key = caller_of(request).need(Scope.REPORT)
    taken = _take(digest, reporter_of(key), body.article)
    forget_daily()
    content = {"digest": digest, "state": "blocked" if taken.blocked else "shown"}
    return HttpResponse(
        msgspec.json.encode(content), content_type="application/json", headers={"Cache-Control": "no-store"}
    )


def reporter_of(key: ApiKey) -> Reporter:
    """A key as a person: the same marks each time, and nobody else's, wherever its requests come from."""
    return Reporter(keyed_hash("address", f"key:{key.pk}"), keyed_hash("cookie", f"key:{key.pk}"))


def _take(digest: str, reporter: Reporter, article_id: int | None) -> Taken:
    wait = seconds_to_wait(reporter.address)
    if wait:
        headers = {"Retry-After": str(wait)}
        raise Problem(
            Kinds.TOO_MANY, f"This key has reported much within an hour; wait {wait} seconds.", headers=headers
        )
    try:
        return take_report(digest, reporter, article_id)
    except Image.DoesNotExist as error:
        raise _unknown() from error


def _unknown() -> Problem:
    return Problem(Kinds.NOT_FOUND, "There is no picture with this digest.")
