"""WebSub, the subscriber's part: what is announced, asked, signed, granted."""

import hashlib
import hmac
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jarida.core.feeds.websub import (
    DENIED_PAUSE,
    PATIENCE,
    WANTED_LEASE,
    Hub,
    HubState,
    Mode,
    Subscribing,
    accepted,
    confidential,
    confirms,
    discovered,
    is_signed,
    lease,
    link_relations,
    refused,
    renewal,
    request_form,
)

NOW = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
FEED = "https://press.example/feed"
HUB = "https://hub.example/"
WORK = Subscribing(1, HUB, FEED, "token", "secret", Mode.SUBSCRIBE)


class TestDiscovery:
    def test_the_document_names_hub_and_topic(self):
        assert discovered({}, HUB, "https://press.example/rss", FEED) == Hub(HUB, "https://press.example/rss")

    def test_the_topic_is_the_address_where_none_is_named(self):
        assert discovered({}, HUB, "", FEED) == Hub(HUB, FEED)

    def test_headers_go_before_the_document(self):
        header = '<https://other.example/>; rel="hub", <https://press.example/self>; rel=self'
        expected = Hub("https://other.example/", "https://press.example/self")
        assert discovered({"link": header}, HUB, "https://press.example/rss", FEED) == expected

    def test_addresses_may_be_relative(self):
        assert discovered({}, "/hub", "rss", FEED) == Hub("https://press.example/hub", "https://press.example/rss")

    @pytest.mark.parametrize(
        "hub", ["", "javascript:alert(1)", "ftp://hub.example/", "https://", "http://[", "http://[x"]
    )
    def test_what_is_no_web_address_is_no_hub(self, hub):
        assert discovered({}, hub, "", FEED) is None

    def test_a_hub_too_long_to_be_kept_is_none(self):
        assert discovered({}, "https://hub.example/" + "x" * 1000, "", FEED) is None


class TestLinks:
    def test_relations_of_several_links(self):
        header = '<https://a.example/>; rel="hub self", <https://b.example/>; type="text/html"; rel=hub'
        assert link_relations(header) == {"hub": "https://a.example/", "self": "https://a.example/"}

    def test_a_comma_in_an_address_or_a_title(self):
        header = '<https://a.example/?a=1,2>; title="x, y"; rel=hub'
        assert link_relations(header) == {"hub": "https://a.example/?a=1,2"}

    @given(st.text(max_size=300))
    def test_nothing_breaks_it(self, text):
        assert isinstance(link_relations(text), dict)

    def test_a_hostile_header_is_read_quickly(self):
        assert link_relations("<a>" + "; a=b" * 5_000 + "<" * 5_000) == {}


class TestAsking:
    def test_the_form(self):
        assert request_form(WORK, "https://site.example/websub/token") == {
            "hub.callback": "https://site.example/websub/token",
            "hub.mode": "subscribe",
            "hub.topic": FEED,
            "hub.lease_seconds": str(WANTED_LEASE),
            "hub.secret": "secret",
        }

    def test_the_secret_is_not_sent_where_others_could_read_it(self):
        open_hub = Subscribing(1, "http://hub.example/", FEED, "token", "secret", Mode.SUBSCRIBE)
        assert "hub.secret" not in request_form(open_hub, "https://site.example/")

    @pytest.mark.parametrize(
        ("hub", "safe"), [(HUB, True), ("http://hub.example/", False), ("http://127.0.0.1:1/", True)]
    )
    def test_what_is_confidential(self, hub, safe):
        assert confidential(hub) is safe

    def test_leaving_needs_no_secret(self):
        leaving = Subscribing(1, HUB, FEED, "token", "secret", Mode.UNSUBSCRIBE)
        assert set(request_form(leaving, "https://x.example/")) == {"hub.callback", "hub.mode", "hub.topic"}

    def test_a_hub_that_accepts_has_some_time_to_ask_back(self):
        assert accepted(Mode.SUBSCRIBE, NOW).state is HubState.ASKED
        assert accepted(Mode.SUBSCRIBE, NOW).next_action_at == NOW + PATIENCE
        assert accepted(Mode.UNSUBSCRIBE, NOW).state is HubState.LEAVING

    def test_a_busy_hub_is_asked_again_later_and_later(self):
        pauses = []
        for attempts in range(12):
            work = Subscribing(1, HUB, FEED, "t", "s", Mode.SUBSCRIBE, attempts)
            standing = refused(work, "answered 503", NOW, final=False, jitter=1.0)
            assert (standing.state, standing.attempts) == (HubState.FAILING, attempts + 1)
            pauses.append(standing.next_action_at - NOW)
        assert pauses[:3] == [timedelta(minutes=5), timedelta(minutes=10), timedelta(minutes=20)]
        assert pauses[-1] == timedelta(days=1)

    def test_a_hub_that_says_we_are_wrong_is_left_alone_for_a_week(self):
        standing = refused(WORK, "answered 404", NOW, final=True, jitter=0.5)
        assert (standing.state, standing.next_action_at) == (HubState.DENIED, NOW + DENIED_PAUSE)

    def test_leaving_is_not_insisted_on(self):
        leaving = Subscribing(1, HUB, FEED, "t", "s", Mode.UNSUBSCRIBE)
        assert refused(leaving, "gone", NOW, final=False, jitter=0.5).state is HubState.LEFT


