"""Ballots: that a seat has voted, and what lies in the box, in two tables that nothing joins (R21).

Both have random keys and no moment. What lies in the box of a line is written anew, shuffled, with each ballot put in
(`awards.actions.ballots`), so that neither keys nor the order of rows in the files of the database say who came when.
"""

import uuid

from django.db import models
from django.db.models import Q

from awards.enums_council import BallotWay, SittingState, Vote
from awards.models.sittings import AgendaItem, OfItemQuerySet, Sitting, SittingSeat


class CastBallot(models.Model):
    """That one seat has voted on one line; never what."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="cast", verbose_name="nội dung")
    seat = models.ForeignKey(SittingSeat, models.CASCADE, related_name="cast", verbose_name="thành viên")
    way = models.CharField("bỏ phiếu bằng", max_length=10, choices=BallotWay, default=BallotWay.PORTAL)

    objects = OfItemQuerySet.as_manager()

    class Meta:
        verbose_name = "lượt bỏ phiếu"
        verbose_name_plural = "lượt bỏ phiếu"
        constraints = [
            models.CheckConstraint(name="ballot_way_known", condition=Q(way__in=BallotWay.values)),
            models.UniqueConstraint(name="one_vote_a_seat", fields=["item", "seat"]),
        ]

    def __str__(self):
        return f"{self.seat}: {self.get_way_display()}"


class BallotChoiceQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Of an open vote, once it is counted; what lies in a secret box is read by nobody, only summed up."""
        sittings = Sitting.objects.visible_to(user).filter(secret=False, state__in=SittingState.TOLD)
        return self.filter(seat__isnull=False, item__sitting__in=sittings)


class BallotChoice(models.Model):
    """One ballot in the box of one line. `seat` only where the council votes openly."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="choices", verbose_name="nội dung")
    value = models.CharField("ý kiến", max_length=10, choices=Vote)
    seat = models.ForeignKey(SittingSeat, models.CASCADE, null=True, related_name="+", verbose_name="thành viên")

    objects = BallotChoiceQuerySet.as_manager()

    class Meta:
        verbose_name = "lá phiếu"
        verbose_name_plural = "lá phiếu"
        constraints = [
            models.CheckConstraint(name="ballot_value_known", condition=Q(value__in=Vote.values)),
            models.UniqueConstraint(
                name="one_open_ballot_a_seat", fields=["item", "seat"], condition=Q(seat__isnull=False)
            ),
        ]

    def __str__(self):
        return self.get_value_display()
