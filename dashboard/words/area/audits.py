"""What in an area's own audits would answer each question, in a short sentence a kind of question.

The fact a newcomer gets wrong: none of it can be read off the published figures. These are the
records that only the area has.
"""

LABEL = "In your own audits:"
# Rule → what would answer the question that it asks.
OF_RULE = {
    "none_where_some_expected": (
        "Children about whom there was concern that year: how each was protected, and under "
        "which category."
    ),
    "none_where_few_expected": (
        "Every concern of the last five years, read together, with what became of each."
    ),
    "suppressed": (
        "The area's own number for each of five years, with the category first and last named."
    ),
    "no_figure": "That year counted again from case records, beside what was returned.",
    "fallen_three_years": (
        "Concerns, assessments and plans of each year, beside the dates of changes in "
        "training, thresholds or systems."
    ),
    "many_assessments_few_plans": (
        "A sample of such assessments followed to the decision and the category chosen, with "
        "the reasons on file."
    ),
    "few_assessments": (
        "A sample of assessments: signs on file, whether sexual abuse was considered, and "
        "what was recorded."
    ),
    "unlikely_zero": (
        "Assessments that name sexual abuse in the case system, counted beside the return."
    ),
    "multiple_share_high": (
        "Each plan under “multiple”: the harm that it names and what it sets out to do."
    ),
    "few_section_47": (
        "Referrals with a concern of sexual abuse: how many were discussed together, how soon "
        "and by whom."
    ),
    "much_exploitation": (
        "Children assessed as exploited: the help each has, and whether abuse at home was "
        "considered."
    ),
    "little_exploitation": (
        "A sample of assessments of older children: whether exploitation was asked about, "
        "online too."
    ),
    "below_england": (
        "Children with a concern of sexual abuse: how each was protected, and the category of "
        "any plan."
    ),
    "police_rose_plans_fell": (
        "Children whom the police named as victims: which were referred, assessed or planned for."
    ),
    "police_fell_plans_rose": (
        "Children on these plans: for whom an offence was recorded, and what became of it."
    ),
    "above_england": (
        "Children on these plans: how each came to notice, and how long each waited for help."
    ),
}
# Theme → what would answer the question that is asked of every area.
OF_STANDING = {
    "identify": (
        "Files in which a child said something: what was written down that day, and what was done."
    ),
    "assess": (
        "Enquiries closed without action: the standard of proof on file, and whether they "
        "were discussed again."
    ),
    "protect": (
        "Days from recognition to first help, for the child, brothers and sisters, and the parent."
    ),
    "prevent": (
        "Children in touch with someone known to pose a risk: when it was last weighed, and "
        "by whom."
    ),
}


def of(question) -> str:
    """What in an area's own audits would answer a question of words/area/questions.py."""
    if question.rule == "standing":
        return OF_STANDING[question.theme]
    return OF_RULE[question.rule]
