"""Templates learned of stored pages: when, from which, valid from when; and passed on to the reading of pages."""

import asyncio
import logging
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from jarida.archive import due, kept_files, kept_reading, store
from jarida.archive.kept_reading import LearningWork, Selection
from jarida.archive.models import FieldFill, LearningState, OutletTemplate, StoredPage
from jarida.core.errors import ParseError
from jarida.core.extraction.model import Hints
from jarida.core.extraction.page import read_page
from jarida.core.extraction.templates.marks import layout, mark
from jarida.core.extraction.templates.model import Template
from jarida.core.keeping import Change, TemplatePlan, pack
from jarida.pipeline.decide_template import LearningResult, decide_template
from jarida.pipeline.learner import Learner
from jarida.pipeline.steps import Steps
from tests.archive.making import make_entry, make_outlet, plan_page
from tests.pipeline.builders import OUTLET
from tests.pipeline.conftest import FakePress, Inline, page

database = [pytest.mark.database, pytest.mark.django_db]
AT = datetime.now(UTC)
T1 = Template(selectors={"title": "h1"}, pages=3, learned_from=AT - timedelta(days=3), learned_to=AT)
T2 = Template(selectors={"title": "h1.new"}, pages=5, learned_from=AT - timedelta(days=1), learned_to=AT)
WORK = LearningWork(OUTLET, (), 7)


def decided(template=None, error=None, **work) -> TemplatePlan:
    return decide_template(LearningResult(replace(WORK, **work), AT, template, error))


def test_the_first_template_is_valid_from_its_oldest_page():
    plan = decided(T1)
    assert (plan.change, plan.valid_from, plan.newest_page) == (Change.REPLACE, T1.learned_from, 7)


def test_one_that_knows_more_begins_now():
    plan = decided(T2, known=T1)
    assert (plan.change, plan.valid_from) == (Change.REPLACE, AT)


def test_one_of_a_changed_layout_begins_with_that_layout():
    plan = decided(T2, known=T1, changed=True)
    assert (plan.change, plan.valid_from) == (Change.REPLACE, T2.learned_from)


def test_the_same_layout_is_only_refreshed():
    assert decided(replace(T1, pages=9), known=T1).change is Change.REFRESH


def test_nothing_learned_ends_only_what_fits_no_more():
    assert decided(None).change is Change.NONE
    assert decided(None, known=T1).change is Change.NONE
    assert decided(None, known=T1, changed=True).change is Change.RETIRE
    failed = decided(error=ParseError("broken"), known=T1, changed=True)
    assert (failed.change, failed.problem) == (Change.NONE, "broken")


def test_a_template_that_fits_stays_and_its_new_pages_go_on_counting():
    plan = decide_template(LearningResult(replace(WORK, known=T1, unsure=True, seen=4), AT, stays=True))
    assert (plan.change, plan.newest_page, plan.problem) == (Change.NONE, 4, "")


def kept(names: str, at: datetime = AT) -> int:
    """Articles with their pages kept; their outlet."""
    outlet = 0
    for name in names:
        entry = make_entry(name)
        outlet = entry.outlet_id
        body = page(name, f"What {name} wrote is its own, and long enough to be a text of some weight.")
        store.store_page(
            replace(plan_page(entry, title=f"Story {name}"), page=pack(body, entry.url, "text/html"), at=at)
        )
    return outlet


@pytest.fixture
def learner(same_thread) -> Learner:
    return Learner(Steps(FakePress(), Inline()), same_thread)


