"""Catalogues of movements: periods, due dates, targets, published figures. Indicators have pages of their own."""

from django.contrib import admin

from movements.models import (
    Directive,
    DirectivePoint,
    DueDate,
    FlowSetting,
    Movement,
    MovementAlias,
    PactCriterion,
    PactGroup,
    Period,
    PublishedFigure,
    ReminderRule,
    Target,
    Term,
    TermRule,
)
from thidua.admin import CatalogueAdmin


@admin.register(Movement)
class MovementAdmin(CatalogueAdmin):
    list_display = ["name", "level", "method", "valid_from_year", "valid_to_year", "state"]
    list_filter = ["level", "state", "in_portal"]
    search_fields = ["search_name"]
    filter_horizontal = ["points"]
    autocomplete_fields = ["launching_unit", "parent"]


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


@admin.register(TermRule)
class TermRuleAdmin(CatalogueAdmin):
    list_display = ["kind", "unit", "unit_kind", "note"]
    list_select_related = ["unit"]
    autocomplete_fields = ["unit"]


@admin.register(PactGroup)
class PactGroupAdmin(CatalogueAdmin):
    list_display = ["order", "name"]


@admin.register(PactCriterion)
class PactCriterionAdmin(CatalogueAdmin):
    list_display = ["name", "group", "unit_kind", "order", "active"]
    list_select_related = ["group"]
    list_filter = ["group", "unit_kind", "active"]


@admin.register(Target)
class TargetAdmin(CatalogueAdmin):
    list_display = ["indicator", "unit", "year_from", "year_to", "comparison", "value"]
    list_select_related = ["indicator", "unit"]
    list_filter = ["year_from"]
    autocomplete_fields = ["unit"]


@admin.register(PublishedFigure)
class PublishedFigureAdmin(CatalogueAdmin):
    list_display = ["indicator", "year", "value", "qualifier", "inferred", "disputed"]
    list_select_related = ["indicator"]
    list_filter = ["disputed", "inferred", "year"]
    autocomplete_fields = ["unit"]


@admin.register(FlowSetting)
class FlowSettingAdmin(CatalogueAdmin):
    list_display = ["name", "value"]

    def get_readonly_fields(self, request, obj=None):
        """The key is what the code asks by."""
        return ["key"] if obj else []


@admin.register(ReminderRule)
class ReminderRuleAdmin(CatalogueAdmin):
    list_display = ["kind", "days", "audience", "active"]
    list_filter = ["kind", "audience", "active"]


@admin.register(Directive, DirectivePoint, MovementAlias)
class PlainAdmin(CatalogueAdmin):
    """Rows that are read and corrected one by one."""
