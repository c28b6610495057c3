"""Revocations as pages and the home page show them: cases, who decides, what may be put into a new one."""

from django.db.models import Count, Q

from awards.enums import Decider
from awards.enums_revocations import FlagVerdict, RevocationState
from awards.models import HeldAward, IssuingOffice, Revocation
from thidua.text import search_key


def is_of_the_province(issuer):
    """Whether a decision is the province's own, by the name or the authority of any of its offices, then and now."""
    offices = IssuingOffice.objects.filter(decider=Decider.PROVINCE).values_list("name", "authority")
    return _key(issuer) in {_key(name) for office in offices for name in office}


def _key(name):
    return search_key(name).replace("ubnd", "uy ban nhan dan")


def province_name(day):
    """Who revokes for the province on a day; "" where no office stands."""
    rows = IssuingOffice.objects.on(day).filter(decider=Decider.PROVINCE)
    return rows.values_list("name", flat=True).first() or ""


def revocation_rows(user, *, everything=False):
    """Cases for the list, each with `n_awards`, `n_open` (flags to judge) and `n_left` (things to come back)."""
    rows = Revocation.objects.visible_to(user).with_names()
    n_open = Count("flags", filter=Q(flags__verdict=FlagVerdict.OPEN), distinct=True)
    n_left = Count("awards__recoveries", filter=Q(awards__recoveries__returned_on=None), distinct=True)
    rows = rows.annotate(n_awards=Count("awards", distinct=True), n_open=n_open, n_left=n_left)
    if not everything:
        running = ~Q(state__in=RevocationState.OVER)
        rows = rows.filter(running | Q(state=RevocationState.REVOKED) & (Q(n_open__gt=0) | Q(n_left__gt=0)))
    return rows.order_by("-pk")


def revocable(honoree, user):
    """Awards of an honoree that may enter a new case: in force, and in no other case."""
    rows = HeldAward.objects.visible_to(user).filter(honoree=honoree, revoked_on=None)
    return rows.exclude(revocations__standing=True).order_by("-decided_on", "-pk")
