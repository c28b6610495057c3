"""The newest decisions for other sites: RSS 2.0 and JSON Feed 1.1, made of the same items."""

from datetime import datetime, time

from django.conf import settings
from django.utils import timezone
from django.utils.feedgenerator import Rss201rev2Feed

HOME, RSS, JSON = "/cong-khai/", "/cong-khai/quyet-dinh.rss", "/cong-khai/quyet-dinh.json"
VERSION = "https://jsonfeed.org/version/1.1"


def rss_feed(items):
    """The XML as text; `items` are `reports.compile.register.Told`."""
    feed = Rss201rev2Feed(
        title=_title(), link=_address(HOME), description=_about(), language="vi", feed_url=_address(RSS)
    )
    for item in items:
        feed.add_item(
            title=item.title, link=_address(item.path), description=item.text, pubdate=_morning(item.on),
            unique_id=_key(item), unique_id_is_permalink=False,
        )  # fmt: skip
    return feed.writeString("utf-8")


def json_feed(items):
    """Plain values; `_award` carries the decision field by field (an extension, as JSON Feed 1.1 provides)."""
    return {
        "version": VERSION, "title": _title(), "description": _about(), "language": "vi",
        "home_page_url": _address(HOME), "feed_url": _address(JSON), "items": [_item(item) for item in items],
    }  # fmt: skip


def _item(item):
    honours = [{"name": one.name, "unit": one.unit, "award": one.award, "revoked": one.revoked} for one in item.honours]
    return {
        "id": _key(item), "url": _address(item.path), "title": item.title, "content_text": item.text,
        "date_published": _morning(item.on).isoformat(),
        "_award": {"number": item.number, "issued_on": item.on.isoformat(), "issuer": item.issuer,
                   "revokes": item.revokes, "honours": honours},
    }  # fmt: skip


def _title():
    return f"{settings.OFFICE['portal']}, {settings.OFFICE['province']}: quyết định khen thưởng"


def _about():
    return f"Quyết định khen thưởng và hủy bỏ khen thưởng của {settings.OFFICE['authority']}."


def _address(path):
    return f"{settings.SITE_URL}{path}"


def _key(item):
    return f"{settings.SITE_URL}{HOME}#{item.key}"


def _morning(day):
    return datetime.combine(day, time(8), tzinfo=timezone.get_default_timezone())
