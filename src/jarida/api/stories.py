"""Stories, their articles with the reasons, and names."""

from typing import Annotated

from django.http import HttpRequest
from ninja import Path, Query, Router

from jarida.api import schemas, shapes
from jarida.api.parameters import LARGEST_ID, FieldsParams, ListParams, StoriesParams
from jarida.api.problems import Kinds, Problem
from jarida.api.reading import Answer, cursor_to, place_of, reading
from jarida.archive.stories import listing, whole
from jarida.archive.stories.whole import Emptied, Merged, StoryHead
from jarida.website.paging import read_cursor, write_cursor

StoryId = Annotated[int, Path(ge=1, le=LARGEST_ID, description="A story's number.", example=1)]
NameId = Annotated[int, Path(ge=1, le=LARGEST_ID, description="A name's number.", example=1)]
MEMBERS = 100
router = Router(tags=["Stories"])


@router.get("/stories", response=schemas.StoryList, operation_id="listStories", summary="List stories")
@reading(schemas.StoryItem)
def stories(request: HttpRequest, params: Query[StoriesParams]) -> Answer:
    """Stories, those told last first. A page may hold few or no items though more follow."""
    place = place_of(request, params)
    wanted = listing.Wanted(params.language, params.since, params.topic, params.outlets)
    before = read_cursor(place) if place else None
    found, older = listing.stories(wanted, before=before, limit=params.limit)
    headlines = listing.headline_lines(found)
    items = [shapes.story_item(head, headlines) for head in found]
    following = cursor_to(request, write_cursor(older) if older else None)
    return Answer({"items": items, "next": following, "more": older is not None}, "items")


@router.get("/stories/{int:story_id}", response=schemas.Story, operation_id="getStory", summary="One story")
@reading(schemas.Story)
def story(request: HttpRequest, story_id: StoryId, params: Query[FieldsParams]) -> Answer:
    """A story with its newest articles, and why each of them is in it. 301 to the story that it went into."""
    head = _story_or_problem(story_id, "")
    members, _ = listing.tellings(head.id, limit=MEMBERS)
    content = shapes.story_item(head, listing.headline_lines([head]))
    return Answer(content | {"members": [shapes.telling(each) for each in members]})


@router.get(
    "/stories/{int:story_id}/members", response=schemas.TellingList, operation_id="listMembers",
    summary="The articles of a story",
)  # fmt: skip
@reading(schemas.Telling)
def members(request: HttpRequest, story_id: StoryId, params: Query[ListParams]) -> Answer:
    """The articles of a story, newest first, and why each of them is in it."""
    head = _story_or_problem(story_id, "/members")
    place = place_of(request, params)
    found, older = listing.tellings(head.id, before=read_cursor(place) if place else None, limit=params.limit)
    items = [shapes.telling(each) for each in found]
    return Answer({"items": items, "next": cursor_to(request, write_cursor(older) if older else None)}, "items")


@router.get("/names/{int:name_id}", response=schemas.NameRecord, operation_id="getName", summary="One name")
@reading(schemas.NameRecord)
def name(request: HttpRequest, name_id: NameId, params: Query[FieldsParams]) -> Answer:
    """A person, place or organisation, one across languages and scripts."""
    found = listing.name(name_id)
    if found is None:
        raise Problem(Kinds.NOT_FOUND, f"There is no name {name_id}.")
    return Answer(shapes.name_record(found))


def _story_or_problem(story_id: int, ending: str) -> StoryHead:
    """The story; raises Problem where there is none (404), none any more (410), or where it is another one (301)."""
    found = whole.story(story_id)
    if found is None:
        raise Problem(Kinds.NOT_FOUND, f"There is no story {story_id}.")
    if isinstance(found, Emptied):
        raise Problem(Kinds.STORY_GONE, f"Story {story_id} has no articles any more.")
    if isinstance(found, Merged):
        address = f"/api/v1/stories/{found.into}{ending}"
        raise Problem(
            Kinds.MOVED, f"Story {story_id} went into story {found.into}.", {"story": found.into}, {"Location": address}
        )
    return found
