"""Asking the interface as somebody."""

import pytest


@pytest.fixture
def api(client):
    """`api(person, path, method, **body)` with a JSON body; `form=` sends a form with files instead."""
    signed_in = []

    def ask(person, path, method="get", /, *, form=None, **body):
        if signed_in[-1:] != [person]:
            client.force_login(person)
            signed_in.append(person)
        if form is not None:
            return getattr(client, method)(f"/api/v1/{path}", form)
        given = {"data": body} if method == "get" else {"content_type": "application/json", "data": body}
        return getattr(client, method)(f"/api/v1/{path}", **given)

    return ask
