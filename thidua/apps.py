from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class KernelConfig(AppConfig):
    name = "thidua"
    verbose_name = "Lõi"
    default = True

    def ready(self):
        from thidua import checks  # noqa: F401


class CatalogueAdminConfig(AdminConfig):
    default_site = "thidua.admin_site.CatalogueSite"
