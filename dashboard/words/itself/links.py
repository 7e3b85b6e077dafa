"""What a page says of an address that asks for something it does not have."""

NOT_AMONG = "The link names {named}, which is not among the choices of “{label}”; it is left out."
TOO_MANY = (
    "The link names {many} choices of “{label}”, which has room for {most}; you see the first "
    "{most}."
)
BETWEEN_STEPS = (
    "The link asks for “{named}”, which lies between two steps of “{label}”; you see the nearest, "
    "{nearest:g}."
)
NOT_THERE = "The link asks for “{named}”, which “{label}” does not have; {instead}"
NOT_READ = (
    "The link has “{name}={value}”, which this page does not read; you see it as it is without "
    "that."
)
SHOWN_INSTEAD = "you see {shown} instead."
NOTHING_CHOSEN = "nothing is chosen instead."

SET = "Councils together"
_OF_SET = f"The link asks for “{SET}”, and "
SET_ALONE = f"{_OF_SET}a set has two councils or more. For one alone, choose it here."
SET_TOO_LONG = _OF_SET + "names more than we read ({begun}): a set has at most {most} councils."
SET_TOO_MANY = _OF_SET + "names {many} councils; a set has at most {most}."
SET_UNKNOWN = _OF_SET + "names {named}, which is no council, partnership or police force we know."
SET_PARTLY_UNKNOWN = f"{SET_UNKNOWN.removesuffix('.')}; the others are shown."
