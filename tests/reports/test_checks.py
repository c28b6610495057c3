from reports import checks


def test_a_machine_that_can_make_pdf():
    assert checks.pdf_can_be_made(None) == []


def test_a_machine_that_cannot(monkeypatch):
    monkeypatch.setattr(checks, "pdf_available", lambda: False)
    (notice,) = checks.pdf_can_be_made(None)
    assert notice.id == "reports.W001" and "Pango" in notice.msg
