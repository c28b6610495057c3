"""Brings the awards' own data files into the tables."""

from awards.load.catalogue import load_catalogue
from awards.load.law import load_law

__all__ = ["load_catalogue", "load_law"]
