"""What this room needs of the machine, asked by `check --deploy`."""

from django.core.checks import Warning as Notice
from django.core.checks import register

from reports.render import pdf_available


@register(deploy=True)
def pdf_can_be_made(app_configs, **kwargs):
    """A machine without Pango or the paper's faces runs, but every report on it fails."""
    if pdf_available():
        return []
    words = "Máy chủ chưa dựng được PDF: thiếu thư viện Pango hoặc phông chữ Tinos."
    return [Notice(words, hint="apt-get install libpango-1.0-0 libpangoft2-1.0-0; npm ci", id="reports.W001")]
