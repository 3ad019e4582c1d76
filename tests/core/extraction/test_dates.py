from datetime import UTC, date, datetime
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jarida.core.extraction.dates import TOLERANCE, find_dates
from jarida.core.extraction.model import DateOrigin
from tests.core.extraction.pages import NOW, json_ld, page

META = '<meta property="article:published_time" content="2024-04-20T10:00:00+01:00">'
LD = json_ld('{"@type":"NewsArticle","headline":"La digue tient bon","datePublished":"2024-04-21T09:00:00Z"}')
TIME = '<h1>Titre de la page</h1><time datetime="2024-04-19T08:00:00Z">19 avril</time>'
SPOKEN = "<h1>Titre de la page</h1><p class='date'>Publié le 18 avril 2024 à 7h05</p>"
DATED_URL = "https://journal.example/2024/04/17/la-digue"
FEED = datetime(2024, 4, 16, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("head", "body", "hints", "url", "origin", "day"),
    [
        (LD + META, TIME, {"published": FEED}, DATED_URL, DateOrigin.JSON_LD, 21),
        (META, TIME, {"published": FEED}, DATED_URL, DateOrigin.META, 20),
        ("", TIME, {"published": FEED}, DATED_URL, DateOrigin.TIME, 19),
        ("", SPOKEN, {"published": FEED}, DATED_URL, DateOrigin.FEED, 16),
        ("", SPOKEN, {}, DATED_URL, DateOrigin.URL, 17),
        ("", SPOKEN, {}, "https://journal.example/la-digue", DateOrigin.TEXT, 18),
    ],
)
def test_the_most_trusted_origin_wins(head, body, hints, url, origin, day):
    published, _ = find_dates(page(head, body, url=url, **hints))

    assert published is not None
    assert (published.origin, published.value.day) == (origin, day)


def test_confidence_falls_with_trust_and_without_a_time_of_day():
    def confidence(head, body="<h1>Titre</h1>"):
        return find_dates(page(head, body))[0].confidence

    day_only = json_ld('{"@type":"NewsArticle","headline":"x","datePublished":"2024-04-21"}')
    assert 1 > confidence(LD) > confidence(META) > confidence("", TIME) > confidence("", SPOKEN) > 0
    assert confidence(day_only) < confidence(LD)


def test_nothing_is_published_where_nothing_says_so():
    body = "<h1>Titre</h1><p>Un texte sans date.</p><footer>© 2019 Journal. Publié depuis le 3 mars 1999</footer>"
    assert find_dates(page("", body, url="https://journal.example/2019/titre")) == (None, None)


@pytest.mark.parametrize(
    "value", ["2038-01-19T03:14:07Z", "2026-01-01T00:11:00Z", "1970-01-01T00:00:00Z", "0001-01-01", "soon"]
)
def test_impossible_dates_fall_to_the_next_origin(value):
    head = json_ld(f'{{"@type":"NewsArticle","headline":"x","datePublished":"{value}"}}') + META
    published, _ = find_dates(page(head))
    assert published.origin is DateOrigin.META


def test_a_clock_may_be_ten_minutes_ahead():
    head = '<meta property="article:published_time" content="2026-01-01T00:09:00Z">'
    assert find_dates(page(head))[0].value == datetime(2026, 1, 1, 0, 9, tzinfo=UTC)


def test_dates_without_a_zone_are_in_the_outlets():
    head = '<meta property="article:published_time" content="2024-07-01 09:00:00">'
    published, _ = find_dates(page(head, time_zone="Europe/Madrid"))
    assert published.value.isoformat() == "2024-07-01T09:00:00+02:00"


def test_the_offset_that_the_page_gives_stays():
    published, _ = find_dates(page(META, time_zone="Europe/Madrid"))
    assert published.value.isoformat() == "2024-04-20T10:00:00+01:00"


def test_a_day_takes_the_time_of_day_from_a_lesser_source_of_the_same_day():
    head = json_ld('{"@type":"NewsArticle","headline":"x","datePublished":"2024-04-20"}') + META
    published, _ = find_dates(page(head))
    assert (published.value.hour, published.origin) == (10, DateOrigin.JSON_LD)


