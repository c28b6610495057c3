"""For which units a person types papers in: those whose dossiers come to them first. Reading only."""

from django.conf import settings
from django.db.models import Q

from units.enums import Role, UnitKind
from units.models import Placement, Unit
from units.models.tree import on_day
from units.roles import RECEIVES_FOR_DEPARTMENT


def units_entered_by(user, day):
    """Units of a day that send to this person's desk first: the parent's officer, Sở Nội vụ for the province's own."""
    places = [unit_id for role, unit_id in user.roles if role == Role.UNIT_OFFICER]
    above = Q(parent__in=places)
    if user.has_role(*RECEIVES_FOR_DEPARTMENT):
        above |= Q(parent__kind=UnitKind.PROVINCE)
    placed = Placement.objects.filter(above, on_day(day)).values("unit")
    own = [user.unit_id, *places]
    rows = Unit.objects.visible_to(user).on(day).filter(pk__in=placed).exclude(pk__in=own)
    return rows.exclude(code=settings.OFFICE["department_code"]).in_order()


def enters_for_units(user, day):
    return user.is_authenticated and units_entered_by(user, day).exists()


def may_start(user):
    """Whether this person makes dossiers for the own unit; told from roles in memory."""
    return user.unit_id is not None and user.has_role(Role.UNIT_OFFICER, unit_id=user.unit_id)
