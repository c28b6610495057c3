"""Catalogues of movements: the dictionary of indicators, periods, due dates, targets, published figures."""

from django.contrib import admin

from movements.models import (
    Directive,
    DirectivePoint,
    DueDate,
    Indicator,
    IndicatorAlias,
    IndicatorBreak,
    Movement,
    MovementAlias,
    Period,
    PublishedFigure,
    ReminderRule,
    ReportingDuty,
    Target,
    Term,
)
from thidua.admin import CatalogueAdmin


@admin.register(Movement)
class MovementAdmin(CatalogueAdmin):
    list_display = ["name", "level", "method", "valid_from_year", "valid_to_year", "state"]
    list_filter = ["level", "state", "in_portal"]
    search_fields = ["search_name"]
    filter_horizontal = ["points"]
    autocomplete_fields = ["launching_unit", "parent"]


@admin.register(Indicator)
class IndicatorAdmin(CatalogueAdmin):
    list_display = ["code", "name", "unit_of_measure", "entry", "line", "frequency", "valid_from", "valid_to"]
    list_filter = ["entry", "line", "frequency", "point"]
    search_fields = ["search_name"]
    autocomplete_fields = ["movement"]

    def get_readonly_fields(self, request, obj=None):
        """Stored figures are integers in the smallest unit: another number of decimals would rescale them all."""
        return ["code", "entry", "decimals", "part_decimals"] if obj else []


@admin.register(ReportingDuty)
class ReportingDutyAdmin(CatalogueAdmin):
    list_display = ["indicator", "unit", "unit_kind"]
    list_select_related = ["indicator", "unit"]
    autocomplete_fields = ["indicator", "unit"]


@admin.register(DueDate)
class DueDateAdmin(CatalogueAdmin):
    list_display = ["period", "level", "due_on", "note"]
    list_select_related = ["period"]


@admin.register(Period)
class PeriodAdmin(CatalogueAdmin):
    list_display = ["name", "kind", "year", "basis", "first_day", "last_day"]
    list_filter = ["kind", "year"]


@admin.register(Term)
class TermAdmin(CatalogueAdmin):
    list_display = ["name", "kind", "first_day", "last_day", "register_by", "note"]
    list_filter = ["kind"]


@admin.register(Target)
class TargetAdmin(CatalogueAdmin):
    list_display = ["indicator", "unit", "year_from", "year_to", "comparison", "value"]
    list_select_related = ["indicator", "unit"]
    list_filter = ["year_from"]
    autocomplete_fields = ["indicator", "unit"]


@admin.register(PublishedFigure)
class PublishedFigureAdmin(CatalogueAdmin):
    list_display = ["indicator", "year", "value", "qualifier", "inferred", "disputed"]
    list_select_related = ["indicator"]
    list_filter = ["disputed", "inferred", "year"]
    autocomplete_fields = ["indicator", "unit"]


@admin.register(ReminderRule)
class ReminderRuleAdmin(CatalogueAdmin):
    list_display = ["kind", "days", "audience", "active"]
    list_filter = ["kind", "audience", "active"]


@admin.register(Directive, DirectivePoint, IndicatorAlias, IndicatorBreak, MovementAlias)
class PlainAdmin(CatalogueAdmin):
    """Rows that are read and corrected one by one."""
