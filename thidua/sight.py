"""Who may see a row: querysets that several rooms share. Every model's own `visible_to` starts here or is its own."""

from django.apps import apps
from django.db import models
from django.db.models import Q

OWNERS: list[str] = []  # labels of the models whose rows own events and files, filled by each app's ready()


class SignedInQuerySet(models.QuerySet):
    """Catalogues that every person with an account may read."""

    def visible_to(self, user):
        return self if user.is_authenticated else self.none()


def owned_by_seen_rows(user, condition, rule="visible_to", *, among=None):
    """Q of rows that belong to a row this person sees; `condition(model, keys)` names the two columns.

    `rule` is the queryset method of the owner that decides; an owner without it decides by `visible_to`. Whoever knows
    which models own the rows names them with `among`: to ask every model there is costs more than most pages.
    """
    seen = Q(pk__in=[])
    for model in among or map(apps.get_model, OWNERS):
        rows = model.objects.all()
        seen |= condition(model, getattr(rows, rule, rows.visible_to)(user).values("pk"))
    return seen