def test_modified_is_kept_apart_and_never_before_published():
    head = META + '<meta property="article:modified_time" content="2024-04-20T12:00:00+01:00">'
    published, modified = find_dates(page(head))
    assert modified.value > published.value
    earlier = META + '<meta property="article:modified_time" content="2023-04-20T12:00:00+01:00">'
    assert find_dates(page(earlier))[1] is None


def test_a_text_that_says_updated_is_not_the_publication():
    body = "<h1>Titre</h1><p class='date'>Mis à jour le 18 avril 2024 à 7h05</p>"
    published, modified = find_dates(page("", body))
    assert published is None
    assert (modified.value.day, modified.origin) == (18, DateOrigin.TEXT)


def test_dates_of_teasers_and_comments_are_not_the_articles():
    body = (
        "<h1>Titre</h1><div class='comments-list'><time datetime='2024-05-01'>1er mai</time></div>"
        "<aside><time datetime='2024-05-02'>2 mai</time></aside>"
    )
    assert find_dates(page("", body)) == (None, None)


def test_month_comes_first_only_in_the_united_states():
    body = "<h1>Titre</h1><p class='date'>04/05/2024</p>"
    assert find_dates(page("", body, lang="en-US"))[0].value.month == 4
    assert find_dates(page("", body, lang="en-GB"))[0].value.month == 5


def test_the_editions_selector_wins():
    body = "<h1>Titre</h1><b id='quand'>3 mars 2024</b>"
    assert find_dates(page(META, body, selectors={"published": "#quand"}))[0].value.month == 3


# --- sources ----------------------------------------------------------------------------------------

HEAD = "<h1>La digue de Port-Safran tient bon</h1>"


def meta(name: str, value: str) -> str:
    return f'<meta name="{name}" content="{value}">'


@pytest.mark.parametrize(
    "name",
    [
        "article:published_time", "parsely-pub-date", "sailthru.date", "DC.date.issued", "dcterms.issued", "pubdate",
        "cXenseParse:recs:publishtime", "datePublished", "publish-date", "published-date", "w-published-date",
        "published", "citation_publication_date", "acme:publish_time", "rnews:datePublished",
    ],
)  # fmt: skip
def test_names_of_meta_elements(name):
    published, _ = find_dates(page(meta(name, "2024-04-20T10:00:00Z"), HEAD))
    assert (published.value.day, published.origin, published.confidence) == (20, DateOrigin.META, 0.9)


@pytest.mark.parametrize("name", ["date", "DC.date", "dcterms.created", "timestamp"])
def test_vague_names_yield_to_what_stands_by_the_title(name):
    head, body = meta(name, "2024-11-17"), HEAD + "<time datetime='2024-03-09'>9 mars</time>"
    assert find_dates(page(head, body))[0].value.month == 3
    alone = find_dates(page(head, HEAD))[0]
    assert (alone.value.month, alone.confidence) == (11, 0.6)


@pytest.mark.parametrize("name", ["image:published", "expires", "unpublished_date", "publisher", "events-date-range"])
def test_names_that_mean_something_else(name):
    assert find_dates(page(meta(name, "2024-04-20"), HEAD))[0] is None


def test_an_upload_is_a_publication():
    head = json_ld('{"@type":"VideoObject","name":"x","uploadDate":"2024-04-21T09:00:00Z"}')
    assert find_dates(page(head, HEAD))[0].value.day == 21


def test_the_one_date_of_another_thing_counts_and_several_do_not():
    one = json_ld('{"@type":"HowTo","name":"x","datePublished":"2024-04-21"}')
    found = find_dates(page(one, HEAD))[0]
    assert (found.value.day, found.origin) == (21, DateOrigin.JSON_LD)
    assert found.confidence < 0.8
    two = one + json_ld('{"@type":"HowTo","name":"y","datePublished":"2024-05-21"}')
    assert find_dates(page(two, HEAD))[0] is None


@pytest.mark.parametrize("kind", ["Comment", "UserReview", "Answer"])
def test_dates_of_comments_in_structured_data_are_theirs(kind):
    head = json_ld(f'{{"@type":"Product","name":"x","z":{{"@type":"{kind}","datePublished":"2024-04-21"}}}}')
    assert find_dates(page(head, HEAD))[0] is None


