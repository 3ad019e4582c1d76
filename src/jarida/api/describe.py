"""The API's description as OpenAPI 3.1: what django-ninja derives from the operations, and all that it does not know.

It knows parameters and shapes. Problems, headers, keys and examples are the same for many operations and are
added here, so that the description says of every answer what may come.
"""

import json
from collections.abc import Iterator
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from jarida.api import schemas
from jarida.api.api import api
from jarida.api.examples import REF, example_of
from jarida.api.gate import LARGEST_BODY
from jarida.api.problems import MEDIA_TYPE, REFERENCE, Kinds
from jarida.api.reading import SHAPES

Json = dict[str, Any]
KEYED = frozenset({"reportImage"})
UNKEYED_STATUSES = (400, 401, 403, 429, 500)

ABOUT = f"""\
Everything that this archive shows, for programs: articles with their versions and the origin of each date, search,
outlets and the health of their feeds, the ledger of what was expected and collected, pictures' state, removals.

**Without a key** everything can be read at a limited rate for each address. **With a key**
(`Authorization: Bearer jarida_…`) at the key's own rate; only a key with the scope `reports:write` may report pictures.
Every answer says in `RateLimit` and `RateLimit-Policy` what is left; 429 says in `Retry-After` how long to wait.

**The publisher decides** how much of an article is given: all of it, an excerpt, or the headline. `policy` says which.

**Lists** come in pages. `next` is the cursor of the following page: send it back unchanged as `cursor`, with the same
filters. It is also in the header `Link`. Cursors do not get slower with depth, and nothing is skipped or doubled.

**`fields`** gives only the members that are named: `fields=id,title`.

**Conditional requests**: send the `ETag` of an answer back as `If-None-Match`; where nothing changed, 304 follows.

**From a browser**: every origin may read (CORS). HEAD and OPTIONS are answered everywhere. Text is UTF-8, moments are
in UTC (RFC 3339), bodies have {LARGEST_BODY:,} bytes at most.
"""

TAGS = {
    "Start": "Where to begin.",
    "Articles": "Articles, their versions, and what was withdrawn.",
    "Search": "What the archive holds about something, in any of its languages and scripts.",
    "Outlets": "Publishers and their feeds.",
    "Counts": "What there is of each day, and what is missing.",
    "Images": "Pictures by content.",
    "Stories": "What several outlets tell of one event, and why each article is there; names.",
}

HEADERS: Json = {
    "ETag": {"description": "Send it back as `If-None-Match`.", "schema": {"type": "string"}},
    "Link": {"description": "The next page, where there is one (RFC 8288).", "schema": {"type": "string"}},
    "RateLimit": {
        "description": 'What is left now, and in how many seconds all is: `"address";r=59;t=1`.',
        "schema": {"type": "string"},
    },
    "RateLimit-Policy": {
        "description": 'How many requests in how many seconds: `"address";q=60;w=60`.', "schema": {"type": "string"},
    },
    "Retry-After": {"description": "Seconds to wait.", "schema": {"type": "string"}},
    "WWW-Authenticate": {"description": "What key is needed (RFC 6750).", "schema": {"type": "string"}},
    "Location": {"description": "Where it is now.", "schema": {"type": "string"}},
    "Allow": {"description": "The methods that the address knows.", "schema": {"type": "string"}},
}  # fmt: skip