class TestSignature:
    BODY = "<rss>جريدة</rss>".encode()

    @pytest.mark.parametrize("method", ["sha1", "sha256", "sha384", "sha512"])
    def test_every_method_of_the_recommendation(self, method):
        signature = hmac.new(b"secret", self.BODY, getattr(hashlib, method)).hexdigest()
        assert is_signed("secret", self.BODY, f"{method}={signature}")
        assert is_signed("secret", self.BODY, f"{method.upper()}={signature.upper()}")
        assert not is_signed("secret", self.BODY + b" ", f"{method}={signature}")
        assert not is_signed("other", self.BODY, f"{method}={signature}")

    @pytest.mark.parametrize("header", ["", "sha256=", "md5=" + "0" * 32, "sha256", "sha256=" + "z" * 64, "=", "ü=1"])
    def test_what_is_no_signature(self, header):
        assert not is_signed("secret", self.BODY, header)

    def test_without_a_secret_nothing_is_signed(self):
        signature = hmac.new(b"", self.BODY, hashlib.sha256).hexdigest()
        assert not is_signed("", self.BODY, f"sha256={signature}")

    @given(st.binary(max_size=50), st.text(max_size=100))
    def test_nothing_breaks_it(self, body, header):
        assert is_signed("secret", body, header) is False


class TestLease:
    @pytest.mark.parametrize(
        ("text", "seconds"),
        [("86400", 86400), ("", WANTED_LEASE), ("x", WANTED_LEASE), ("1", 300), ("9" * 30, 90 * 86400),
         ("-5", WANTED_LEASE), ("١٢", WANTED_LEASE)],
    )  # fmt: skip
    def test_within_reason(self, text, seconds):
        assert lease(text) == seconds

    def test_it_is_renewed_before_it_ends(self):
        assert NOW < renewal(NOW, 1000) == NOW + timedelta(seconds=800)


class TestConfirming:
    @pytest.mark.parametrize("state", [HubState.WANTED, HubState.ASKED, HubState.ACTIVE, HubState.FAILING])
    def test_what_was_asked_for(self, state):
        assert confirms(state, "subscribe", same_topic=True)
        assert not confirms(state, "unsubscribe", same_topic=True)
        assert not confirms(state, "subscribe", same_topic=False)

    @pytest.mark.parametrize("state", [HubState.LEAVING, HubState.LEFT])
    def test_leaving(self, state):
        assert confirms(state, "unsubscribe", same_topic=True)
        assert not confirms(state, "subscribe", same_topic=True)

    def test_one_that_was_refused_is_not_taken_after_all(self):
        assert not confirms(HubState.DENIED, "subscribe", same_topic=True)

    @pytest.mark.parametrize("mode", ["", "publish", "SUBSCRIBE", "denied"])
    def test_other_modes(self, mode):
        assert not confirms(HubState.ASKED, mode, same_topic=True)
