"""The public register: what a code says and what it keeps, who is found, how fast one may ask, what the feeds tell."""

import datetime as dt
import json
from xml.etree import ElementTree as ET

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from awards.actions.register import enter_register, show_entry, withhold_entry
from awards.models import Honoree, RegisterEntry
from tests.awards.scene import AT, TODAY, drafted, fresh, person, walk
from thidua.codes import new_code
from thidua.errors import Conflict, Refused
from thidua.models import Event

pytestmark = pytest.mark.django_db


def decided(world, **words):
    return walk(world, drafted(world, **words), "decided")


def entry(name="Nguyễn Thị Thanh"):
    return RegisterEntry.objects.get(name=name)


def check(client, code):
    return client.get(reverse("public_check", args=[code]))


def text_of(response):
    return response.content.decode()


class TestEntering:
    def test_what_is_issued_enters_with_its_own_code(self, world):
        dossier = decided(world)
        rows = {row.name: row for row in RegisterEntry.objects.all()}
        assert rows.keys() == {"Nguyễn Thị Thanh", "Trần Văn Bình"}
        one = rows["Nguyễn Thị Thanh"]
        assert (one.unit_name, one.decision_number, one.decided_on, one.years) == (
            "Sở Nông nghiệp và Phát triển nông thôn", "05/QĐ-UBND", TODAY, "2024",
        )  # fmt: skip
        assert len({row.code for row in rows.values()}) == 2
        enter_register(lines=list(dossier.lines.all()))
        assert RegisterEntry.objects.count() == 2  # never twice

    def test_the_name_stays_that_of_the_decision(self, world, client):
        decided(world)
        Honoree.objects.filter(name="Nguyễn Thị Thanh").update(name="Nguyễn Thị Thanh Hà")
        found = check(client, entry().shown_code)
        assert "Nguyễn Thị Thanh" in text_of(found) and "Thanh Hà" not in text_of(found)

    def test_failed_lines_do_not_enter(self, world):
        walk(world, drafted(world), "decided", failing=("Trần Văn Bình",))
        assert [row.name for row in RegisterEntry.objects.all()] == ["Nguyễn Thị Thanh"]


class TestCheck:
    def test_a_code_tells_the_award_and_that_it_stands(self, world, client):
        decided(world)
        found = text_of(check(client, entry().shown_code))
        for words in ("Còn giá trị", "Nguyễn Thị Thanh", "Sở Nông nghiệp", "05/QĐ-UBND", "18/12/2024", "2024"):
            assert words in found
        assert "Trần Văn Bình" not in found

    def test_typed_by_hand(self, world, client):
        decided(world)
        typed = entry().shown_code.lower().replace("-", " ")
        found = client.get(reverse("public_check_form"), {"ma": typed}, follow=True)
        assert found.redirect_chain[0][0].endswith(f"{entry().shown_code}/") and "Còn giá trị" in text_of(found)

    @pytest.mark.parametrize("typed", ["abc", "' OR 1=1", "0" * 19 + "1"])
    def test_a_slip_is_told_and_kept(self, client, typed):
        found = client.get(reverse("public_check_form"), {"ma": typed})
        assert found.status_code == 404 and "Không có mã" in text_of(found) and 'role="alert"' in text_of(found)

    def test_a_code_that_was_never_given(self, world, client):
        decided(world)
        assert check(client, new_code()).status_code == 404

    def test_neither_kept_nor_listed_by_others(self, world, client):
        decided(world)
        found = check(client, entry().code)
        assert (found["X-Robots-Tag"], found["Cache-Control"]) == ("noindex", "no-store")


class TestSearch:
    @pytest.mark.parametrize("words", ["nguyen thi thanh", "Nguyễn Thị", "THANH"])
    def test_marks_aside(self, world, client, words):
        decided(world)
        found = client.get(reverse("public_register"), {"tim": words})
        assert [row.name for row in found.context["rows"]] == ["Nguyễn Thị Thanh"]

    def test_by_year(self, world, client):
        decided(world)
        assert len(client.get(reverse("public_register"), {"nam": "2024"}).context["rows"]) == 2
        assert client.get(reverse("public_register"), {"nam": "2023"}).context["rows"] == []

    @pytest.mark.parametrize("n", [1, 3])
    def test_queries(self, world, client, django_assert_num_queries, n):
        decided(world, lines=[f"Y Lan {i}" for i in range(n)])
        with django_assert_num_queries(2):
            assert len(client.get(reverse("public_register")).context["rows"]) == n


