"""A story's page: who tells it, when, who was first, what each language adds, who is silent; and where it went."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from jarida.archive.models import LedgerDay, Reprint, Story, WatchDay
from jarida.archive.store.moderation import set_image_state, withdraw
from tests.stories_builder import add_member, make_event, make_story, settle, told_by
from tests.website.factories import NOON, make_article, make_image, make_outlet

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def path_of(story: Story, ui: str = "fr") -> str:
    """The address of a story's page."""
    found = story.headlines.get(ui) or story.lead_id
    return f"/{ui}/stories/{story.pk}/{story.members.get(article_id=found).article.slug}"


def text_of(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, answer.headers.get("Location")
    return answer.content.decode()


def plain(html: str) -> str:
    """The text of a page, spaces folded."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


class TestAddress:
    def test_a_wrong_slug_leads_to_the_right_one(self, client: Client):
        story = make_event(3)
        for wrong in ("autre", "-"):
            answer = client.get(f"/fr/stories/{story.pk}/{wrong}?order=first")
            assert (answer.status_code, answer["Location"]) == (301, path_of(story) + "?order=first")
        assert client.get(f"/fr/stories/{story.pk}")["Location"] == path_of(story)
        assert client.get(f"/fr/stories/{story.pk}/")["Location"] == path_of(story)

    def test_the_permanent_address_knows_the_readers_language(self, client: Client):
        story = make_event(3)
        answer = client.get(f"/stories/{story.pk}", headers={"Accept-Language": "ar"})
        assert (answer.status_code, answer["Location"]) == (302, path_of(story, "ar"))
        assert "Accept-Language" in answer["Vary"]

    @pytest.mark.parametrize("path", ["/fr/stories/999999/x", "/stories/999999", "/fr/stories/999999/feed.rss"])
    def test_no_such_story(self, client: Client, path: str):
        assert client.get(path).status_code == 404

    def test_a_merged_story_leads_to_the_last_of_a_chain(self, client: Client):
        last = make_event(3)
        middle = make_story([], state="merged", merged_into=last)
        first = make_story([], state="merged", merged_into=middle)
        answer = client.get(f"/fr/stories/{first.pk}/x")
        assert (answer.status_code, answer["Location"]) == (301, path_of(last))
        assert client.get(f"/stories/{first.pk}")["Location"] == f"/stories/{last.pk}"
        feed = client.get(f"/fr/stories/{first.pk}/feed.atom")
        assert (feed.status_code, feed["Location"]) == (301, f"/fr/stories/{last.pk}/feed.atom")

    def test_a_circle_of_merges_ends(self, client: Client):
        one = make_story([], state="merged")
        other = make_story([], state="merged", merged_into=one)
        Story.objects.filter(pk=one.pk).update(merged_into=other)
        assert client.get(f"/fr/stories/{one.pk}/x").status_code == 410

    @pytest.mark.parametrize("ui", ["fr", "ar"])
    def test_a_story_without_articles_is_gone_and_says_so(self, client: Client, ui: str):
        story = make_story([], state="empty")
        answer = client.get(f"/{ui}/stories/{story.pk}/x")
        assert answer.status_code == 410
        assert "410" in answer.content.decode()
        assert client.get(f"/stories/{story.pk}").status_code == 410
        assert client.get(f"/{ui}/stories/{story.pk}/feed.rss").status_code == 410

    def test_an_emptied_story_names_those_split_from_it(self, client: Client):
        story = make_story([], state="empty")
        part = make_event(2, split_from=story)
        answer = client.get(f"/fr/stories/{story.pk}/x")
        assert answer.status_code == 410
        assert path_of(part) in answer.content.decode()

    def test_all_articles_withdrawn(self, client: Client):
        story = make_event(2)
        path = path_of(story)
        for member in story.members.all():
            withdraw(member.article_id, "asked for")
        assert client.get(path).status_code == 410

    def test_a_story_says_from_which_it_was_split(self, client: Client):
        former = make_event(3)
        story = make_event(2, split_from=former)
        assert path_of(former) in text_of(client, path_of(story))

    def test_alternates_have_each_languages_slug(self, client: Client):
        story = make_event(4)
        html = text_of(client, path_of(story))
        for ui in ("fr", "ar", "es", "en"):
            assert f'hreflang="{ui}" href="http://testserver{path_of(story, ui)}"' in html or path_of(story, ui) in html


class TestTellers:
    def test_the_headline_is_in_the_readers_language_where_one_exists(self, client: Client):
        story = make_event(2, ("es", "ar"))
        spanish, arabic = story.members.order_by("-at").values_list("article__title", flat=True)
        assert f">{arabic}</h1>" in text_of(client, path_of(story, "ar"))
        lead = story.lead.title if story.lead else ""
        assert lead in (spanish, arabic)
        assert f">{lead}</h1>" in text_of(client, path_of(story, "fr"))

    def test_each_outlet_once_in_each_language_and_its_others_folded(self, client: Client):
        outlet = make_outlet("le-matin", name="Le Matin")
        articles = [
            make_article(outlet, title=f"Version {number}", published_at=NOON - timedelta(hours=number))
            for number in range(10)
        ]
        story = make_story([*articles, make_article(make_outlet("autre"), title="Ailleurs", published_at=NOON)])
        html = text_of(client, path_of(story))
        tellers = html[html.index('id="tellers"') : html.index('id="sources"')]
        assert tellers.count('class="headline" lang="fr"><a href="/fr/articles/') == 2 + 6
        assert "<summary>" in tellers
        assert f"story%3A{story.pk}" in tellers  # the others are found by a search

    def test_headlines_are_in_their_language_and_direction(self, client: Client):
        html = text_of(client, path_of(make_event(4)))
        assert '<li dir="rtl"><p class="meta">' in html
        assert re.search(r'<h3 class="headline" lang="ar"><a href="/fr/articles/\d+/', html)

    def test_the_readers_language_comes_first(self, client: Client):
        story = make_event(8)
        html = text_of(client, path_of(story, "es"))
        assert re.findall(r'id="in-(\w+)"', html)[0] == "es"

    def test_copies_are_folded_under_what_they_copy(self, client: Client):
        agency = make_article(make_outlet("map", name="MAP"), title="La dépêche", published_at=NOON)
        copies = [
            make_article(make_outlet(), title=f"La dépêche, reprise {n}", published_at=NOON + timedelta(minutes=n))
            for n in range(1, 4)
        ]
        for copy in copies:
            Reprint.objects.create(article=copy, original=agency, share=0.97)
        Reprint.objects.create(article=agency, agency="map")
        story = make_story([agency, *copies])
        html = text_of(client, path_of(story))
        tellers = html[html.index('id="tellers"') : html.index('id="sources"')]
        assert tellers.count('<h3 class="headline"') == 1
        assert tellers.count('<p class="headline"') == 3
        assert "97" in tellers

    def test_a_withdrawn_article_never_appears(self, client: Client):
        story = make_event(3)
        member = story.members.order_by("at")[1]
        withdraw(member.article_id, "asked for")
        html = text_of(client, path_of(story))
        assert member.article.title not in html

    def test_what_may_be_shown_is_the_publishers_decision(self, client: Client):
        story = make_event(1, ("fr",), images=[make_image()])
        story.members.get().article.outlet.__class__.objects.update(policy="headline")
        html = text_of(client, path_of(story))
        assert "What happened" not in html
        assert 'id="pictures"' not in html

    def test_the_source_is_a_link_out(self, client: Client):
        story = make_event(2)
        html = text_of(client, path_of(story))
        url = story.members.first().article.url
        assert f'href="{url}" rel="noopener external"' in html
        Story.objects.get(pk=story.pk).members.first().article.__class__.objects.update(url="javascript:alert(1)")

    def test_no_other_scheme_becomes_a_link(self, client: Client):
        story = make_event(2)
        member = story.members.get(article_id=story.lead_id)
        member.article.url = "javascript:alert(1)"
        member.article.save()
        assert "javascript:" not in text_of(client, path_of(story))

    def test_hostile_titles_are_escaped(self, client: Client):
        story = make_event(3)
        member = story.members.get(article_id=story.lead_id)
        member.article.title = "<script>alert(1)</script></script>"
        member.article.save()
        assert "<script>alert" not in text_of(client, path_of(story))


class TestPages:
    def test_five_hundred_articles_come_in_pages_in_few_queries(
        self, client: Client, django_assert_max_num_queries: object
    ):
        articles = [
            make_article(told_by(place), title=f"Titre {place}", published_at=NOON - timedelta(minutes=place))
            for place in range(150)
        ]
        story = make_story(articles)
        path, seen = path_of(story), set[str]()
        for step in range(10):  # noqa: B007
            with django_assert_max_num_queries(40):  # type: ignore[operator]
                html = text_of(client, path)
            found = set(re.findall(r'<h3 class="headline" lang="fr"><a href="([^"]+)"', html))
            assert not found & seen
            seen |= found
            older = re.search(r'rel="next nofollow" href="([^"]+)"', html)
            if older is None:
                break
            path = older[1].replace("&amp;", "&")
        assert (len(seen), step) == (150, 2)

    def test_the_first_first(self, client: Client):
        story = make_event(4, ("fr",))
        titles = list(story.members.order_by("at").values_list("article__title", flat=True))
        html = text_of(client, path_of(story) + "?order=first")
        tellers = html[html.index('id="tellers"') :]
        assert [tellers.index(title) for title in titles] == sorted(tellers.index(title) for title in titles)

    @pytest.mark.parametrize("after", ["x", "1", "1.2.3", "9" * 40 + ".1"])
    def test_no_such_place(self, client: Client, after: str):
        assert client.get(f"{path_of(make_event(2))}?after={after}").status_code == 400

    def test_it_is_cached_for_everyone(self, client: Client):
        answer = client.get(path_of(make_event(2)))
        assert answer["Cache-Control"].startswith("public")
        assert "csrf" not in answer.content.decode()


class TestWhoWasFirst:
    def story(self, *published: tuple[datetime | None, float]) -> Story:
        articles = [
            make_article(
                told_by(place), title=f"Titre {place}", published_at=at, first_seen_at=NOON, published_origin="json-ld",
                published_confidence=confidence,
            )
            for place, (at, confidence) in enumerate(published)
        ]  # fmt: skip
        return make_story(articles)

    def first(self, client: Client, story: Story) -> str:
        html = text_of(client, path_of(story, "en"))
        found = re.search(r'<section class="first".*?</section>', html, re.DOTALL)
        return plain(found[0]) if found else ""

    def test_the_earliest_by_publication(self, client: Client):
        story = self.story((NOON, 0.9), (NOON - timedelta(hours=2), 0.9))
        assert "Teller 1" in self.first(client, story)
        assert "uncertain" not in self.first(client, story)

    def test_what_was_only_seen_first_is_not(self, client: Client):
        story = self.story((NOON + timedelta(hours=3), 0.9), (None, 0))
        assert "Teller 0" in self.first(client, story)

    def test_nobody_where_no_date_is_known(self, client: Client):
        assert self.first(client, self.story((None, 0), (None, 0))) == ""

    def test_an_uncertain_date_is_said_to_be_so(self, client: Client):
        found = self.first(client, self.story((NOON, 0.9), (NOON - timedelta(hours=2), 0.4)))
        assert "Teller 1" in found
        assert "uncertain" in found
        assert "40%" in found

    def test_a_day_without_an_hour_is_not_before_an_hour_of_that_day(self, client: Client):
        midnight = datetime(2026, 11, 23, tzinfo=UTC)
        found = self.first(client, self.story((NOON, 0.9), (midnight, 0.9)))
        assert found.index("Teller 0") < found.index("Teller 1")
        assert "without an hour" in found

    def test_a_former_day_without_an_hour_is(self, client: Client):
        found = self.first(client, self.story((NOON, 0.9), (datetime(2026, 11, 21, tzinfo=UTC), 0.9)))
        assert "Teller 1" in found
        assert "only the day is known" in found


class TestAround:
    def test_the_timeline_by_hour_and_by_day(self, client: Client):
        html = text_of(client, path_of(make_event(6, every=90), "en"))
        assert '<th scope="col">Hour</th>' in html
        html = text_of(client, path_of(make_event(6, every=60 * 24 * 3), "en"))
        assert '<th scope="col">Day</th>' in html
        assert "<svg" in html

    def test_who_is_silent_is_said_only_of_who_was_collected(self, client: Client):
        story = make_event(2, now=NOON)
        silent, unread, unknown = make_outlet("muet"), make_outlet("illisible"), make_outlet("inconnu")
        make_outlet("fermé".replace("é", "e"), active=False)
        day = NOON.date()
        for outlet in (silent, unread):
            WatchDay.objects.create(outlet=outlet, day=day, asked=255, answered=255)
        LedgerDay.objects.create(outlet=unread, day=day, announced=3, failed=2, collected=1)
        html = plain(text_of(client, path_of(story, "en")))
        part = html[html.index("Who has not told it") :]
        places = [part.index(name) for name in (
            "nothing of this story found", silent.name, "could not be read", unread.name, "Not collected", unknown.name,
        )]  # fmt: skip
        assert places == sorted(places)
        assert "Ferme" not in part
        assert "Teller 0" not in part

    def test_each_picture_once_and_none_that_is_blocked(self, client: Client):
        images = [make_image(fingerprint=2**40 + 7), make_image(fingerprint=2**40 + 3), make_image(), make_image()]
        story = make_event(4, images=images)
        set_image_state(images[3].pk, "blocked")
        html = text_of(client, path_of(story))
        part = html[html.index('id="pictures"') : html.index('id="sources"')]
        assert [image.digest in part for image in images] == [True, False, True, False]
        assert part.count("data-report") == 2

    def test_structured_data_lists_the_articles(self, client: Client):
        html = text_of(client, path_of(make_event(3)))
        assert '"@type":"CollectionPage"' in html
        assert '"numberOfItems":3' in html

    def test_the_story_is_searched_in(self, client: Client):
        story = make_event(2)
        assert f'href="/fr/search?q=story%3A{story.pk}"' in text_of(client, path_of(story))


class TestMachines:
    @pytest.mark.parametrize("form", ["rss", "atom", "json"])
    def test_feeds(self, client: Client, form: str):
        story = make_event(3)
        answer = client.get(f"/fr/stories/{story.pk}/feed.{form}")
        assert answer.status_code == 200
        for member in story.members.all():
            assert f"/articles/{member.article_id}" in answer.content.decode()

    def test_citations(self, client: Client):
        story = make_event(3)
        html = text_of(client, path_of(story) + "/cite")
        assert f"/stories/{story.pk}" in html
        bib = client.get(path_of(story) + "/cite.bib")
        assert bib["Content-Type"].startswith("application/x-bibtex")
        assert f"@misc{{jarida-story{story.pk}," in bib.content.decode()
        assert "3 articles of 3 outlets" in bib.content.decode()
        ris = client.get(path_of(story) + "/cite.ris").content.decode()
        assert ris.startswith("TY  - ELEC\r\n")
        assert ris.endswith("ER  - \r\n")

    def test_a_wrong_slug_of_a_citation(self, client: Client):
        story = make_event(3)
        assert client.get(f"/fr/stories/{story.pk}/-/cite.bib")["Location"] == path_of(story) + "/cite.bib"


class TestWhy:
    def test_an_article_says_in_which_story_it_is(self, client: Client):
        story = make_event(3)
        member = story.members.first()
        html = text_of(client, f"/fr/articles/{member.article_id}/{member.article.slug}")
        assert path_of(story) in html
        assert f"/fr/articles/{member.article_id}/{member.article.slug}/why" in html

    def test_alone_it_says_nothing(self, client: Client):
        story = make_event(1)
        member = story.members.get()
        html = text_of(client, f"/fr/articles/{member.article_id}/{member.article.slug}")
        assert "in-story" not in html
        assert path_of(story) in text_of(client, f"/fr/articles/{member.article_id}/{member.article.slug}/why")

    def test_reasons_in_words(self, client: Client):
        from jarida.archive.models import Name, StoryCorrection

        story = make_event(2, ("fr",))
        nearest = story.members.first().article
        article = make_article(make_outlet("le-soir"), title="Le soir aussi", published_at=NOON)
        Name.objects.create(kind="place", key="casablanca", shown="Casablanca", names={"ar": "الدار البيضاء"})
        add_member(
            story, article, nearest=nearest, probability=0.87,
            reasons={"names": ["~bnkrn"], "places": ["casablanca"], "numbers": ["7.2"], "contradicting": ["3", "5"],
                     "cosine": 0.613, "hours": 3.2, "copied": 0.4, "agency": "map", "editor": True},
        )  # fmt: skip
        settle(story)
        StoryCorrection.objects.create(kind="apart", one=nearest, other=article, made_at=NOON)
        found = plain(text_of(client, f"/en/articles/{article.pk}/{article.slug}/why"))
        for part in (
            "An editor", "dispatch of MAP", "40% of the shorter", nearest.title, "Casablanca", "7.2", "3 5", "61%",
            "3 hours", "and 1 that is in no list", "Another event than", "probability 87%",
        ):  # fmt: skip
            assert part in found, part
        assert "الدار البيضاء" in text_of(client, f"/ar/articles/{article.pk}/{article.slug}/why")

    def test_reasons_that_are_none(self, client: Client):
        story = make_event(2)
        member = story.members.first()
        member.reasons = {"names": "x", "cosine": "y", "hours": None}
        member.save()
        assert "was the first" in text_of(client, f"/en/articles/{member.article_id}/{member.article.slug}/why")

    def test_in_no_story(self, client: Client):
        article = make_article()
        assert "no story yet" in text_of(client, f"/en/articles/{article.pk}/{article.slug}/why")
