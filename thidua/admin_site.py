"""The admin as the house wants it: catalogues only, one front door, nothing for anybody but administrators."""

from functools import update_wrapper

from django.contrib.admin import AdminSite
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_protect


class CatalogueSite(AdminSite):
    site_header = site_title = "Danh mục"
    index_title = "Danh mục dùng chung"
    enable_nav_sidebar = True

    def register(self, model_or_iterable, admin_class=None, **options):
        """Third-party models (addresses, groups) are not catalogues: only pages of the house's base class are kept."""
        from thidua.admin import CatalogueAdmin

        if admin_class is not None and issubclass(admin_class, CatalogueAdmin):
            super().register(model_or_iterable, admin_class, **options)

    def admin_view(self, view, cacheable=False):
        inner = super().admin_view(view, cacheable)

        def guarded(request, *args, **kwargs):
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not self.has_permission(request):
                raise PermissionDenied
            return inner(request, *args, **kwargs)

        return csrf_protect(update_wrapper(guarded, view))

    @method_decorator(login_not_required)
    def login(self, request, extra_context=None):
        return redirect("admin:index") if request.user.is_authenticated else redirect_to_login("/quan-tri/")

    def logout(self, request, extra_context=None):
        return redirect("account_logout")

    def password_change(self, request, extra_context=None):
        return redirect("account_change_password")
