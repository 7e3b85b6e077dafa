"""Questions put to every area, last in each theme: these figures say little about some themes."""

from dashboard.words.area.rules import Question

STANDING = (
    Question(
        "identify",
        "standing",
        "",
        "When a child tells someone, is the child believed, and what happens that day? In a "
        "national review of 136 serious cases, nearly three-quarters of the reviews show that the "
        "child had told someone (Child Safeguarding Practice Review Panel, 2024).",
    ),
    Question(
        "assess",
        "standing",
        "",
        "Are decisions to protect a child made on the balance of probabilities, whatever becomes "
        "of a criminal case? Are concerns talked through again when enquiries close without "
        "action?",
    ),
    Question(
        "protect",
        "standing",
        "",
        "How long does a child wait for help after sexual abuse is recognised, and is help there "
        "for brothers, sisters and the parents who did not harm?",
    ),
    Question(
        "prevent",
        "standing",
        "",
        "When someone is known to have offended before, who weighs up the risk to the children "
        "around that person, and when? In a third of the cases of a national review a family "
        "member was known to have offended sexually or to pose a risk (Child Safeguarding Practice "
        "Review Panel, 2024).",
    ),
)
