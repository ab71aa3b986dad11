"""The association's rules for what is shown of small counts."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Policy:
    """smallest: the least count that is shown, in persons. zeros: zero is shown. base: the least number of persons that
    a percentage or a mean is shown for. split_both: a split by sex is shown only when every side of it may be.

    Raises ValueError when a number cannot be a rule."""

    smallest: int = 5
    zeros: bool = True
    base: int = 10
    split_both: bool = True

    def __post_init__(self) -> None:
        if self.smallest < 1 or self.base < 1:
            raise ValueError("Minsta antal som visas och minsta bas ska vara minst 1.")

    def small(self, value: int) -> bool:
        """Is this a count that may not be printed?"""
        return value < self.smallest and not (value == 0 and self.zeros)

    def brief(self) -> str:
        """What is not shown, in one line: 'antal från 1 till 4, och det som skulle röja dem'."""
        if self.smallest <= self._least:
            return f"procent och medelvärden av färre än {self.base} personer"
        small = self._small()
        return f"{small[0].lower()}{small[1:]}, och det som skulle röja {'det' if self._one else 'dem'}"

    def sentences(self) -> tuple[str, ...]:
        """The whole rule in plain Swedish."""
        split = "En uppdelning på kön visas bara när alla dess antal får visas."
        return (*self._counts(), self._base(), *((split,) if self.split_both else ()))

    def _counts(self) -> tuple[str, ...]:
        if self.smallest <= self._least:
            return ("Alla antal visas.",)
        zero = " Noll visas." if self.zeros else ""
        return (
            f"{self._small()} visas inte utan skrivs med två punkter (..).{zero}",
            "Fler uppgifter kan vara dolda på samma sätt, så att de första inte går att räkna ut.",
        )

    @property
    def _least(self) -> int:
        """The smallest count that a rule can hide."""
        return 1 if self.zeros else 0

    @property
    def _one(self) -> bool:
        return self.smallest - 1 == self._least

    def _small(self) -> str:
        return f"Antalet {self._least}" if self._one else f"Antal från {self._least} till {self.smallest - 1}"

    def _base(self) -> str:
        return f"Procent och medelvärden visas bara när de bygger på minst {self.base} personer."
