"""The demo's people, filings and schedules: illustrative, the same each time, and marked so wherever they show."""

from reports.demo.accounts import ACCOUNTS

__all__ = ["ACCOUNTS"]
