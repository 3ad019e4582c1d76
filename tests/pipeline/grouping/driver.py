"""The process that groups, with the fakes: `python -m tests.pipeline.grouping.driver` for tests that kill it.

`make N` makes N articles that wait, of which every fifth tells of the same event; `run` runs the process; `finish`
groups to the end; `withdraw` takes some articles out.
"""

import sys
from datetime import timedelta

EVENTS = 5


def make(number: int) -> None:
    """Articles that wait."""
    from django.utils import timezone

    from jarida.archive.ready import prepare
    from jarida.archive.stories import following
    from tests.website.factories import make_article, make_outlet

    prepare()
    outlets = [make_outlet(f"outlet-{count}") for count in range(4)]
    now = timezone.now()
    for count in range(number):
        article = make_article(
            outlets[count % 4], title=f"event{count % EVENTS} told by {count}", language="fr" if count % 3 else "ar",
            published_at=now - timedelta(minutes=10 * count), paragraphs=[f"It was seen {count} times."],
        )  # fmt: skip
        following.follow([article.pk])


def with_fakes() -> None:
    """Let the process use the fakes."""
    from jarida.pipeline.grouping import process
    from jarida.pipeline.grouping.child import Asked
    from tests.pipeline.grouping.fakes import WordWindow

    process.asked = lambda options: Asked(maker="tests.pipeline.grouping.fakes:slow_tools")
    process.make_window = lambda days: WordWindow()


def main() -> int:
    """Do as asked."""
    import django

    django.setup()
    from django.conf import settings

    with_fakes()
    if sys.argv[1] == "make":
        make(int(sys.argv[2]))
    elif sys.argv[1] == "finish":
        from jarida.pipeline.grouping.process import finish

        finish(settings.OPTIONS, 60.0)
    else:
        from jarida.pipeline.grouping.__main__ import main as run

        return run()
    return 0


if __name__ == "__main__":
    sys.exit(main())
