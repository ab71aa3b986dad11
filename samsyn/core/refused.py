"""A write that was refused: every reason at once, in Swedish, for a form, a page or the command line to show."""

from collections.abc import Iterable


class Refused(ValueError):
    """Raised by actions when what was asked cannot be done; nothing was saved. `errors` holds the sentences."""

    def __init__(self, errors: str | Iterable[str]) -> None:
        self.errors = [errors] if isinstance(errors, str) else list(errors)
        super().__init__(" ".join(self.errors))