def test_microdata_and_rdfa():
    micro = HEAD + "<p itemprop='datePublished' content='2024-04-02'>hier</p>"
    rdfa = HEAD + "<span property='schema:dateCreated datePublished' content='2024-04-03T08:00:00Z'></span>"
    assert find_dates(page("", micro))[0].value.day == 2
    assert find_dates(page("", rdfa))[0].value.day == 3


def test_marked_dates_in_furniture_count_if_they_agree():
    def footers(*days):
        return HEAD + "".join(
            f"<div class=footer><time itemprop=datePublished datetime=2024-04-0{day}></time></div>" for day in days
        )

    filler = "<p>x</p>" * 80
    assert find_dates(page("", HEAD + filler + footers(2, 2)[len(HEAD) :]))[0].value.day == 2
    assert find_dates(page("", HEAD + filler + footers(2, 3)[len(HEAD) :]))[0] is None


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://j.example/2024/04/17/digue", (2024, 4, 17)),
        ("https://j.example/ville/20240417-digue", (2024, 4, 17)),
        ("https://j.example/2024-04-17-digue.html", (2024, 4, 17)),
        ("https://j.example/2024/4/7/digue", (2024, 4, 7)),
        ("https://web.archive.org/web/20190217080612/http://j.example/2012/08/02/x", (2012, 8, 2)),
    ],
)
def test_days_in_addresses(url, day):
    found = find_dates(page("", HEAD, url=url))[0]
    assert (found.value.year, found.value.month, found.value.day) == day
    assert found.origin is DateOrigin.URL


@pytest.mark.parametrize(
    "url",
    [
        "https://j.example/2024/digue", "https://j.example/a/120240417999", "https://j.example/2024/13/40/x",
        "https://web.archive.org/web/20190217080612/http://j.example/x", "https://j.example/2024-0417",
        "https://j.example/2031/04/17/x",
    ],
)  # fmt: skip
def test_figures_in_addresses_that_are_no_day(url):
    assert find_dates(page("", HEAD, url=url))[0] is None


@pytest.mark.parametrize(
    "script",
    [
        'dataLayer=[{"publishDate":"2024-04-17T08:00:00Z"}]',
        'var x={"first_published_at":1,"publishedDate":"20240417"}',
        "window.d={firstPublicationDate: '2024-04-17'}", '{"props":{"publicationDate":"2024-04-17"}}',
        r'self.x="{\"publishedAt\":\"2024-04-17T08:00:00Z\"}"', 'var a={"pubDate":1713340800}',
    ],
)  # fmt: skip
def test_dates_in_scripts_are_a_last_resort(script):
    found = find_dates(page(f"<script>{script}</script>", HEAD))[0]
    assert (found.value.month, found.value.day) == (4, 17)
    assert found.confidence <= 0.4


def test_scripts_that_disagree_tell_nothing():
    script = '<script>x=[{"publishDate":"2024-04-17"},{"publishDate":"2024-04-18"}]</script>'
    assert find_dates(page(script, HEAD))[0] is None


def test_long_scripts_are_not_searched():
    script = "<script>" + "x" * 600_000 + '"publishDate":"2024-04-17"</script>'
    assert find_dates(page(script, HEAD))[0] is None


def test_meta_and_dateline_together_outvote_structured_data():
    head = LD + meta("pubdate", "2024-04-23T10:00:00Z")
    assert find_dates(page(head, HEAD))[0].value.day == 21
    seen = find_dates(page(head, HEAD + "<p class=date>Publié le 23 avril 2024</p>"))[0]
    assert (seen.value.day, seen.origin) == (23, DateOrigin.META)
    other = find_dates(page(head, HEAD + "<p class=date>Publié le 24 avril 2024</p>"))[0]
    assert (other.value.day, other.origin) == (21, DateOrigin.JSON_LD)


def test_one_moment_in_two_zones_is_no_disagreement():
    evening = json_ld('{"@type":"NewsArticle","headline":"x","datePublished":"2024-04-21T23:30:00Z"}')
    head = evening + meta("pubdate", "2024-04-22T00:30:00+01:00")
    assert find_dates(page(head, HEAD + "<p class=date>22 avril 2024</p>"))[0].origin is DateOrigin.JSON_LD


