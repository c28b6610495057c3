"""With secrecy on, nothing that the database keeps says who chose what: every table is read as a dump would show it."""

import random

import pytest
from django.apps import apps
from django.db import connection

from awards.models import BallotChoice, CastBallot
from tests.awards import council as stage
from tests.awards.council import BLANK, NO, YES, item_of, polling, seats_of, unit_sitting, vote

pytestmark = pytest.mark.django_db
ROUNDS = 12


def dump():
    """{table: rows in the order in which the database keeps them}."""
    found = {}
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            table = connection.ops.quote_name(model._meta.db_table)
            order = "ctid" if connection.vendor == "postgresql" else "rowid"
            cursor.execute(f"SELECT * FROM {table} ORDER BY {order}")  # noqa: S608 - names of our own tables
            names = [column[0] for column in cursor.description]
            found[model._meta.label] = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return found


def test_a_choice_has_neither_a_seat_nor_a_moment_nor_a_number(world):
    sitting = polling(world, unit_sitting(world, members=9), by="canbo")
    stage.vote_all(sitting, [YES, NO, BLANK, YES, NO, BLANK, YES, NO, YES])
    tables = dump()
    for row in tables["awards.BallotChoice"]:
        assert set(row) == {"id", "item_id", "value", "seat_id"} and row["seat_id"] is None
    for row in tables["awards.CastBallot"]:
        assert set(row) == {"id", "item_id", "seat_id", "way"} and row["way"] == "portal"
    words = {YES, NO, BLANK}
    telling = [
        label
        for label, rows in tables.items()
        for row in rows
        if label != "awards.BallotChoice" and words & {value for value in row.values() if isinstance(value, str)}
    ]
    assert telling == []  # the choice itself stands nowhere else


def test_what_was_cast_and_what_lies_in_the_box_share_no_key(world):
    sitting = polling(world, unit_sitting(world, members=6), by="canbo")
    stage.vote_all(sitting, [YES, NO, YES, NO, BLANK, YES])
    keys = [{str(key).replace("-", "") for key in model.objects.values_list("pk", flat=True)}
            for model in (BallotChoice, CastBallot)]  # fmt: skip
    assert not keys[0] & keys[1]
    kept = str(
        {label: rows for label, rows in dump().items() if label not in ("awards.BallotChoice", "awards.CastBallot")}
    )
    assert not [key for key in keys[0] | keys[1] if key in kept]


def agreement(order, box):
    return sum(a == b for a, b in zip(order, box, strict=True))


def test_the_order_of_rows_is_not_the_order_of_voting(world, monkeypatch):
    """One secret order of voters after the other: kept rows agree with it no more often than shuffled ones would.

    Eight ballots, four of them yes: a reader who took the order of rows for the order of voting would be right in all
    eight; by chance it is four.
    """
    dice = random.Random(7)  # noqa: S311 - a test that gives the same answer each time
    monkeypatch.setattr("awards.actions.ballots._shuffle", dice.shuffle)
    hits = 0
    sitting = polling(world, unit_sitting(world, members=8, names=tuple(f"A {n}" for n in range(ROUNDS))), by="canbo")
    seats = seats_of(sitting)
    for n in range(ROUNDS):
        item, given = item_of(sitting, n), [YES, NO] * 4
        order = list(zip(seats, given, strict=True))
        dice.shuffle(order)
        for seat, value in order:
            vote(item, seat, value)
        box = [row["value"] for row in dump()["awards.BallotChoice"] if row["item_id"] == item.pk]
        hits += agreement([value for _, value in order], box)
    assert abs(hits - ROUNDS * 4) < ROUNDS * 1.5  # all of them would be 8 a round


def test_every_ballot_moves_the_whole_box(world):
    """The newest ballot is not the newest row: all rows of a box are written anew, with new keys, by each of them."""
    sitting = polling(world, unit_sitting(world, members=6), by="canbo")
    before = set()
    for seat in seats_of(sitting):
        vote(item_of(sitting), seat)
        now = set(BallotChoice.objects.values_list("pk", flat=True))
        assert not now & before
        before = now
    assert len(before) == 6