class TestLimits:
    @pytest.mark.parametrize(
        ("kind", "route"), [("search", "public_register"), ("feed", "public_rss"), ("feed", "public_json")]
    )
    def test_one_address_asks_so_often_a_minute(self, db, client, settings, kind, route):
        settings.PUBLIC_LIMITS = settings.PUBLIC_LIMITS | {kind: 3}
        answers = [client.get(reverse(route)).status_code for _ in range(5)]
        assert answers == [200, 200, 200, 429, 429]
        assert client.get(reverse(route), REMOTE_ADDR="10.1.2.3").status_code == 200

    def test_guessing_codes(self, db, client, settings):
        settings.PUBLIC_LIMITS = settings.PUBLIC_LIMITS | {"check": 2}
        assert [check(client, new_code()).status_code for _ in range(3)] == [404, 404, 429]
        assert check(client, new_code())["Retry-After"] == "60"


class TestWithheld:
    def withhold(self, world, why="Đơn ngày 02/12/2024.", by="chuyenvien"):
        withhold_entry(entry=entry(), why=why, by=person(world, by), at=AT)

    def test_the_name_goes_and_the_code_still_answers(self, world, client):
        dossier = decided(world)
        self.withhold(world)
        places = [
            reverse("public_register"), f"{reverse('public_register')}?tim=thanh", reverse("public"),
            reverse("public_decisions"), f"{reverse('public_decisions')}?tim=thanh", reverse("public_rss"),
            reverse("public_json"), reverse("public_decision", args=[fresh(dossier).decision_id]),
            reverse("public_check", args=[entry().code]),
        ]  # fmt: skip
        for place in places:
            assert "Nguyễn Thị Thanh" not in text_of(client.get(place)), place
        assert "Còn giá trị" in text_of(client.get(places[-1]))

    def test_with_a_reason_by_who_keeps_the_register_and_once(self, world):
        decided(world)
        with pytest.raises(Refused, match="Lý do"):
            self.withhold(world, why=" ")
        with pytest.raises(PermissionDenied):
            self.withhold(world, by="canbo")
        self.withhold(world)
        with pytest.raises(Conflict):
            self.withhold(world)
        show_entry(entry=entry(), by=person(world, "chuyenvien"), at=AT)
        assert entry().withheld_on is None
        assert [event.step for event in Event.objects.of(entry()).order_by("pk")] == ["withhold", "show"]


class TestFeeds:
    def test_rss_is_whole(self, world, client):
        dossier = decided(world)
        found = client.get(reverse("public_rss"))
        assert found["Content-Type"].startswith("application/rss+xml")
        root = ET.fromstring(found.content)  # noqa: S314 - our own
        channel = root.find("channel")
        assert (root.tag, root.get("version")) == ("rss", "2.0")
        assert all(channel.findtext(name) for name in ("title", "link", "description", "language", "lastBuildDate"))
        [item] = channel.findall("item")
        assert "05/QĐ-UBND" in item.findtext("title") and "Nguyễn Thị Thanh" in item.findtext("description")
        assert item.findtext("link").endswith(f"/cong-khai/quyet-dinh/{fresh(dossier).decision_id}/")
        assert item.find("guid").get("isPermaLink") == "false"
        assert dt.datetime.strptime(item.findtext("pubDate"), "%a, %d %b %Y %H:%M:%S %z").date() == TODAY
        assert channel.find("{http://www.w3.org/2005/Atom}link").get("href").endswith("/cong-khai/quyet-dinh.rss")

    def test_json_feed_is_whole(self, world, client):
        decided(world)
        found = client.get(reverse("public_json"))
        assert found["Content-Type"].startswith("application/feed+json")
        feed = json.loads(found.content)
        assert feed["version"] == "https://jsonfeed.org/version/1.1" and feed["title"]
        [item] = feed["items"]
        assert isinstance(item["id"], str) and dt.datetime.fromisoformat(item["date_published"]).utcoffset()
        assert item["content_text"] and item["url"].startswith("http")
        assert [one["name"] for one in item["_award"]["honours"]] == ["Nguyễn Thị Thanh", "Trần Văn Bình"]

    def test_nothing_decided_is_an_empty_feed(self, db, client):
        assert json.loads(client.get(reverse("public_json")).content)["items"] == []
        assert ET.fromstring(client.get(reverse("public_rss")).content).find("channel/item") is None  # noqa: S314