# --- days and zones ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("2024-04-18T02:41:00Z", "2024-04-17T23:41:00-03:00"),
        ("2024-04-16T23:00:00+00:00", "2024-04-17T00:00:00+01:00"),
        ("2024-04-17T12:00:00Z", "2024-04-17T12:00:00+00:00"),
        ("2024-04-18T02:41:00+01:00", "2024-04-18T02:41:00+01:00"),
        ("2024-04-25T02:41:00Z", "2024-04-25T02:41:00+00:00"),
        ("2024-04-18T11:00:00Z", "2024-04-18T11:00:00+00:00"),
    ],
)
def test_greenwich_time_is_told_on_the_day_of_the_address(written, told):
    found = find_dates(page(meta("pubdate", written), HEAD, url=DATED_URL))[0]
    assert found.value.isoformat() == told
    assert found.value == datetime.fromisoformat(written)


def test_the_editions_zone_leaves_written_moments_alone():
    found = find_dates(
        page(meta("pubdate", "2024-04-18T02:41:00Z"), HEAD, url=DATED_URL, time_zone="Africa/Casablanca")
    )[0]
    assert found.value.isoformat() == "2024-04-18T02:41:00+00:00"


@pytest.mark.parametrize(
    ("lang", "url", "zone", "month"),
    [
        ("en-US", "https://j.example/x", "UTC", 4),
        ("en-GB", "https://j.example/x", "UTC", 5),
        ("en", "https://j.com/x", "UTC", 4),
        ("en", "https://j.co.uk/x", "UTC", 5),
        ("en", "https://j.com/x", "Europe/London", 5),
        ("en", "https://j.com/x", "America/Chicago", 4),
        ("en", "https://j.gov/x", "UTC", 4),
        ("fr", "https://j.com/x", "UTC", 5),
        ("ar", "https://j.com/x", "UTC", 5),
    ],
)
def test_order_of_day_and_month(lang, url, zone, month):
    found = find_dates(page("", HEAD + "<p class=date>04/05/2024</p>", lang=lang, url=url, time_zone=zone))[0]
    assert found.value.month == month


def test_another_date_of_the_page_tells_the_order():
    head = meta("last-modified", "25/05/2024")
    found = find_dates(page(head, HEAD + "<p class=date>04/05/2024</p>", lang="en", url="https://j.com/x"))[0]
    assert (found.value.month, found.value.day) == (5, 4)


# --- what readers see -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Publié le 18 avril 2024", 18),
        ("نشر في 18 أبريل 2024", 18),
        ("نشر في ١٨ نيسان ٢٠٢٤", 18),
        ("Publicado el 18 de abril de 2024", 18),
        ("Posted on April 18, 2024 by Ida Moe", 18),
        ("Veröffentlicht am 18. April 2024", 18),
        ("Pubblicato il 18 aprile 2024", 18),
        ("Opublikowano 18 kwietnia 2024", 18),
        ("Опубликовано 18 апреля 2024", 18),
        ("Δημοσίευση: 18 Απριλίου 2024", 18),
        ("18.04.24", 18),
        ("发布时间：2024年4月18日", 18),
    ],
)
def test_datelines_in_many_languages(text, day):
    published, modified = find_dates(page("", f"{HEAD}<p>{text}</p>"))
    assert (published.value.month, published.value.day, published.origin) == (4, day, DateOrigin.TEXT)
    assert modified is None


@pytest.mark.parametrize(
    "text",
    [
        "Mis à jour le 18 avril 2024", "Updated April 18, 2024", "Last updated on 18 April 2024",
        "آخر تحديث 18 أبريل 2024",
        "Actualizado el 18 de abril de 2024", "Aktualisiert am 18. April 2024", "Aggiornato il 18 aprile 2024",
    ],
)  # fmt: skip
def test_a_change_is_never_made_a_publication(text):
    published, modified = find_dates(page("", f"{HEAD}<p class=date>{text}</p>"))
    assert published is None
    assert (modified.value.day, modified.origin) == (18, DateOrigin.TEXT)


def test_a_change_and_a_publication_beside_each_other():
    body = f"{HEAD}<p class=date>Publié le 17 avril 2024</p><p class=date>Mis à jour le 18 avril 2024 à 9h</p>"
    published, modified = find_dates(page("", body))
    assert (published.value.day, modified.value.day) == (17, 18)


