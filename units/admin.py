"""Catalogues of people and units. Accounts get their password by the reset mail, never typed by somebody else."""

from django.contrib import admin

from thidua.admin import CatalogueAdmin
from units.models import Cluster, ClusterMember, RoleHolding, Unit, UnitAlias, User


@admin.register(Unit)
class UnitAdmin(CatalogueAdmin):
    list_display = ["code", "name", "kind", "duty", "valid_from", "valid_to"]
    list_filter = ["kind", "duty"]
    search_fields = ["code", "search_name"]
    autocomplete_fields = ["successor"]
    ordering = ["sort_name"]


@admin.register(UnitAlias)
class UnitAliasAdmin(CatalogueAdmin):
    list_display = ["name", "unit", "source"]
    list_select_related = ["unit"]
    autocomplete_fields = ["unit"]
    search_fields = ["name"]


@admin.register(User)
class UserAdmin(CatalogueAdmin):
    list_display = ["username", "full_name", "unit", "position", "is_active"]
    list_select_related = ["unit"]
    list_filter = ["is_active"]
    search_fields = ["username", "full_name"]
    fields = ["username", "full_name", "email", "unit", "position", "is_active"]
    autocomplete_fields = ["unit"]

    def save_model(self, request, obj, form, change):
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)


@admin.register(RoleHolding)
class RoleHoldingAdmin(CatalogueAdmin):
    list_display = ["user", "role", "unit", "valid_from", "valid_to", "active"]
    list_select_related = ["user", "unit"]
    list_filter = ["role", "active"]
    autocomplete_fields = ["user", "unit"]


@admin.register(Cluster)
class ClusterAdmin(CatalogueAdmin):
    list_display = ["name", "kind", "inferred"]
    search_fields = ["name"]


@admin.register(ClusterMember)
class ClusterMemberAdmin(CatalogueAdmin):
    list_display = ["cluster", "unit", "year", "part"]
    list_select_related = ["cluster", "unit"]
    list_filter = ["year"]
    autocomplete_fields = ["cluster", "unit"]
