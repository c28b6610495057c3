"""Who may do what around the public register, revocations and certificates."""

import rules

from units.roles import RECEIVES_FOR_DEPARTMENT
from units.rules import holds

home_affairs = holds(*RECEIVES_FOR_DEPARTMENT)
rules.add_perm("awards.keep_register", home_affairs)