DETAILS = {
    Kinds.BAD_PARAMETER: "limit: input should be less than or equal to 200",
    Kinds.BAD_CURSOR: "cursor: it is not one that this list gave with these filters; begin again without it.",
    Kinds.BAD_KEY: "The key of the Authorization header is unknown, expired or revoked, or is no Bearer token.",
    Kinds.NO_KEY: "This needs a key with the scope reports:write.",
    Kinds.MISSING_SCOPE: "The key has no scope reports:write.",
    Kinds.NOT_FOUND: "There is no article 1284.",
    Kinds.GONE: "Article 1284 was withdrawn on 2026-11-23.",
    Kinds.STORY_GONE: "Story 12 has no articles any more.",
    Kinds.MOVED: "Story 12 went into story 34.",
    Kinds.TOO_LARGE: f"A body may have {LARGEST_BODY} bytes; this one says it has 123456.",
    Kinds.NOT_JSON: "The body is sent as 'text/plain'.",
    Kinds.TOO_MANY: "More than 60 requests a minute by this address without a key; try again in 1 seconds.",
    Kinds.TOO_SLOW: "The search took too long and was ended.",
    Kinds.BROKEN: "The request could not be answered because of an error here.",
}
ANSWERS = {
    301: (Kinds.MOVED,),
    400: (Kinds.BAD_PARAMETER, Kinds.BAD_CURSOR, Kinds.BAD_REQUEST),
    401: (Kinds.BAD_KEY, Kinds.NO_KEY),
    403: (Kinds.MISSING_SCOPE,),
    404: (Kinds.NOT_FOUND,),
    410: (Kinds.GONE,),
    413: (Kinds.TOO_LARGE,),
    415: (Kinds.NOT_JSON,),
    429: (Kinds.TOO_MANY,),
    500: (Kinds.BROKEN,),
    503: (Kinds.TOO_SLOW,),
}
STORY_GONE = "410-story"
ANSWER_HEADERS = {
    301: ("Location",),
    401: ("WWW-Authenticate",),
    403: ("WWW-Authenticate",),
    429: ("Retry-After",),
    503: ("Retry-After",),
}


@lru_cache(maxsize=4)
def description(site_url: str, site_name: str, version: str) -> Json:
    """The whole document. Do not change it: it is kept."""
    found: Json = json.loads(json.dumps(api.get_openapi_schema(path_prefix="/api/v1/")))
    found["info"] = {
        "title": f"{site_name}: API", "version": version, "summary": "A country's press, for programs.",
        "description": ABOUT, "license": {"name": "AGPL-3.0-or-later", "identifier": "AGPL-3.0-or-later"},
    }  # fmt: skip
    found["servers"] = [{"url": site_url, "description": "This archive"}]
    found["tags"] = [{"name": name, "description": text} for name, text in TAGS.items()]
    found["components"] = _components(found["components"]["schemas"], site_url)
    shapes = {operation.operation_id: SHAPES.get(_name(operation.view_func)) for operation in _operations()}
    for path, methods in found["paths"].items():
        for method, operation in methods.items():
            _complete(path, method, operation, found["components"]["schemas"], shapes)
    return found


def _operations() -> Iterator[Any]:
    for bound in api._get_bound_routers():
        for view in bound.path_operations.values():
            yield from view.operations


def _name(view: Any) -> str:
    return f"{view.__module__}.{view.__name__}"


def _components(found: Json, site_url: str) -> Json:
    for problem in (schemas.ProblemDocument, schemas.WithdrawnProblem, schemas.MovedProblem):
        made = problem.model_json_schema(ref_template=REF + "{model}", mode="serialization")
        found |= made.pop("$defs", {})
        found[problem.__name__] = made
    for shape in set(SHAPES.values()):
        # `fields` may leave any of them out
        found.get(shape.__name__, {}).pop("required", None)
    key = {
        "type": "http",
        "scheme": "bearer",
        "description": "A key of this archive: `Authorization: Bearer jarida_…`.",
    }
    return {
        "schemas": dict(sorted(found.items())), "securitySchemes": {"key": key}, "headers": HEADERS,
        "responses": {
            **{str(status): _problem(ANSWERS[status], site_url, found) for status in ANSWERS},
            STORY_GONE: _problem((Kinds.STORY_GONE,), site_url, found),
        },
    }  # fmt: skip


def _problem(kinds: tuple[Kinds, ...], site_url: str, known: Json) -> Json:
    shape = {Kinds.GONE: "WithdrawnProblem", Kinds.MOVED: "MovedProblem"}.get(kinds[0], "ProblemDocument")
    status = kinds[0].value.status.value
    examples = {kind.value.slug: {"value": _problem_example(kind, site_url, known, shape)} for kind in kinds}
    headers = {name: {"$ref": f"#/components/headers/{name}"} for name in ANSWER_HEADERS.get(status, ())}
    return {
        "description": "; ".join(kind.value.title for kind in kinds) + ".",
        "headers": headers,
        "content": {MEDIA_TYPE: {"schema": {"$ref": REF + shape}, "examples": examples}},
    }


