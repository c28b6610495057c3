"""Who writes the law as data: administrators; everybody with an account reads it."""

import rules

from units.enums import Role
from units.rules import holds

rules.add_perm("awards.edit_law", holds(Role.ADMINISTRATOR))
