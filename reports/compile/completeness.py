"""How far the filings of each quarter are, and who has not filed."""

from movements.enums import DueLevel, FilingState
from reports.compile.data import Completeness, Counts, Missing
from units.enums import Duty


def expected_units(tables, quarter):
    """Ids of the units that owe a filing of a quarter, a closing one too."""
    return sorted(tables.owed[quarter.pk])


def completeness(tables, quarter):
    """One quarter's state as of the moment of reading."""
    expected = expected_units(tables, quarter)
    must = [pk for pk in expected if tables.tree.units[pk].duty == Duty.MUST]
    invited = [pk for pk in expected if tables.tree.units[pk].duty == Duty.INVITED]
    return Completeness(
        quarter=quarter.name,
        due_direct=tables.due.get((quarter.pk, DueLevel.DIRECT)),
        due_commune=tables.due.get((quarter.pk, DueLevel.COMMUNE)),
        must=_counts(tables, quarter, must),
        invited=_counts(tables, quarter, invited),
        missing=_missing(tables, quarter, must),
        missing_invited=_missing(tables, quarter, invited),
    )


def _sent(tables, quarter, units):
    found = (tables.filings.get((quarter.pk, pk)) for pk in units)
    return [filed for filed in found if filed is not None and filed.sent]


def _counts(tables, quarter, units):
    sent = _sent(tables, quarter, units)
    states = [filed.state for filed in sent]
    accepted = states.count(FilingState.ACCEPTED)
    waiting = sum(state in FilingState.ARRIVED for state in states) - accepted
    return Counts(
        expected=len(units),
        filed=len(sent),
        on_time=sum(filed.on_time is True for filed in sent),
        late=sum(filed.on_time is False for filed in sent),
        waiting=waiting,
        accepted=accepted,
        back=len(sent) - waiting - accepted,
        not_filed=len(units) - len(sent),
    )


def _missing(tables, quarter, units):
    sent = {filed.unit_id for filed in _sent(tables, quarter, units)}
    days = {pk: one.day for pk, one in tables.owed[quarter.pk].items()}
    return under_parents(tables, set(units) - sent, quarter.last_day, days)


def under_parents(tables, units, day, days=None):
    """Names under their parents of a day, both in the order of names; the province's own children come first.

    `days`: the day of a unit that was no more on that day.
    """
    province = tables.tree.province(day)
    groups = {}
    for pk in tables.tree.units:  # read in the order of names
        if pk in units:
            parent = tables.tree.on((days or {}).get(pk, day))[pk]
            groups.setdefault(parent, []).append(tables.tree.units[pk].name)
    order = sorted(groups, key=lambda parent: parent not in (province, None))
    return tuple(Missing(_parent_name(tables, parent, province), tuple(groups[parent])) for parent in order)


def _parent_name(tables, parent, province):
    return "Trực thuộc tỉnh" if parent in (province, None) else tables.tree.units[parent].name
