"""Feeds go to the outlet they belong to, once, and nothing that could spoil the file gets through."""

from hypothesis import given
from hypothesis import strategies as st

from jarida.core.extraction.model import Policy
from jarida.editions.additions import save_outlets
from jarida.editions.catalogue import OWN, EditionSpec, FeedSpec, load_additions
from jarida.editions.placing import Candidate, Known, place

HESPRESS = Known("hespress", "هسبريس", "https://www.hespress.com/", ("https://www.hespress.com/feed/",))
EDITION = EditionSpec("x", "X", country="MA", time_zone="Africa/Casablanca", default_policy=Policy.HEADLINE)


def site(*feeds: str, name: str = "Le Site", homepage: str = "", languages: tuple[str, ...] = ()) -> Candidate:
    """A candidate with these feeds."""
    return Candidate(name, homepage, tuple(map(FeedSpec, feeds)), languages)


def test_a_new_outlet_takes_the_editions_defaults():
    placed = place([site("https://a.example/feed", homepage="https://a.example/", languages=("fr",))], [], EDITION)
    (outlet,) = placed.fresh
    assert (outlet.slug, outlet.name, outlet.homepage) == ("le-site", "Le Site", "https://a.example/")
    assert (outlet.country, outlet.time_zone, outlet.policy) == ("MA", "Africa/Casablanca", Policy.HEADLINE)
    assert outlet.languages == ("fr",)
    assert placed.feeds == 1


def test_a_policy_asked_for_is_given():
    placed = place([site("https://a.example/feed")], [], EDITION, Policy.FULL)
    assert placed.fresh[0].policy is Policy.FULL


def test_a_feed_that_is_there_is_only_counted():
    placed = place([site("http://hespress.com/feed", homepage="https://hespress.com")], [HESPRESS], OWN)
    assert (placed.outlets, placed.known, placed.feeds) == ((), 1, 0)


def test_new_feeds_join_the_outlet_of_their_home_page_or_host():
    candidates = [
        site("https://www.hespress.com/sport/feed", homepage="http://hespress.com"),
        site("https://hespress.com/politique/feed"),
    ]
    placed = place(candidates, [HESPRESS], OWN)
    assert placed.fresh == ()
    (joined,) = placed.joined
    assert (joined.slug, joined.name) == ("hespress", "هسبريس")
    assert [feed.url for feed in joined.feeds] == [
        "https://www.hespress.com/sport/feed",
        "https://hespress.com/politique/feed",
    ]


def test_a_host_of_its_own_below_the_home_page_belongs_to_the_outlet():
    known = Known("le360", "Le360", "https://le360.example/", ("https://ar.le360.example/rss",))
    placed = place([site("https://ar.le360.example/sport/rss")], [known], OWN)
    assert placed.joined[0].slug == "le360"


def test_a_service_that_many_share_belongs_to_nobody():
    known = Known("blog", "Blog", "https://blog.example/", ("https://feeds.burner.example/blog",))
    placed = place([site("https://feeds.burner.example/other", name="Other")], [known], OWN)
    assert [outlet.slug for outlet in placed.fresh] == ["other"]


def test_a_folder_of_a_host_is_not_the_host():
    anna = Known("anna", "Anna", "https://pages.example/~anna/", ("https://pages.example/~anna/feed",))
    berta = site("https://pages.example/~berta/feed", name="Berta", homepage="https://pages.example/~berta/")
    placed = place([berta], [anna], OWN)
    assert [outlet.slug for outlet in placed.fresh] == ["berta"]


def test_candidates_of_one_home_page_become_one_outlet():
    home = "https://a.example/"
    placed = place([site("https://a.example/1", homepage=home), site("https://a.example/2", homepage=home)], [], OWN)
    assert [len(outlet.feeds) for outlet in placed.fresh] == [2]


def test_slugs_are_never_taken_twice():
    known = Known("le-site", "Le Site", "https://old.example/")
    homes = [f"https://h{number}.example/" for number in range(3)]
    placed = place([site(f"{home}feed", homepage=home) for home in homes], [known], OWN)
    slugs = [outlet.slug for outlet in placed.fresh]
    assert slugs == ["h0", "h1", "h2"]
    ports = [f"http://127.0.0.1:{port}/" for port in (1, 2, 3)]
    placed = place([site(f"{home}feed", name="المغرب", homepage=home) for home in ports], [], OWN)
    assert [outlet.slug for outlet in placed.fresh] == ["127-0-0", "127-0-0-2", "127-0-0-3"]


def test_what_is_no_address_is_refused_and_the_rest_goes_on():
    placed = place([site("file:///etc/passwd", "https://ok.example/feed", "https://x.example/" + "a" * 1000)], [], OWN)
    assert [feed.url for feed in placed.fresh[0].feeds] == ["https://ok.example/feed"]
    assert len(placed.refused) == 2
    assert "must begin with http" in placed.refused[0]
    assert "longer than 1000" in placed.refused[1]


def test_a_homepage_that_is_none_becomes_the_root_of_the_feed():
    placed = place([site("https://a.example:8080/x/feed", homepage="javascript:alert(1)", name="")], [], OWN)
    assert placed.fresh[0].homepage == "https://a.example:8080/"
    assert placed.fresh[0].name == "a.example:8080"


def test_languages_that_do_not_exist_are_left_out():
    placed = place([site("https://a.example/f", languages=("fr", "qqq", "fr", "ar"))], [], OWN)
    assert placed.fresh[0].languages == ("fr", "ar")


ADDRESSES = st.one_of(
    st.builds(
        "{}://{}{}/{}".format,
        st.sampled_from(["http", "https", "ftp", "feed"]),
        st.sampled_from(
            ["a.example", "www.a.example", "b.a.example", "münchen.example", "127.0.0.1", "[::1]", "x:y@z"]
        ),
        st.sampled_from(["", ":80", ":99999"]),
        st.text(max_size=8),
    ),
    st.text(max_size=20),
)
SITES = st.lists(
    st.builds(
        Candidate,
        st.text(max_size=210),
        ADDRESSES,
        st.lists(ADDRESSES.map(FeedSpec), max_size=3).map(tuple),
        st.lists(st.sampled_from(["fr", "ar", "", "xx"]), max_size=2).map(tuple),
    ),
    max_size=5,
)


@given(SITES)
def test_whatever_is_placed_can_be_written_and_read_back(tmp_path_factory, sites):
    folder = tmp_path_factory.mktemp("placed")
    placed = place(sites, [], OWN)
    save_outlets(folder, placed.outlets)
    back = load_additions(folder)
    assert [outlet.slug for outlet in back] == [outlet.slug for outlet in placed.fresh]
    assert [outlet.feeds for outlet in back] == [outlet.feeds for outlet in placed.fresh]
    known = [Known(outlet.slug, outlet.name, outlet.homepage, tuple(f.url for f in outlet.feeds)) for outlet in back]
    assert place(sites, known, OWN).outlets == ()
