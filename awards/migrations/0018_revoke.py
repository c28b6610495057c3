from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("awards", "0017_public")]
    operations = [
        migrations.AddField(
            "revocation", "authority", models.CharField("nơi ra quyết định khen thưởng", max_length=200, default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            "revocation", "decided_here",
            models.BooleanField("UBND tỉnh đã quyết định khen thưởng", default=True), preserve_default=False,
        ),
    ]  # fmt: skip