def _problem_example(kind: Kinds, site_url: str, known: Json, shape: str) -> Json:
    plain: Json = example_of(known[shape], known)
    said: Json = {
        "type": f"{site_url}{REFERENCE}#{kind.value.slug}", "title": kind.value.title,
        "status": kind.value.status.value, "detail": DETAILS.get(kind, kind.value.advice), "errors": [],
    }  # fmt: skip
    if kind in (Kinds.BAD_PARAMETER, Kinds.BAD_CURSOR):
        name, _, message = str(said["detail"]).partition(": ")
        said["errors"] = [{"in": "query", "name": name, "message": message}]
    return {**plain, **said}


def _complete(path: str, method: str, operation: Json, known: Json, shapes: dict[str, Any]) -> None:
    shape = shapes.get(operation["operationId"])
    operation["parameters"] = [_parameter(each, shape) for each in operation["parameters"]]
    keyed = operation["operationId"] in KEYED
    operation["security"] = [{"key": []}] if keyed else [{}, {"key": []}]
    answer = operation["responses"]["200"]
    content = answer["content"]["application/json"]
    content["example"] = example_of(content["schema"], known)
    operation["responses"] = {"200": answer, **_others(path, method, operation)}
    names = ["RateLimit", "RateLimit-Policy"] + ([] if keyed else ["ETag"])
    names += ["Link"] if any(each["name"] == "cursor" for each in operation["parameters"]) else []
    answer["description"] = "What was asked for."
    answer["headers"] = {name: {"$ref": f"#/components/headers/{name}"} for name in names}
    if "requestBody" in operation:
        body = operation["requestBody"]["content"]["application/json"]
        body["example"] = example_of(body["schema"], known)


def _others(path: str, method: str, operation: Json) -> Json:
    statuses = set(UNKEYED_STATUSES)
    names = {each["name"] for each in operation["parameters"]}
    statuses |= {404} if "{" in path or "outlet" in names else set()
    statuses |= {410} if "{article_id}" in path else set()
    statuses |= {301} if "{story_id}" in path else set()
    statuses |= {413, 415} if method == "post" else set()
    statuses |= {503} if operation["operationId"] == "search" else set()
    found: Json = {str(status): {"$ref": f"#/components/responses/{status}"} for status in sorted(statuses)}
    if "{story_id}" in path:
        found["410"] = {"$ref": f"#/components/responses/{STORY_GONE}"}
    return found if method == "post" else {"304": {"description": "Nothing changed since."}, **found}


def _parameter(parameter: Json, shape: Any) -> Json:
    """A query cannot hold null; examples of a parameter are a map (OpenAPI 3.1 §4.8.12), of a schema a list."""
    schema = parameter["schema"]
    if "anyOf" in schema:
        kinds = [kind for kind in schema.pop("anyOf") if kind.get("type") != "null"]
        schema.update(kinds[0])
        schema.pop("default", None)
    schema.pop("title", None)
    description = schema.pop("description", "")
    if parameter["name"] == "fields" and shape is not None:
        names = "|".join(shape.model_fields)
        schema["pattern"] = f"^({names})(,({names}))*$"
        description += f" Known: {', '.join(f'`{name}`' for name in shape.model_fields)}."
        schema["examples"] = [",".join(list(shape.model_fields)[:2])]
    examples = schema.pop("examples", []) or ([schema.pop("example")] if "example" in schema else [])
    found: Json = {**parameter, "description": description}
    found.pop("examples", None)
    return {**found, "example": examples[0]} if examples else found


def curl(site_url: str, path: str, method: str, operation: Json) -> str:
    """How to ask this on a command line."""
    place, query = path, {}
    for each in operation["parameters"]:
        value = each.get("example", each["schema"].get("default"))
        if each["in"] == "path":
            place = place.replace(f"{{{each['name']}}}", str(value))
        elif each["required"] or each["name"] in _IN_CURL.get(operation["operationId"], ()):
            query[each["name"]] = value
    address = f"{site_url}{place}" + (f"?{urlencode(query)}" if query else "")
    if method == "get":
        return f"curl '{address}'"
    body = json.dumps(operation["requestBody"]["content"]["application/json"]["example"])
    lines = (
        f"curl -X POST '{address}'", "-H 'Authorization: Bearer jarida_…'", "-H 'Content-Type: application/json'",
        f"-d '{body}'",
    )  # fmt: skip
    return " \\\n  ".join(lines)


_IN_CURL = {
    "listArticles": ("outlet", "limit"), "search": ("limit",), "countDays": ("first", "last"),
    "getLedger": ("first", "last"), "listFeeds": ("limit",), "getArticle": ("fields",),
}  # fmt: skip
