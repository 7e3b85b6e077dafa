"""What a hidden number can be, on the About page: said, and shown on an invented council.

The fact a newcomer gets wrong: what is left of a total is not the hidden number. It is the sum of
all hidden numbers, so a row with one hidden cell hides nothing, and we hide a second one in it.
"""

from typing import NamedTuple


class Cell(NamedTuple):
    """One cell of the example: what stands there, and the least and most it can be."""

    category: str
    printed: str
    can_be: str


class Example(NamedTuple):
    """A row of plans of an invented council, in one year."""

    year: str
    total: int
    cells: dict[str, int | str]  # a number of plans, or the symbol in its place


# Invented. The test suite gives the same rows to the product's own SQL and compares the answers.
TWO_HIDDEN = Example(
    "first year",
    60,
    {
        "Neglect": 40,
        "Physical abuse": "[c]",
        "Sexual abuse": "[c]",
        "Emotional abuse": 11,
        "Multiple": 0,
    },
)
ONE_WITHHELD = Example(
    "second year",
    60,
    {
        "Neglect": 40,
        "Physical abuse": "[withheld]",
        "Sexual abuse": "[c]",
        "Emotional abuse": 11,
        "Multiple": 0,
    },
)
LEAST_MOST = 5  # DfE says 1 to 5, and that a larger or smaller number may be hidden beside one


def left_over(example: Example) -> int:
    """The total less the categories shown: all hidden cells together. Unit: plans."""
    return example.total - sum(n for n in example.cells.values() if isinstance(n, int))


def most(example: Example) -> int:
    """The most a hidden cell of the row is said to be. Unit: plans."""
    return max(LEAST_MOST, left_over(example))


def example_cells(example: Example) -> list[Cell]:
    """The row as a table shows it, the total last."""
    cells = [
        Cell(name, str(n), str(n) if isinstance(n, int) else f"0 to {most(example)}")
        for name, n in example.cells.items()
    ]
    return [*cells, Cell("All plans", str(example.total), str(example.total))]


WHAT_SUPPRESSION_IS = """
DfE replaces numbers from 1 to 5 by the letter c, so that no child can be recognised. If only one
number of a row were hidden, anyone could take the others from the total. So DfE hides a second
number as well, which may be larger than 5. A letter therefore means *withheld*. It does not mean
*few*.

**The council below is invented, and so are its numbers.**
"""


def two_hidden_words() -> str:
    """How the range of the first example comes about."""
    rest = left_over(TWO_HIDDEN)
    return (
        "Northford's printed categories are 40 + 11 + 0 = 51. The total is 60. So "
        f"60 − 51 = {rest} plans are hidden in **two** cells together. We say that plans for "
        f"sexual abuse were **0 to {most(TWO_HIDDEN)}**.\n\n"
        f"The remainder, {rest}, is not the answer: it could be 1 and 8, 4 and 5, or 8 and 1. "
        "Nothing in the file says which. We choose no value, no average and no middle. We also use "
        "no regional or national total, and no other release, to narrow the range."
    )


def one_withheld_words() -> str:
    """Why a second category is hidden in a row that hides one."""
    return (
        "Where a row hides one category and no other, the total less the rest is the hidden number "
        "itself. So we hide another: the smallest that is not 0, and the next where one is not "
        "enough, by a rule that anyone may read (`etl/read/withholding.py`) and that does not give "
        "the number away to those who do. The same is done where all printed sums together leave a "
        "hidden number one value alone; where its row has nothing more to hide, the total of its "
        "region goes. It is shown as [withheld]. "
        "Here 60 − 51 = "
        f"{left_over(ONE_WITHHELD)} is the sum of both, and each can be anything from **0 to "
        f"{most(ONE_WITHHELD)}**."
    )


WHAT_FOLLOWS = """
* A suppressed council is *certainly* below the threshold only if the **most** it can be is below
  it, and *possibly* below if the **least** is. That is why the number of councils below it is
  given as a range.
* A published 0 is a fact, and has its own class and colour. One that is unlikely to be true carries
  a flag.
* **Why 0 and not 1.** DfE says that it hides numbers from 1 to 5, and others to protect them. A
  number hidden for the second reason can be 0, so our ranges begin there and are never narrower
  than 0 to 5.
* **What we leave undone.** DfE's own rounded totals of a region can narrow some of these ranges.
  We never subtract them: a range here rests on the council's own row.
* Assessments that are suppressed have a range too: at least the parts of the sum that DfE prints,
  at most all assessments that recorded any factor. For one council that most is so wide that only
  the least is said ("at least 40"); for a set of councils both ends are given.
* Totals of England and regions are rounded by DfE to 10 (England to 100 in 2010 and 2011), so each
  is given as the number printed, and its range as 5 (50) either side, in every rate made of it.
* A rate or ratio without a figure says why: that a part of it is suppressed before that one was not
  reliable or not available. Where a part was not collected at all it is not available; only a ratio
  to a published 0 is not applicable.
* Downloads hold the letter, the status and the range, and never a number in place of a letter.

**To the Department for Education.** A few rows of the files we use hide one category beside a
printed total and four printed categories. We do not say which they are. No number of those rows
that would let another be worked out is shown, stored or handed on here.
"""


HOW_MANY = "Of the {all} yearly figures of councils since {since}, {hidden} are suppressed."
EXAMPLE = "Northford, an invented council, {year}: plans started"
