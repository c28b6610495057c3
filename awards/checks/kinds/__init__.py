"""The types of rule, one class in one module each. Every module here is loaded: a new file is a new type."""

from importlib import import_module
from pkgutil import iter_modules

for module in iter_modules(__path__):
    import_module(f"{__name__}.{module.name}")
