"""The types of rule by the name under which rows ask for them."""

from typing import ClassVar

from awards.checks.parameters import Parameter, WrongParameter

_TYPES = {}


class RuleType:
    """One way to judge. A class of `kinds` names itself, describes its parameters and answers about facts.

    `forbids`: it only objects. A row of such a type that is not yet verified and has nothing against the line keeps
    silent, where any other would ask for a person.
    """

    kind: ClassVar[str]
    label: ClassVar[str]
    explained: ClassVar[str]  # one sentence for the administrator who writes a row
    parameters: ClassVar[tuple[Parameter, ...]] = ()
    forbids: ClassVar[bool] = False
    by_people: ClassVar[bool] = False  # no record can answer it
    sensitive: ClassVar[bool] = False  # whatever it says may harm somebody (NĐ 13/2023, R38)

    def read(self, parameters):
        """The row's parameters, complete and of the right kind. WrongParameter names the first that is not."""
        known = {one.name: one for one in self.parameters}
        for name in parameters:
            if name not in known:
                raise WrongParameter(Parameter(name, name), f"kiểu “{self.label}” không có tham số này.")
        given = {name: one.read(parameters.get(name)) for name, one in known.items()}
        self.check(given)
        return given

    def check(self, given):
        """What parameters must fulfil together. WrongParameter."""

    def answer(self, facts, given, row):
        """An Answer about `facts`; `given` are the parameters as `read` returned them, `row` the Rule itself."""
        raise NotImplementedError

    @classmethod
    def parameter(cls, name):
        return next(one for one in cls.parameters if one.name == name)


def register(cls):
    if cls.kind in _TYPES:
        raise ValueError(f"two types of rule are called {cls.kind!r}")
    _TYPES[cls.kind] = cls()
    return cls


def rule_type(kind):
    """The type of that name, or None."""
    return _TYPES.get(kind)


def rule_types():
    """All types, by label."""
    return tuple(sorted(_TYPES.values(), key=lambda one: one.label))
