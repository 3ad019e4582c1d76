"""What only RSS says."""

from jarida.core.feeds.parse import parse_feed


def wishes(markup):
    found = parse_feed(f"<rss version='2.0'><channel><title>x</title>{markup}</channel></rss>".encode(), url="")
    return sorted(found.skip_hours), sorted(found.skip_days)


def test_hours_and_days_in_which_a_feed_is_to_be_left_alone():
    markup = (
        "<skipHours><hour>0</hour><hour>5</hour><hour> 24 </hour></skipHours><skipDays><day>Sunday</day></skipDays>"
    )
    assert wishes(markup) == ([0, 5], [6])


def test_what_is_no_hour_or_day_is_passed_over():
    hours = "<skipHours><hour>25</hour><hour>-1</hour><hour>x</hour><hour/>7</skipHours>"
    markup = f"{hours}<skipDays><day>dimanche</day></skipDays>"
    assert wishes(markup) == ([], [])
