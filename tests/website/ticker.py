"""What a reader watches in the ticker while it moves on and new headlines come."""

from typing import Any

# how far the watched item is from the track's edge, in pixels
PLACE = """() => {
    const track = document.querySelector('.ticker .track').getBoundingClientRect();
    const item = [...document.querySelectorAll('.ticker li')].find(each => each.dataset.id === window.watched);
    return item.getBoundingClientRect().left - track.left;
}"""
_WATCH = """at => {
    const list = document.querySelector('.ticker ul');
    list.getAnimations().find(each => each.animationName.startsWith('along')).currentTime = at;
    const track = document.querySelector('.ticker .track').getBoundingClientRect();
    window.watched = [...list.children].find(each => {
        const box = each.getBoundingClientRect();
        return box.right > track.left && box.left < track.right;
    }).dataset.id;
}"""


def watch(page: Any, at: int) -> None:
    """Watch the first item that is seen when the ticker has run for so many milliseconds."""
    page.evaluate(_WATCH, at)
