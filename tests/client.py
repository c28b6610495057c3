"""The strict client: every HTML page of every test is read, and what the house forbids fails there."""

from html.parser import HTMLParser

from django.test import Client, TestCase


class _Page(HTMLParser):
    def __init__(self):
        super().__init__()
        self.faults, self.ids, self.form_method, self.has_token = [], set(), None, False

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if undefined := [v for v in values.values() if v and "⟦undefined" in v]:
            self.faults.append(f"undefined variable in <{tag}>: {undefined[0][:80]}")
        for name in values:
            if name == "style" or name.startswith("on"):
                self.faults.append(f"<{tag} {name}=…>: no inline style or handler")
        if tag == "style" or (tag == "script" and "src" not in values and values.get("type") != "application/json"):
            self.faults.append(f"inline <{tag}>")
        if (identity := values.get("id")) is not None:
            if identity in self.ids:
                self.faults.append(f"id {identity!r} twice")
            self.ids.add(identity)
        for name in ("src", "href", "action"):
            if str(values.get(name, "")).startswith(("http:", "https:", "//")) and tag in (
                "script",
                "link",
                "img",
                "form",
            ):
                self.faults.append(f"<{tag} {name}={values[name]}>: loaded from outside")
        if tag == "form":
            self.form_method, self.has_token = (values.get("method") or "get").lower(), False
        if tag == "input" and values.get("name") == "csrfmiddlewaretoken":
            self.has_token = True

    def handle_endtag(self, tag):
        if tag == "form":
            if self.form_method == "post" and not self.has_token:
                self.faults.append("a POST form without a csrf token")
            self.form_method = None

    def handle_data(self, data):
        if "⟦undefined" in data:
            self.faults.append(f"undefined variable: {data.strip()[:80]}")
        if "{{" in data or "{%" in data:
            self.faults.append(f"template code in the page: {data.strip()[:60]}")


def faults_of(html):
    page = _Page()
    page.feed(html)
    return page.faults


class HouseClient(Client):
    """Runs on-commit hooks, and refuses pages with inline code, double ids, or anything from outside."""

    def request(self, **request):
        with TestCase.captureOnCommitCallbacks(execute=True):
            response = super().request(**request)
        if response.get("Content-Type", "").startswith("text/html") and not response.streaming:
            path = request.get("PATH_INFO", "")
            faults = [] if path.startswith("/quan-tri/") else faults_of(response.content.decode())
            assert not faults, f"{path}: {faults[:5]}"
        return response
