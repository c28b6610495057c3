"""Addresses that stand for a person without signing in: a calendar's, and the mail choices'."""

import hashlib

from django.core import signing

from movements.models import CalendarFeed
from units.models import User

MAIL_SALT = "thong-bao.thu"


def hash_of(token):
    """What is kept of a calendar's token; it is random and long, so a plain digest cannot be turned back."""
    return hashlib.sha256(token.encode()).hexdigest()


def feed_owner(token):
    """The person whose calendar this is, or None; whoever has left has none."""
    feeds = CalendarFeed.objects.filter(token_hash=hash_of(token), person__is_active=True, person__unit__isnull=False)
    feed = feeds.select_related("person__unit").first()
    return feed.person if feed else None


def mail_token(person):
    """Stands for the person on the page of mail choices; it opens nothing else and never ends."""
    return signing.Signer(salt=MAIL_SALT).sign(str(person.pk))


def mail_person(token):
    """The active person whose token this is; None for anything else."""
    try:
        pk = signing.Signer(salt=MAIL_SALT).unsign(token)
    except signing.BadSignature:
        return None
    return User.objects.filter(pk=pk, is_active=True).select_related("unit").first()
