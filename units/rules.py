"""Predicates shared by all apps."""

import rules

from units.enums import Role


def holds(*roles):
    """A predicate: the person holds one of the roles, wherever."""

    @rules.predicate(name=f"holds:{','.join(roles)}")
    def predicate(user):
        return user.is_authenticated and user.has_role(*roles)

    return predicate


def holds_in_unit_of(attribute, *roles):
    """A predicate: the person holds one of the roles in the unit that `row.<attribute>_id` names."""

    @rules.predicate(name=f"holds_in:{attribute}:{','.join(roles)}")
    def predicate(user, row):
        return row is not None and user.has_role(*roles, unit_id=getattr(row, f"{attribute}_id"))

    return predicate


def in_sight_of(model):
    """A predicate derived from `visible_to`, never written twice; asked once per object and request."""

    @rules.predicate(name=f"in_sight:{model._meta.label_lower}")
    def predicate(user, row):
        if row is None:
            return False
        seen, key = _seen_rows(user), _key(row)
        if key not in seen:
            seen[key] = model.objects.visible_to(user).filter(pk=row.pk).exists()
        return seen[key]

    return predicate


def seen(user, row):
    """Notes that a guarded fetch has just shown this row, so that its permissions need not ask again."""
    _seen_rows(user)[_key(row)] = True


def _seen_rows(user):
    """Kept on the person, not on the lazy wrapper that a request carries: rules are asked with the former."""
    return getattr(user, "_wrapped", user).__dict__.setdefault("_seen_rows", {})


def _key(row):
    return row._meta.label_lower, row.pk, getattr(row, "state", "")


@rules.predicate
def heads(user, unit):
    return unit is not None and user.has_role(Role.UNIT_HEAD, unit_id=unit.pk)


is_administrator = holds(Role.ADMINISTRATOR)
rules.add_perm("units.delegate", heads | is_administrator)
