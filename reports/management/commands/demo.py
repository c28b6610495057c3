"""`manage.py demo`: the province of the demo, once; a second run changes nothing and says so at once."""

import time
from datetime import date

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from reports.demo.load import is_loaded, load_catalogues, load_demo

LABELS = (("created", "thêm"), ("updated", "sửa"), ("unchanged", "giữ nguyên"))


class Command(BaseCommand):
    help = "Nạp dữ liệu của bản trình diễn: danh mục thật có nguồn; người, báo cáo, lịch là minh họa."

    requires_system_checks = ()  # quick when there is nothing to do; migrate checks

    def add_arguments(self, parser):
        parser.add_argument("--refresh-catalogues", action="store_true", help="đọc lại danh mục từ tệp dữ liệu")

    def handle(self, *args, refresh_catalogues, **options):
        if not settings.DEMO:
            raise CommandError(
                "Chỉ nạp dữ liệu minh họa ở bản trình diễn: đặt THIDUA_DEMO=1 "
                "(make run tự đặt khi không có DATABASE_URL)."
            )
        if is_loaded() and not refresh_catalogues:
            self.stdout.write("→ Dữ liệu minh họa đã có, giữ nguyên")
            return
        started = time.monotonic()
        load = load_catalogues if is_loaded() else load_demo
        reports = load(today=date.fromisoformat(settings.DEMO_TODAY))
        self.tell(reports, time.monotonic() - started)

    def tell(self, reports, seconds):
        for name, report in reports.items():
            counts = [f"{word} {getattr(report, field)}" for field, word in LABELS if getattr(report, field)]
            self.stdout.write(f"   {name}: {', '.join(counts) or 'không có gì'}")
        lost = [line for report in reports.values() for line in report.not_placed]
        if lost:
            self.stdout.write(f"   Chưa có chỗ trong danh mục, {len(lost)} dòng:")
            for line in lost:
                self.stdout.write(f"     {line}")
        self.stdout.write(f"→ Đã nạp dữ liệu minh họa trong {f'{seconds:.1f}'.replace('.', ',')} giây")
