"""A claim in print and the same worked out from these figures, as a page says it."""

from dashboard import words


def title(claim) -> str:
    """The line it is folded under; `claim` is a row of claim_check."""
    return f"Check this number: {_printed(claim, claim.published_value)}"


def lines(claim) -> list[tuple[str, str]]:
    """What is published, what we find and whether they agree, each under its name."""
    return [
        (
            "Published",
            f"{_printed(claim, claim.published_value)}: {words.with_minus(claim.what)}, "
            f"{words.year_ending(int(claim.year_ending))} ({claim.source}).",
        ),
        ("Worked out here", _worked_out(claim)),
        *_today(claim),
        ("Verdict", verdict(claim)),
    ]


def _worked_out(claim) -> str:
    """Our number, and how it comes about as the claim's own release has it."""
    ours, how = _printed(claim, claim.recomputed_value), words.with_minus(claim.definition)
    if claim.verdict == "revised since":
        return f"{ours} now. On the release that the claim was made on: {how}."
    return f"{ours}, as {how}."


def _today(claim) -> list[tuple[str, str]]:
    """What today's populations make of it, where that is another number."""
    then, now = (_printed(claim, value) for value in (claim.recomputed_value, claim.current_value))
    if then == now:
        return []
    text = (
        f"{now}, on the populations held now. The first number is on those of the {claim.made_on} "
        "release, on which it was published; populations are estimated afresh with each release."
    )
    return [("With today's populations", text)]


def verdict(claim) -> str:
    """Whether a published claim and ours agree, in a sentence."""
    if claim.verdict == "equal":
        return "equal, at the decimals it was printed with."
    if claim.verdict == "within rounding":
        return (
            "not equal, but DfE rounds England's totals to 10, which allows anything from "
            f"{_printed(claim, claim.recomputed_low)} to {_printed(claim, claim.recomputed_high)}."
        )
    if claim.verdict == "revised since":
        return (
            "the two differ: figures have been revised since the release that the claim was made "
            f"on ({claim.made_on})."
        )
    return "the two differ."


def _printed(claim, value: float) -> str:
    unit = "%" if claim.unit == "per cent" else f" {claim.unit}"
    return words.with_minus(f"{value:,.{max(0, int(claim.decimals))}f}{unit}")
