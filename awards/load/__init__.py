"""Brings the awards' own data files into the tables."""

from awards.load.catalogue import load_catalogue

__all__ = ["load_catalogue"]