def test_words_in_the_element_before_count():
    body = f"{HEAD}<div><h4>Published</h4><div>July 8, 2024</div></div>"
    assert find_dates(page("", body))[0].value.day == 8
    body = f"{HEAD}<p><strong>Mis à jour :</strong> <span>8 juillet 2024</span></p>"
    assert find_dates(page("", body))[0] is None


def test_islamic_dates_are_converted_with_little_confidence():
    found = find_dates(page("", f"{HEAD}<p class=date>13 شوال 1445</p>", lang="ar"))[0]
    assert found.value.date().isoformat() == "2024-04-22"
    assert found.confidence <= 0.4


@pytest.mark.parametrize(
    "block",
    [
        "<footer>© 2019-2024 Journal, le 3 mars 2024</footer>", "<p>Copyright 3 March 2024 Journal</p>",
        "<div class='comments'><p class='date'>3 mars 2024</p></div>",
        "<div class='related-posts'><span class='date'>3 mars 2024</span></div>",
        "<div class='weather'>Aujourd'hui, 3 mars 2024 : 14°</div>",
        "<div class='current-date'>Dimanche 3 mars 2024</div>", "<aside><p>3 mars 2024</p></aside>",
        "<nav><a href=/une>Édition du 3 mars 2024</a></nav>", "<p>Offre valable jusqu'au : until 3 mars 2024</p>",
        "<p>" + "Le conseil a voté. " * 20 + "La halle avait fermé le 3 mars 2024.</p>",
        "<select><option>3 mars 2024</option></select>", "<script>var s = '3 mars 2024'</script>",
    ],
)  # fmt: skip
def test_dates_of_other_things(block):
    assert find_dates(page("", f"{HEAD}{block}")) == (None, None)


def test_the_date_by_the_title_wins_over_dates_of_a_list():
    rest = "".join(
        f"<li><a href=/a{n}>Une nouvelle</a> <span class=date>{n + 10} mai 2024</span></li>" for n in range(9)
    )
    body = f"{HEAD}<p>2 avril 2024</p><p>{'Un long texte. ' * 20}</p><ul>{rest}</ul>"
    assert find_dates(page("", body))[0].value.month == 4


def test_a_title_without_a_heading_is_found():
    head = "<title>La digue de Port-Safran tient bon</title>"
    top = "<div><span class=date>Mardi 14 mai 2024</span></div>" + "<p>x</p>" * 60
    body = top + "<h2>La digue de Port-Safran tient bon</h2><p>Journal<br>13 mai 2024, 22:11</p>"
    assert find_dates(page(head, body))[0].value.day == 13


def test_a_date_in_pieces_is_put_together():
    body = f"{HEAD}<div class=cal><b>18</b> <i>avril</i> <u>2024</u></div>"
    assert find_dates(page("", body))[0].value.day == 18


def test_of_two_days_that_nothing_tells_apart_the_earlier_is_the_publication():
    body = f"{HEAD}<div><p class=date>29 novembre 2024</p><p class=date>29 octobre 2024</p></div>"
    assert find_dates(page("", body))[0].value.month == 10


@given(st.text(max_size=80), st.text(max_size=40))
def test_nothing_is_ever_in_the_future(text, value):
    head = f'<meta name="pubdate" content="{escape(value)}">'
    body = f"{HEAD}<p class=date>{escape(text)}</p><time datetime='{escape(value)}'></time>"
    for found in find_dates(page(head, body)):
        assert found is None or (found.value <= NOW + TOLERANCE and 0 < found.confidence < 1)


@given(
    st.dates(min_value=date(1990, 1, 1), max_value=date(2060, 1, 1)),
    st.sampled_from(["%d/%m/%Y", "%Y-%m-%d", "%d.%m.%y"]),
)
def test_days_after_now_are_not_believed(day, pattern):
    found = find_dates(page("", f"{HEAD}<p class=date>{day.strftime(pattern)}</p>"))[0]
    assert found is None or found.value.date() <= NOW.date()
    if pattern != "%d.%m.%y" and day <= NOW.date():
        assert found.value.date() == day


def test_a_page_of_nothing_but_dates_is_bounded():
    many = "<p class=date>1 mai 2024</p><time datetime='2024-05-01'></time>" * 5000
    assert find_dates(page("", many + HEAD)) is not None
