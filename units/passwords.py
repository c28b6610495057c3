"""Which passwords are refused, and in which words."""

from django.conf import settings
from django.core.exceptions import ValidationError

# Django's Vietnamese catalogue misses the message on length, and speaks of "quá phổ biến": ours are said to a person.
REFUSALS = {
    "password_too_short": "Mật khẩu quá ngắn: cần ít nhất %(min_length)d ký tự.",
    "password_too_similar": "Mật khẩu quá giống với %(verbose_name)s của chính anh, chị.",
    "password_too_common": "Mật khẩu này nhiều người dùng, rất dễ đoán. Chọn một câu khác.",
    "password_entirely_numeric": "Mật khẩu chỉ gồm chữ số. Thêm chữ vào.",
}


def is_demo_password(password):
    """Whether it is the published password of the demo, however it is cased or padded."""
    return password.strip().casefold() == settings.DEMO_PASSWORD.casefold()


def in_our_words(refusal):
    """The same ValidationError with our own sentences; those of our own validators pass unchanged."""
    return ValidationError(
        [
            ValidationError(REFUSALS.get(error.code, error.message), code=error.code, params=error.params)
            for error in refusal.error_list
        ]
    )


class NotTheDemoPassword:
    """Refuses the published password of the demo for everyone outside the demo."""

    def validate(self, password, _user=None):
        if not settings.DEMO and is_demo_password(password):
            raise ValidationError(
                "Đây là mật khẩu công khai của bản trình diễn, ai cũng biết. Chọn mật khẩu khác.",
                code="password_of_the_demo",
            )

    def get_help_text(self):
        return "Không dùng mật khẩu của bản trình diễn."