class TestStored:
    pytestmark = database

    def test_learning_is_due_with_three_new_pages_and_not_again_at_once(self):
        outlet = kept("ab")
        assert kept_reading.learning_due(AT, 9) == []
        kept("c")
        (work,) = kept_reading.learning_due(AT, 9)
        assert (work.outlet.id, len(work.pages), work.known, work.changed) == (outlet, 3, None, False)
        store.store_template(TemplatePlan(outlet, AT, work.newest_page, Change.NONE, problem="nothing was learned"))
        assert kept_reading.learning_due(AT + timedelta(minutes=30), 9) == []
        assert kept_reading.learning_due(AT + timedelta(hours=2), 9) == []
        assert LearningState.objects.get().problem == "nothing was learned"

    def test_a_changed_layout_is_learned_of_its_new_pages_only(self):
        outlet = kept("abc", AT - timedelta(days=9))
        kept("def")
        store.store_template(TemplatePlan(outlet, AT - timedelta(hours=3), 3, Change.REPLACE, T1, T1.learned_from))
        day = AT.date()
        FieldFill.objects.filter(outlet=outlet).delete()
        FieldFill.objects.create(outlet_id=outlet, day=day - timedelta(days=5), read=50, title=50, text=50)
        FieldFill.objects.create(outlet_id=outlet, day=day, read=9, title=9, text=0)
        (work,) = kept_reading.learning_due(AT, 9)
        assert work.changed
        assert work.known == T1
        assert len(work.pages) == 3

    @pytest.mark.parametrize(("fits", "stays"), [(True, True), (False, False)])
    def test_what_no_alarm_tells_is_told_by_how_the_latest_pages_fit(self, learner, fits, stays):
        outlet = kept("abc")
        newest = StoredPage.objects.order_by("-pk").first().pk
        known = read_page(page("a"), "https://press.example/a", Hints(), AT)
        signature = layout(known) if fits else frozenset({mark("div.gone>p.gone")})
        template = replace(T1, signature=signature)
        store.store_template(TemplatePlan(outlet, AT - timedelta(hours=3), newest, Change.REPLACE, template, AT))
        kept("def")
        (work,) = kept_reading.learning_due(AT, 9)
        assert (work.unsure, work.new_pages, work.seen) == (True, 3, newest)
        asyncio.run(learner.round())
        assert (LearningState.objects.get().newest_page == newest) is stays
        assert (due.templates_of([outlet]) == {outlet: template}) is stays

    def test_who_was_looked_at_longest_ago_is_next(self):
        outlet = kept("abcdef")
        store.store_template(TemplatePlan(outlet, AT - timedelta(hours=9), 1, Change.NONE))
        other = make_outlet("other")
        StoredPage.objects.filter(article__url__endswith="/a").update(outlet=other)
        StoredPage.objects.filter(article__url__endswith="/b").update(outlet=other)
        StoredPage.objects.filter(article__url__endswith="/c").update(outlet=other)
        (work,) = kept_reading.learning_due(AT, 1)
        assert work.outlet.id == other.pk

    def test_templates_follow_each_other_without_a_hole(self):
        outlet = kept("a")
        store.store_template(TemplatePlan(outlet, AT, 1, Change.REPLACE, T1, T1.learned_from))
        store.store_template(TemplatePlan(outlet, AT, 2, Change.REFRESH, replace(T1, pages=9)))
        store.store_template(TemplatePlan(outlet, AT, 3, Change.REPLACE, T2, T2.learned_from))
        first, second = OutletTemplate.objects.order_by("valid_from")
        assert (first.state, first.pages, first.valid_until) == ("replaced", 9, second.valid_from)
        assert (second.state, second.valid_until) == ("current", None)
        assert due.templates_of([outlet]) == {outlet: T2}
        titles = [
            (kept_reading.template_at(outlet, AT - timedelta(days=days)) or {}).get("selectors") for days in (0, 2, 9)
        ]
        assert titles == [T2.selectors, T1.selectors, None]
        store.store_template(TemplatePlan(outlet, AT, 4, Change.RETIRE))
        assert due.templates_of([outlet]) == {}
        assert kept_reading.template_at(outlet, AT - timedelta(hours=1))["selectors"] == T2.selectors

    def test_a_stored_template_of_another_version_is_as_none(self):
        outlet = kept("a")
        OutletTemplate.objects.create(outlet_id=outlet, template={"version": 99}, valid_from=AT, learned_at=AT)
        assert due.templates_of([outlet]) == {}
        (one,) = kept_reading.kept_pages(Selection())
        assert kept_reading.as_of_then(one).work.outlet.template is None

    def test_a_page_is_read_again_with_the_template_of_its_time(self):
        outlet = kept("a")
        store.store_template(TemplatePlan(outlet, AT, 1, Change.REPLACE, T1, AT - timedelta(days=1)))
        store.store_template(TemplatePlan(outlet, AT, 1, Change.REPLACE, T2, AT + timedelta(days=1)))
        (one,) = kept_reading.kept_pages(Selection())
        assert one.work.outlet.template == T2
        assert kept_reading.as_of_then(one).work.outlet.template == T1
        assert kept_reading.without_template(one).work.outlet.template is None

    def test_a_round_learns_once(self, learner):
        kept("abcde")
        asyncio.run(learner.round())
        state = LearningState.objects.get()
        assert state.newest_page == StoredPage.objects.order_by("-pk").first().pk
        assert OutletTemplate.objects.count() == (0 if state.problem else 1)
        assert state.problem in ("", "nothing was learned")
        before = list(OutletTemplate.objects.values())
        assert asyncio.run(learner.round()) == 0
        assert list(OutletTemplate.objects.values()) == before

    def test_lost_and_damaged_pages_teach_nothing_and_harm_nothing(self, learner):
        kept("abc")
        for stored in StoredPage.objects.all():
            kept_files.path_of(stored.article_id, stored.digest).unlink()
        assert asyncio.run(learner.round()) == 0
        assert LearningState.objects.get().problem == "nothing was learned"

    def test_killed_while_learning_it_begins_again(self, learner, monkeypatch):
        kept("abc")

        def killed(_plan):
            raise KeyboardInterrupt

        with monkeypatch.context() as patched:
            patched.setattr(store, "store_template", killed)
            with pytest.raises(KeyboardInterrupt):
                asyncio.run(learner.round())
        assert not LearningState.objects.exists()
        asyncio.run(learner.round())
        assert LearningState.objects.exists()

    def test_a_changed_layout_is_logged_once(self, learner, caplog):
        outlet = kept("a")
        day = AT.date()
        FieldFill.objects.filter(outlet=outlet).delete()
        FieldFill.objects.create(outlet_id=outlet, day=day - timedelta(days=5), read=50, title=50)
        FieldFill.objects.create(outlet_id=outlet, day=day, read=9)
        with caplog.at_level(logging.WARNING, logger="jarida.pipeline"):
            asyncio.run(learner.round())
            asyncio.run(learner.round())
        assert [record.message for record in caplog.records] == ["press: layout changed: title no longer found"]
