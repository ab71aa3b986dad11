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

    def sentences(self) -> tuple[str, ...]:
        """Plain Swedish, printed beside every protected table."""
        split = "En uppdelning på kön visas bara när alla dess antal får visas."
        return (*self._counts(), self._base(), *((split,) if self.split_both else ()))

    def _counts(self) -> tuple[str, ...]:
        least = 1 if self.zeros else 0
        if self.smallest <= least:
            return ("Alla antal visas.",)
        most = self.smallest - 1
        small = f"Antalet {least}" if least == most else f"Antal från {least} till {most}"
        zero = " Noll visas." if self.zeros else ""
        return (
            f"{small} visas inte utan skrivs med två punkter (..).{zero}",
            "Fler uppgifter kan vara dolda på samma sätt, så att de första inte går att räkna ut.",
        )

    def _base(self) -> str:
        return f"Procent och medelvärden visas bara när de bygger på minst {self.base} personer."
