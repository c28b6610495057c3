import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def lines_of_old_decisions(apps, schema_editor):
    """Until here every line of a decided dossier had its dossier's decision; each gets its own, and its payment."""
    Nomination, BonusPayment = apps.get_model("awards", "Nomination"), apps.get_model("awards", "BonusPayment")
    granted = Nomination.objects.filter(state="granted", decision=None, dossier__decision__isnull=False)
    rows = list(granted.values_list("pk", "dossier__decision", "bonus"))
    for decision in {decision for _, decision, _ in rows}:
        granted.filter(dossier__decision=decision).update(decision=decision)
    BonusPayment.objects.bulk_create(
        (
            BonusPayment(line_id=line, decision_id=decision, amount=bonus, rule="unpriced" if bonus is None else "full")
            for line, decision, bonus in rows
        ),
        batch_size=500,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("awards", "0014_consult"),
        ("units", "0010_remind"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="nomination",
            name="decision",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="lines",
                to="awards.decision",
                verbose_name="quyết định",
            ),
        ),
        migrations.CreateModel(
            name="DecisionDraft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=400, verbose_name="trích yếu")),
                (
                    "decider",
                    models.CharField(
                        choices=[
                            ("president", "Chủ tịch nước"),
                            ("prime_minister", "Thủ tướng Chính phủ"),
                            ("province", "Chủ tịch Ủy ban nhân dân tỉnh"),
                            ("department", "Thủ trưởng cơ quan chuyên môn cấp tỉnh"),
                            ("district", "Chủ tịch Ủy ban nhân dân huyện"),
                            ("commune", "Chủ tịch Ủy ban nhân dân xã"),
                            ("enterprise", "Giám đốc doanh nghiệp, hợp tác xã"),
                        ],
                        default="province",
                        max_length=20,
                        verbose_name="người quyết định",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("drafting", "Dự thảo"),
                            ("signed", "Đã ký, chờ cấp số"),
                            ("issued", "Đã ban hành"),
                            ("dropped", "Đã bỏ dự thảo"),
                        ],
                        default="drafting",
                        max_length=10,
                        verbose_name="trạng thái",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(verbose_name="lập lúc")),
                ("illustrative", models.BooleanField(default=False, verbose_name="dữ liệu minh họa")),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "decision",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="draft",
                        to="awards.decision",
                    ),
                ),
            ],
            options={
                "verbose_name": "dự thảo quyết định",
                "verbose_name_plural": "dự thảo quyết định",
                "ordering": ["-pk"],
            },
        ),
        migrations.AddField(
            model_name="nomination",
            name="draft",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="lines",
                to="awards.decisiondraft",
                verbose_name="dự thảo quyết định",
            ),
        ),
        migrations.CreateModel(
            name="Fund",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(unique=True, verbose_name="năm")),
                ("base", models.BigIntegerField(verbose_name="dự toán chi thường xuyên (đồng)")),
                ("allotted", models.BigIntegerField(default=0, verbose_name="số đã bố trí cho quỹ (đồng)")),
                ("document", models.CharField(max_length=200, verbose_name="văn bản giao dự toán")),
                ("version", models.PositiveIntegerField(default=1)),
                ("entered_at", models.DateTimeField(verbose_name="nhập lúc")),
                ("illustrative", models.BooleanField(default=False, verbose_name="dữ liệu minh họa")),
                (
                    "entered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "quỹ thi đua, khen thưởng",
                "verbose_name_plural": "quỹ thi đua, khen thưởng",
                "ordering": ["-year"],
            },
        ),
        migrations.CreateModel(
            name="FundCeiling",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("hundredths", models.PositiveIntegerField(verbose_name="mức tối đa (phần vạn chi thường xuyên)")),
                ("valid_from", models.DateField(unique=True, verbose_name="từ ngày")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
                ("citation", models.CharField(max_length=300, verbose_name="căn cứ")),
                ("verified", models.BooleanField(default=False, verbose_name="đã đối chiếu văn bản")),
            ],
            options={
                "verbose_name": "mức trần quỹ thi đua, khen thưởng",
                "verbose_name_plural": "mức trần quỹ thi đua, khen thưởng",
                "ordering": ["-valid_from"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("hundredths__gt", 0), ("hundredths__lte", 10000)), name="ceiling_in_range"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from", None),
                            ("valid_to", None),
                            ("valid_from__lte", models.F("valid_to")),
                            _connector="OR",
                        ),
                        name="ceiling_ends_after_it_begins",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FundEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "use",
                    models.CharField(
                        choices=[
                            ("objects", "In, làm hiện vật khen thưởng"),
                            ("ceremony", "Tổ chức trao thưởng"),
                            ("work", "Chi khác cho công tác thi đua, khen thưởng"),
                        ],
                        max_length=10,
                        verbose_name="nội dung chi",
                    ),
                ),
                ("amount", models.BigIntegerField(verbose_name="số tiền (đồng)")),
                ("on", models.DateField(verbose_name="ngày chi")),
                ("document", models.CharField(max_length=120, verbose_name="chứng từ")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="diễn giải")),
                ("at", models.DateTimeField(verbose_name="ghi lúc")),
                ("cancelled_at", models.DateTimeField(null=True, verbose_name="hủy lúc")),
                ("cancelled_why", models.CharField(blank=True, max_length=300, verbose_name="lý do hủy")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "fund",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="entries", to="awards.fund"
                    ),
                ),
            ],
            options={
                "verbose_name": "khoản chi của quỹ",
                "verbose_name_plural": "khoản chi của quỹ",
                "ordering": ["-on", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Handover",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("handed_on", models.DateField(verbose_name="ngày trao")),
                ("handed_by", models.CharField(max_length=200, verbose_name="người trao")),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="nơi trao")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="ghi chú")),
                ("at", models.DateTimeField(verbose_name="ghi lúc")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "line",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handover",
                        to="awards.nomination",
                        verbose_name="dòng đề nghị",
                    ),
                ),
            ],
            options={
                "verbose_name": "lần trao thưởng",
                "verbose_name_plural": "lần trao thưởng",
                "ordering": ["-handed_on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="IssuingOffice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=30, verbose_name="mã")),
                (
                    "decider",
                    models.CharField(
                        choices=[
                            ("president", "Chủ tịch nước"),
                            ("prime_minister", "Thủ tướng Chính phủ"),
                            ("province", "Chủ tịch Ủy ban nhân dân tỉnh"),
                            ("department", "Thủ trưởng cơ quan chuyên môn cấp tỉnh"),
                            ("district", "Chủ tịch Ủy ban nhân dân huyện"),
                            ("commune", "Chủ tịch Ủy ban nhân dân xã"),
                            ("enterprise", "Giám đốc doanh nghiệp, hợp tác xã"),
                        ],
                        max_length=20,
                        verbose_name="người quyết định",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="tên cơ quan ban hành")),
                ("above", models.CharField(blank=True, max_length=200, verbose_name="cơ quan chủ quản")),
                ("authority", models.CharField(max_length=200, verbose_name="thẩm quyền ban hành")),
                ("symbol", models.CharField(max_length=40, verbose_name="ký hiệu")),
                ("place", models.CharField(max_length=100, verbose_name="địa danh")),
                ("signer", models.CharField(blank=True, max_length=120, verbose_name="người ký")),
                ("signer_title", models.CharField(max_length=200, verbose_name="chức vụ người ký")),
                (
                    "numbering",
                    models.CharField(
                        choices=[
                            ("typed", "Văn thư nhập số, ngày đã cấp ở sổ của cơ quan"),
                            ("register", "Cấp số liên tục theo sổ trên cổng"),
                        ],
                        default="typed",
                        max_length=10,
                        verbose_name="cách cấp số",
                    ),
                ),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="từ ngày")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="units.unit",
                        verbose_name="đơn vị",
                    ),
                ),
            ],
            options={
                "verbose_name": "cơ quan ban hành quyết định",
                "verbose_name_plural": "cơ quan ban hành quyết định",
                "ordering": ["code", "valid_from"],
            },
        ),
        migrations.CreateModel(
            name="NumberBook",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("decision", "Sổ cấp số quyết định"), ("gold", "Sổ vàng")],
                        max_length=10,
                        verbose_name="loại sổ",
                    ),
                ),
                ("issuer", models.CharField(max_length=200, verbose_name="cơ quan ban hành")),
                ("symbol", models.CharField(blank=True, max_length=40, verbose_name="ký hiệu")),
                ("year", models.PositiveSmallIntegerField(verbose_name="năm")),
                ("last", models.PositiveIntegerField(default=0, verbose_name="số cấp gần nhất")),
            ],
            options={
                "verbose_name": "sổ cấp số",
                "verbose_name_plural": "sổ cấp số",
                "ordering": ["-year", "issuer", "symbol"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "issuer", "symbol", "year"), name="number_book_once_a_year"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["decision", "gold"])), name="number_book_kind_known"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GoldEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="số sổ vàng")),
                ("entered_on", models.DateField(verbose_name="ngày vào sổ")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "line",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="gold_entry",
                        to="awards.nomination",
                        verbose_name="dòng đề nghị",
                    ),
                ),
                (
                    "book",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="gold_entries", to="awards.numberbook"
                    ),
                ),
            ],
            options={
                "verbose_name": "số sổ vàng",
                "verbose_name_plural": "số sổ vàng",
                "ordering": ["book", "number"],
            },
        ),
        migrations.CreateModel(
            name="BookNumber",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="số")),
                ("taken_on", models.DateField(verbose_name="ngày cấp số")),
                ("taken_at", models.DateTimeField(verbose_name="cấp lúc")),
                ("cancelled_at", models.DateTimeField(null=True, verbose_name="hủy lúc")),
                ("cancelled_why", models.CharField(blank=True, max_length=400, verbose_name="lý do hủy số")),
                (
                    "cancelled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "decision",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="book_number",
                        to="awards.decision",
                    ),
                ),
                (
                    "taken_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="numbers", to="awards.decisiondraft"
                    ),
                ),
                (
                    "book",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="numbers", to="awards.numberbook"
                    ),
                ),
            ],
            options={
                "verbose_name": "số đã cấp",
                "verbose_name_plural": "số đã cấp",
                "ordering": ["-book__year", "book", "-number"],
            },
        ),
        migrations.CreateModel(
            name="Reissue",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("exchange", "Cấp đổi"), ("again", "Cấp lại")], max_length=10, verbose_name="loại"
                    ),
                ),
                ("asked_by", models.CharField(max_length=200, verbose_name="người đề nghị")),
                ("received_on", models.DateField(verbose_name="ngày nhận đề nghị")),
                ("reason", models.CharField(max_length=400, verbose_name="lý do")),
                (
                    "state",
                    models.CharField(
                        choices=[("received", "Đã nhận đề nghị"), ("done", "Đã cấp"), ("refused", "Không cấp")],
                        default="received",
                        max_length=10,
                        verbose_name="trạng thái",
                    ),
                ),
                ("done_on", models.DateField(null=True, verbose_name="ngày giải quyết")),
                ("document", models.CharField(blank=True, max_length=120, verbose_name="số văn bản giải quyết")),
                ("result", models.CharField(blank=True, max_length=400, verbose_name="kết quả")),
                ("version", models.PositiveIntegerField(default=1)),
                ("entered_at", models.DateTimeField(verbose_name="nhập lúc")),
                ("illustrative", models.BooleanField(default=False, verbose_name="dữ liệu minh họa")),
                (
                    "entered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "held",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reissues",
                        to="awards.heldaward",
                        verbose_name="khen thưởng đã có",
                    ),
                ),
            ],
            options={
                "verbose_name": "đề nghị cấp đổi, cấp lại",
                "verbose_name_plural": "đề nghị cấp đổi, cấp lại",
                "ordering": ["-received_on", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="BonusPayment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("amount", models.BigIntegerField(null=True, verbose_name="tiền thưởng (đồng)")),
                (
                    "rule",
                    models.CharField(
                        choices=[
                            ("full", "Theo hệ số và mức lương cơ sở"),
                            ("highest", "Không chi: cùng kỳ đã có danh hiệu mức cao hơn"),
                            ("look", "Cần xem lại: cùng kỳ đã chi một danh hiệu"),
                            ("unpriced", "Chưa có mức trong danh mục"),
                        ],
                        max_length=10,
                        verbose_name="cách tính",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=400, verbose_name="ghi chú")),
                (
                    "payer",
                    models.CharField(
                        choices=[
                            ("fund", "Quỹ thi đua, khen thưởng của cấp quyết định"),
                            ("unit", "Đơn vị đề nghị"),
                            ("other", "Cơ quan khác"),
                        ],
                        default="fund",
                        max_length=10,
                        verbose_name="nguồn chi",
                    ),
                ),
                ("payer_name", models.CharField(blank=True, max_length=200, verbose_name="tên cơ quan chi")),
                (
                    "state",
                    models.CharField(
                        choices=[("committed", "Chưa chi"), ("paid", "Đã chi"), ("void", "Không chi")],
                        default="committed",
                        max_length=10,
                        verbose_name="trạng thái chi",
                    ),
                ),
                ("paid_on", models.DateField(null=True, verbose_name="ngày chi")),
                ("voucher", models.CharField(blank=True, max_length=120, verbose_name="chứng từ")),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payments",
                        to="awards.decision",
                        verbose_name="quyết định",
                    ),
                ),
                (
                    "line",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payment",
                        to="awards.nomination",
                        verbose_name="dòng đề nghị",
                    ),
                ),
            ],
            options={
                "verbose_name": "tiền thưởng của một dòng",
                "verbose_name_plural": "tiền thưởng của một dòng",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount", None), ("amount__gte", 0), _connector="OR"),
                        name="payment_not_below_zero",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("rule__in", ["full", "highest", "look", "unpriced"])),
                        name="payment_rule_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("payer__in", ["fund", "unit", "other"])), name="payment_payer_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["committed", "paid", "void"])), name="payment_state_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("payer", "other"), _negated=True),
                            models.Q(("payer_name", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="other_payer_is_named",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "paid"), _negated=True),
                            models.Q(("paid_on__isnull", False), models.Q(("voucher", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="paid_has_day_and_voucher",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Complaint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("complaint", "Khiếu nại"), ("denunciation", "Tố cáo")],
                        max_length=12,
                        verbose_name="loại đơn",
                    ),
                ),
                ("sender", models.CharField(max_length=200, verbose_name="người gửi đơn")),
                ("contact", models.CharField(blank=True, max_length=300, verbose_name="địa chỉ, điện thoại")),
                ("content", models.TextField(verbose_name="nội dung đơn")),
                ("received_on", models.DateField(verbose_name="ngày nhận đơn")),
                ("due_on", models.DateField(verbose_name="hạn trả lời")),
                (
                    "state",
                    models.CharField(
                        choices=[("received", "Đã tiếp nhận"), ("answered", "Đã trả lời"), ("closed", "Không thụ lý")],
                        default="received",
                        max_length=10,
                        verbose_name="trạng thái",
                    ),
                ),
                ("answered_on", models.DateField(null=True, verbose_name="ngày trả lời")),
                ("document", models.CharField(blank=True, max_length=120, verbose_name="số văn bản trả lời")),
                ("answer", models.TextField(blank=True, verbose_name="nội dung trả lời")),
                ("version", models.PositiveIntegerField(default=1)),
                ("entered_at", models.DateTimeField(verbose_name="nhập lúc")),
                ("illustrative", models.BooleanField(default=False, verbose_name="dữ liệu minh họa")),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="complaints",
                        to="awards.decision",
                        verbose_name="quyết định",
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "handler",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người xử lý",
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="complaints",
                        to="awards.nomination",
                        verbose_name="dòng",
                    ),
                ),
            ],
            options={
                "verbose_name": "đơn khiếu nại, tố cáo",
                "verbose_name_plural": "đơn khiếu nại, tố cáo",
                "ordering": ["due_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["complaint", "denunciation"])), name="complaint_kind_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["received", "answered", "closed"])),
                        name="complaint_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("due_on__gte", models.F("received_on"))), name="complaint_due_after_receipt"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_on", None), ("state", "received")),
                            models.Q(
                                ("answered_on__isnull", False),
                                models.Q(("document", ""), _negated=True),
                                models.Q(("answer", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="complaint_over_has_its_paper",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="decisiondraft",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ("drafting", "issued", "dropped"))), name="draft_state_stored"
            ),
        ),
        migrations.AddConstraint(
            model_name="decisiondraft",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "decider__in",
                        ["president", "prime_minister", "province", "department", "district", "commune", "enterprise"],
                    )
                ),
                name="draft_decider_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="decisiondraft",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decision__isnull", False), ("state", "issued")),
                    models.Q(models.Q(("state", "issued"), _negated=True), ("decision", None)),
                    _connector="OR",
                ),
                name="draft_issued_has_a_decision",
            ),
        ),
        migrations.AddConstraint(
            model_name="fund",
            constraint=models.CheckConstraint(condition=models.Q(("base__gt", 0)), name="fund_base_above_zero"),
        ),
        migrations.AddConstraint(
            model_name="fund",
            constraint=models.CheckConstraint(
                condition=models.Q(("allotted__gte", 0)), name="fund_allotted_not_below_zero"
            ),
        ),
        migrations.AddConstraint(
            model_name="fundentry",
            constraint=models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="fund_entry_above_zero"),
        ),
        migrations.AddConstraint(
            model_name="fundentry",
            constraint=models.CheckConstraint(
                condition=models.Q(("use__in", ["objects", "ceremony", "work"])), name="fund_entry_use_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="fundentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("cancelled_at", None), ("cancelled_why", "")),
                    models.Q(("cancelled_at__isnull", False), models.Q(("cancelled_why", ""), _negated=True)),
                    _connector="OR",
                ),
                name="cancelled_entry_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="issuingoffice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "decider__in",
                        ["president", "prime_minister", "province", "department", "district", "commune", "enterprise"],
                    )
                ),
                name="office_decider_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="issuingoffice",
            constraint=models.CheckConstraint(
                condition=models.Q(("numbering__in", ["typed", "register"])), name="office_numbering_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="issuingoffice",
            constraint=models.UniqueConstraint(
                condition=models.Q(("valid_from__isnull", False)),
                fields=("code", "valid_from"),
                name="office_once_from_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="issuingoffice",
            constraint=models.UniqueConstraint(
                condition=models.Q(("valid_from__isnull", True)), fields=("code",), name="office_once_from_the_start"
            ),
        ),
        migrations.AddConstraint(
            model_name="issuingoffice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_from", None), ("valid_to", None), ("valid_from__lte", models.F("valid_to")), _connector="OR"
                ),
                name="office_ends_after_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="goldentry",
            constraint=models.UniqueConstraint(fields=("book", "number"), name="gold_number_once"),
        ),
        migrations.AddConstraint(
            model_name="goldentry",
            constraint=models.CheckConstraint(condition=models.Q(("number__gt", 0)), name="gold_number_above_zero"),
        ),
        migrations.AddConstraint(
            model_name="booknumber",
            constraint=models.UniqueConstraint(fields=("book", "number"), name="number_given_once"),
        ),
        migrations.AddConstraint(
            model_name="booknumber",
            constraint=models.CheckConstraint(condition=models.Q(("number__gt", 0)), name="given_number_above_zero"),
        ),
        migrations.AddConstraint(
            model_name="booknumber",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("cancelled_at", None), ("cancelled_why", "")),
                    models.Q(("cancelled_at__isnull", False), models.Q(("cancelled_why", ""), _negated=True)),
                    _connector="OR",
                ),
                name="cancelled_number_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="booknumber",
            constraint=models.CheckConstraint(
                condition=models.Q(("decision", None), ("cancelled_at", None), _connector="OR"),
                name="number_used_or_cancelled",
            ),
        ),
        migrations.AddConstraint(
            model_name="booknumber",
            constraint=models.UniqueConstraint(
                condition=models.Q(("cancelled_at", None)), fields=("draft",), name="one_standing_number_a_draft"
            ),
        ),
        migrations.AddConstraint(
            model_name="reissue",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["exchange", "again"])), name="reissue_kind_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="reissue",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["received", "done", "refused"])), name="reissue_state_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="reissue",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("done_on", None), ("state", "received")),
                    models.Q(("done_on__isnull", False), models.Q(("document", ""), _negated=True)),
                    _connector="OR",
                ),
                name="reissue_over_has_its_paper",
            ),
        ),
        migrations.AddConstraint(
            model_name="reissue",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "received")), fields=("held",), name="one_open_reissue_an_award"
            ),
        ),
        migrations.RunPython(lines_of_old_decisions, migrations.RunPython.noop),
    ]
