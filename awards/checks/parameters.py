"""The parameters of a type of rule, described so that a form can be made of them and a wrong value is refused."""

from dataclasses import dataclass
from typing import ClassVar


class WrongParameter(Exception):
    """A value that the type cannot work with; `name` is the parameter's, the message is Vietnamese."""

    def __init__(self, parameter, message):
        super().__init__(f"Ô “{parameter.label}”: {message}")
        self.name = parameter.name


@dataclass(frozen=True)
class Parameter:
    """`default` None: it must be given."""

    name: str
    label: str
    default: object = None
    help: str = ""

    box: ClassVar[str] = ""  # what kind of box the form makes

    def read(self, value):
        """The value as the type takes it. WrongParameter."""
        if value in (None, ""):
            if self.default is None:
                raise WrongParameter(self, "chưa ghi.")
            return self.default
        return self.parse(value)

    def parse(self, value):
        raise NotImplementedError

    def words(self, value):
        return str(value)


@dataclass(frozen=True)
class Whole(Parameter):
    """A whole number from `least` to `most`."""

    least: int = 0
    most: int = 100

    box: ClassVar[str] = "whole"

    def parse(self, value):
        if isinstance(value, bool) or not isinstance(value, int):
            raise WrongParameter(self, f"“{value}” không phải số nguyên.")
        if not self.least <= value <= self.most:
            raise WrongParameter(self, f"phải từ {self.least} đến {self.most}, không phải {value}.")
        return value


@dataclass(frozen=True)
class Flag(Parameter):
    default: object = False

    box: ClassVar[str] = "flag"

    def parse(self, value):
        if not isinstance(value, bool):
            raise WrongParameter(self, f"chỉ có hoặc không, không phải “{value}”.")
        return value

    def words(self, value):
        return "có" if value else "không"


@dataclass(frozen=True)
class Choice(Parameter):
    choices: tuple[tuple[str, str], ...] = ()

    box: ClassVar[str] = "choice"

    def parse(self, value):
        if value not in dict(self.choices):
            raise WrongParameter(self, f"không có lựa chọn “{value}”.")
        return value

    def words(self, value):
        return dict(self.choices).get(value, "")


@dataclass(frozen=True)
class AwardCode(Parameter):
    """A code of the catalogue; whether it is there is asked where the catalogue can be read."""

    box: ClassVar[str] = "award"

    def parse(self, value):
        if not isinstance(value, str):
            raise WrongParameter(self, f"“{value}” không phải mã danh hiệu, hình thức.")
        return value


@dataclass(frozen=True)
class Words(Parameter):
    longest: int = 400

    box: ClassVar[str] = "words"

    def parse(self, value):
        if not isinstance(value, str) or len(value) > self.longest:
            raise WrongParameter(self, f"là một câu không quá {self.longest} chữ cái.")
        return value
