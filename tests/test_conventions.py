"""House rules that a linter cannot know. Each has been seen to bite."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
APPS = ("thidua", "units", "movements", "awards", "reports")
SOURCES = sorted(p for app in APPS for p in (ROOT / app).rglob("*.py") if "migrations" not in p.parts)
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
FRONT = [p for p in SOURCES if {"views", "api"} & {p.stem, *p.relative_to(ROOT).parts}]
WRITERS = {"actions", "load", "demo", "admin", "models", "people"}
WRITES = {"create", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "save", "delete"}
CLOCK_READERS = {"views", "api", "tasks", "commands", "admin", "context", "middleware", "checks", "clock", "start"}


def named(path):
    return str(path.relative_to(ROOT))


def tree_of(path):
    return ast.parse(path.read_text())


def parts_of(path):
    return {*path.relative_to(ROOT).parts[1:-1], path.stem}


@pytest.mark.parametrize("path", FRONT, ids=named)
def test_front_code_starts_from_visible_to(path):
    for node in ast.walk(tree_of(path)):
        match node:
            case ast.Attribute(attr=method, value=ast.Attribute(attr="objects")) if method != "visible_to":
                pytest.fail(f"{path}:{node.lineno}: .objects.{method}")


@pytest.mark.parametrize("path", [p for p in SOURCES if not parts_of(p) & WRITERS], ids=named)
def test_writes_happen_in_actions(path):
    for node in ast.walk(tree_of(path)):
        match node:
            case ast.Call(func=ast.Attribute(attr=method, value=value)) if method in WRITES:
                if method == "save" and isinstance(value, ast.Call) and ast.unparse(value.func) == "super":
                    continue
                if "objects" in ast.unparse(value) or method in ("bulk_create", "bulk_update"):
                    if path.name == "events.py":  # the kernel's one writer of events
                        continue
                    pytest.fail(f"{path}:{node.lineno}: .{method}() outside actions")


@pytest.mark.parametrize("path", SOURCES, ids=named)
def test_request_stays_at_the_front(path):
    if path in FRONT or parts_of(path) & {"admin", "admin_site", "context", "middleware", "ui", "sign_in", "urls"}:
        return
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.FunctionDef):
            assert "request" not in [a.arg for a in node.args.args + node.args.kwonlyargs], f"{path}:{node.lineno}"


@pytest.mark.parametrize("path", [p for p in SOURCES if not parts_of(p) & CLOCK_READERS], ids=named)
def test_the_clock_is_read_at_the_edge(path):
    """Below the edge the moment comes in as `at=`, `today=` or `now=`."""
    forbidden = re.compile(r"clock\.(now|today|machine_now)\(|timezone\.now\(|date\.today\(|datetime\.now\(")
    for number, line in enumerate(path.read_text().splitlines(), 1):
        if path.parts[-2:] == ("commands", path.name) or '"""' in line or line.lstrip().startswith("#"):
            continue
        assert not forbidden.search(line), f"{path}:{number}: {line.strip()}"


@pytest.mark.parametrize("path", [p for p in SOURCES if p.name != "mail.py"], ids=named)
def test_celery_is_called_on_commit(path):
    """`.delay(` and `.apply_async(` would let a worker look before the row is there."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            assert node.func.attr not in ("delay", "apply_async"), f"{path}:{node.lineno}"


@pytest.mark.parametrize("path", SOURCES, ids=named)
def test_no_file_grows_past_400_lines(path):
    assert len(path.read_text().splitlines()) <= 400


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_templates_are_short_and_clean(path):
    text = path.read_text()
    assert len(text.splitlines()) <= 120
    if "pdf" not in path.parts and "emails" not in path.parts:
        assert not re.search(r"\sstyle=|\son[a-z]+=[\"']|<style", text), path


def test_every_template_is_used():
    code = "\n".join(p.read_text() for p in SOURCES) + "\n".join(p.read_text() for p in TEMPLATES)
    own = [p.relative_to(ROOT / "templates") for p in TEMPLATES]
    known_by_name = ("account", "admin", "403", "404", "429", "500")  # Django and allauth ask for these by their names
    unused = [str(p) for p in own if f'"{p}' not in code and not str(p).startswith(known_by_name)]
    assert unused == []


def test_every_model_says_who_may_see_it():
    from django.apps import apps

    models = [model for app in APPS for model in apps.get_app_config(app).get_models()]
    assert [m.__name__ for m in models if not hasattr(m._default_manager.all(), "visible_to")] == []


def test_every_open_state_of_a_report_has_someone_who_acts():
    """A new state without a line on the home page would be work that nobody sees."""
    from reports.duties import REPORT_PARTS
    from reports.enums import ReportState

    assert set(REPORT_PARTS) == set(ReportState) - {ReportState.ISSUED}
