"""What the product says when it refuses a file.

A refusal is for a person who has just downloaded something and wants to know what to do. So it
always says where (file, council, year), what was found, what was expected, and the remedy.
"""


class Refusal(Exception):
    """Data we will not take. Nothing has been written when this is raised."""

    def __init__(
        self,
        found: str,
        *,
        file: str = "",
        council: str = "",
        year: int | str = "",
        column: str = "",
        expected: str = "",
        remedy: str = "",
    ):
        place = ", ".join(
            part
            for part in (
                f"file {file}" if file else "",
                f"council {council}" if council else "",
                f"year {year}" if year else "",
                f"column {column}" if column else "",
            )
            if part
        )
        sentences = [
            f"{place}: {found}" if place else found,
            f"Expected {expected}" if expected else "",
            f"What to do: {remedy}" if remedy else "",
        ]
        super().__init__(". ".join(s.rstrip(".") for s in sentences if s) + ".")
        self.file, self.council, self.year = file, council, year


class UnknownSymbol(Refusal):
    """A cell that is neither a whole number nor a symbol whose meaning we know."""
