"""Turning data that was gathered into files: workbooks and documents."""
