"""Danh hiệu, hình thức đăng ký: the registration prints and counts them, the room of awards keeps them.

Who knows awards knows movements and never back, so awards hands its book in when it starts; without it a
registration simply has no titles.
"""

from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class TitleLine:
    """One title aimed for, in words; columns that its kind of subject does not have are blank."""

    subject: str  # awards.enums.Subject
    name: str
    title: str  # as the catalogue writes it, or "Không đăng ký"
    group: str = ""  # phân loại of a collective
    staff_code: str = ""
    born_on: str = ""
    sex: str = ""
    position: str = ""
    department: str = ""
    leads: str = ""
    initiative: str = ""
    address: str = ""
    note: str = ""

    def as_json(self):
        return asdict(self)

    @property
    def about(self):
        """What stands under the name, only what is written."""
        parts = (self.group, self.position, self.department, self.staff_code, self.address)
        return [part for part in parts if part]


class TitleBook:
    """What awards does for a registration. The base does nothing: a portal without awards."""

    def lines(self, registration) -> tuple[TitleLine, ...]:
        return ()

    def url(self, registration) -> str:
        """Where the titles of a registration are kept."""
        return ""

    def counts(self, registrations) -> list[tuple[str, str, int]]:
        """(kind of subject, title, number) over these registrations."""
        return []

    def stored(self, registration) -> list[dict]:
        """The rows as JSON, to put back later."""
        return []

    def restore(self, registration, rows) -> None:
        """Makes the rows what `rows` say."""

    def copy(self, registration, last) -> int:
        """Copies from last term what this one has not; returns how many."""
        return 0


_books = [TitleBook()]


def keep_titles_in(book):
    _books.append(book)


def title_book() -> TitleBook:
    return _books[-1]
