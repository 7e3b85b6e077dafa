"""The sentences of the About page, but for its example of suppression (suppression.py)."""

from datetime import date

from dashboard import words
from dashboard.words import changes

LEAD = "What is counted, how it is worked out, where it comes from, and what it cannot tell you."

# Every section: its anchor, and its heading, in reading order.
SECTIONS = {
    "status": "What this is",
    "audience": "Who this is for",
    "method": "Method",
    "definitions": "Definitions",
    "suppression": "Suppressed numbers, with an example",
    "threshold": "Why 0.2 per 1,000",
    "limits": "Strengths and limits",
    "quality": "Quality of the records behind the figures",
    "not-shown": "What is not shown",
    "sources": "Sources",
    "corrections": "Corrections and revisions",
    "calendar": "When new figures come",
    "changes": "Change log",
    "accessibility": "Accessibility statement",
    "licence": "Licence",
    "cite": "How to cite",
    "contact": "Contact",
}

STATUS = f"""
This dashboard shows what councils in England **record** about child sexual abuse. It is
independent analysis of official statistics. It is **not itself an official statistic**. None of the
Department for Education (DfE), the Home Office and the Office for National Statistics (ONS) has
endorsed it.

The figures count plans, assessments and other steps of children's social care, and offences that
the police recorded. They do not count abuse. **Low identification is not low prevalence**: a low
figure can mean that little is recognised, that it is recorded under another name, or that the area
is small.

A figure alone is not a measure of good or bad practice. It is a place to begin asking. So there
are no ranks, no scores and no red or green, and tables of councils are in order of name, but for
two: neighbours the most alike first, and {changes.OPENS}, unless you choose otherwise.
"""

AUDIENCE = """
* **Safeguarding partnerships and councils**, to ask what lies behind their own number. What would
  change a decision: a class that stays *none* or *very low* for years, a ratio of plans to
  assessments unlike the neighbours', or a fall larger than the usual swings. None of them says
  what to do: each is a reason to audit cases.
* **Inspectors, researchers and journalists**, to see how widely recording differs, with its
  limits. What would change a sentence: a suppressed number, a doubtful zero, a boundary that moved.
* **People who were abused**, and anyone else who wants to know what is recorded where they live.
"""

METHOD = """
1. **Take.** Figures of councils come from files that DfE publishes, “Children in need” above all,
   offences from the Home Office's police recorded crime, and outlines from ONS. A file is refused
   if it is not, byte for byte, the one that was reviewed.
2. **Keep the symbols.** Each count is kept as a value *and* a status. A letter in DfE's file
   never becomes a number, and a missing figure never becomes zero.
3. **Match councils.** The code of a year is the one in force on 31 March of that year. Where only
   the code changed, the years join. Where areas merged or were divided, the series ends and
   another begins.
4. **Match populations.** Rates divide by residents aged 0 to 17 in the June inside the year,
   nine months before it ends. The newest estimates are used, so a rate can differ slightly from
   one printed earlier on older estimates.
5. **Work out.** Rates are not rounded before they are compared with a threshold. Limits of 95%
   are wider than Poisson's, by how much councils' counts swing from year to year; the exact Poisson
   ones stand beside them in the data. Each method, its source and what it takes for granted are in
   the table `meta_method`.
6. **Leave totals alone.** Totals of England and the regions are DfE's own, which it rounds to 10.
   They are never replaced by sums of ours. The total of a group that you choose is a range, from
   the least that its members can have to the most.
7. **Check.** The database is put in place only if every check passes. One compares our results
   with figures that others have published; on the pages this is “Check this number”.

**Words that are easily mixed up.** *Started* counts plans that began in the year; *at 31 March*
counts plans in force on that day. *Initial category* is the one named when the plan began.
Figures use it unless they say *latest*. An *assessment* is not a child: a child can be assessed
more than once. *Plans per 100 assessments* sets two counts of one year side by side; it does not
follow children.
"""

WARNINGS = {
    "suppressed_values": "A number that is suppressed is shown as [c], with a range where there is "
    "one.",
    "small_numbers": "A small number swings from year to year by itself.",
    "boundary_changes": "Where areas merged, were divided or were re-cut, years before and after "
    "are not the same area.",
    "multiple_category": "A plan under “multiple” may concern sexual abuse too; no file says. "
    "Where that category shrinks or grows, part of a trend may be recoding.",
    "unlikely_zeros": "A published 0 that is unlikely to be true is shown and flagged.",
    "split_in_2021": "The factor was divided into three columns in 2021. We add the three, and "
    "never follow one of them across that year.",
    "steps_of_one_year": "Steps of one year are compared, not the same children.",
    "recorded_offences": "An offence is counted in the year in which it was recorded. It is not a "
    "child, and not of the year in which it happened; recording has improved since 2014.",
    "estimated_base": "What is recorded is set against an estimate: one average, the same for "
    "every area. Nobody has measured an area.",
}


THRESHOLD = """
Councils are sorted by plans started for sexual abuse per 1,000 children: *none*, *suppressed*,
*very low* (above 0 and below 0.2), *0.2 or more*, and *no figure*. **We use 0.2 because the
Centre of expertise on child sexual abuse (CSA Centre) uses it**, so that its published counts can
be checked.

0.2 is not a target, and being above it does not mean that enough is identified. {england}
On the pages you can move the threshold; a page that uses another than 0.2 says so.
"""

STRENGTHS = """
**Strengths.** DfE's figures are accredited official statistics, one return from each council a
year. Every suppressed, unreliable or missing figure is shown as such. Tests do the calculations a
second time, in another language, and compare. Each figure names its release, and each file its
checksum.

**Limits.**

* They count what is recorded, by people whose thresholds, systems and habits differ.
* A child on a plan under neglect or emotional abuse may also have been sexually abused. So may a
  child with no plan: some are protected in other ways.
* Nobody has measured prevalence council by council.
* A change from one year to the next, of a small number above all, can be no larger than usual
  swings. The pages say which are.
* When a council makes no return, DfE carries older figures into England's totals. {carried}
* The three columns of assessments with sexual abuse began in 2021. Only their sum is followed. It
  counts an assessment once for each column that it ticks, so more than once where two kinds apply.
* **A year may not be recorded in full.** Where councils fall far short of the years on either
  side, we mark it. {short}
* A fault in a file is passed on unmended and declared. {faults}
"""

QUALITY = """
Councils' figures come from administrative records, not from a survey. Each keeps them to do its
work, and sends them once a year to DfE in the children in need census, which the Children Act 1989
(section 83) requires.

* **How they come about.** A social worker ticks factors at the end of an assessment, and a
  conference names one category for a plan. Both are judgements, made in one of several systems.
* **What DfE says of it.** Its files mark what it finds unreliable (`u`) and what was not sent
  (`x`). For 2024, for example, all 153 councils sent a return, but Hampshire had changed its
  system, and its return had significant faults.
* **What we check.** That parts add up to totals, councils to regions and regions to England, within
  DfE's rounding; that files agree with one another; that a series does not fall to nothing for a
  year and return. What fails is shown as printed, with a flag.
* **What nobody can check from here.** Whether a category means the same in two councils, and
  whether a 0 was counted or left empty.
"""

NOT_SHOWN = """
* **No estimate of a suppressed number**, on any page, in any download or in the database.
* **No prevalence by council.** The Prevalence page sets out estimates for the whole country, with
  each assumption in view.
* **No ranking**, league table, score or grade.
* **No child, family or case.** All figures are counts that a publisher has already printed, or are
  worked out from them.
* **No judgement of a council's practice.** Inspectors' letters say more; the Council pages name
  the inspections. Being chosen for one says nothing about how well an area does.
* **No police, health or court figures** of any council.
"""

CORRECTIONS = """
We would correct a figure, and say so here, if:

* it differs from what its source prints for the same area, year and category;
* a hidden number could be worked out from anything on these pages: that comes before all else;
* a council's code, dates, neighbours, region or police force are wrong;
* a calculation, a chart or a sentence does not follow from the figures beneath it;
* a source is misnamed or misdated.

A figure that is right but uncomfortable stays. A fault of the publisher's stays too, declared,
until the publisher mends it; the build then fails until we take the declaration off.

**Revisions.** DfE publishes “Children in need” once a year and may revise earlier years. The
newest release always wins, for all years it prints. A number that the newest release hides is not
filled in from an older one. Every figure that moves is listed below with its version. The **data
version** is the year of the newest release and a fingerprint of all the figures; it changes if
one figure changes.

**If this dashboard is no longer kept up**, the figures, the code and this log remain in the
project's repository, from which any version can be rebuilt without a network.
"""

CALENDAR = """
DfE publishes “Children in need” once a year, in autumn as a rule, for the year that ended on 31
March before. The day is DfE's to announce, in its own release calendar. We do not print a date that
we do not decide. {age}

The files of a release are fetched, checked and compared before they replace the figures here; what
moves is in the change log.
"""

SOURCE_DAYS = (
    "**Days of publication are not known** for the sources marked so: the files carry none, and "
    "the copies of DfE's release pages that could be read give no day. The pages themselves, which "
    "each title links to, have it."
)


# What is folded under a section, by its name.
FOLDS = {
    "definitions": "Every measure: what it counts, out of what, and what not to conclude",
    "suppression": "Why numbers are hidden, what a hidden number can be, and a worked example",
    "sources": "Every file with its release, years, checksum and licence",
    "accessibility": "What was built, what was tested, and the faults we know of",
}
# A release comes some seven months after a year's end and stands for twelve: then another is out
# or due.
OLD_AFTER = 18  # months


def months_old(newest_year: int, on: date) -> int:
    """Whole months from a year's end on 31 March to a day."""
    return (on.year - newest_year) * 12 + on.month - 3 - (on.day < 31)


def age_of_plans(newest_year: int, on: date) -> str:
    """How old the newest plans are on a day, and whether that is much."""
    months = months_old(newest_year, on)
    text = f"The newest plans held here are of the year that ended on 31 March {newest_year}, "
    text += f"{months} months ago."
    return f"**{text}** By that age another is out as a rule." if months > OLD_AFTER else text


LICENCE = """
* **Code**: MIT licence.
* **Figures, outlines of councils, and pictures made from them**: Open Government Licence v3.0.
  You may copy, adapt and sell them if you name the source.
* **What to name**: Department for Education, Children in need; Home Office, police recorded crime;
  Office for National Statistics.
  *Contains public sector information licensed under the Open Government Licence v3.0.*
* **Maps**: {attribution} The downloaded pictures carry this line.
"""

CONTACT = """
Open an issue in the project's repository. Say which page, which council, which year and what you
expected, or send the link to the view. There is no e-mail address and no form, and **no one here
can help a child or take a report of abuse**: the lines at the foot of each page can.
"""


DEFINITIONS = (
    "Each measure is defined in a file of its own, which travels with the figures. None of "
    "them has a good or a bad direction."
)
SOURCES = (
    "Every file that figures or outlines were taken from. The checksum tells whether your copy is "
    f"the one we read. {SOURCE_DAYS}"
)
SUPPORT_LINES = "**Support lines** at the foot of each page, and what they were checked against:"
NO_ENTRY = "The log has no entry for version {version}, which you are looking at."
NONE_MOVED = "No figure that an earlier version held moved."
SOME_MOVED = "{number} figures moved; they are listed below."


def threshold(row, line: float) -> str:
    """Why the line is where it is, with England's own rate; `row` is of england_year."""
    rate = row.sexual_rate_per_1000
    said = (
        f"England's own rate in the {words.year_ending(int(row.year_ending))} was "
        f"{words.rate(rate)}"
    )
    if rate < line:
        said += ": England taken as a whole is “very low” by this measure"
    return THRESHOLD.format(england=f"{said}.")


def carried(labels: list[str]) -> str:
    """Whose older figures DfE has carried so far: "Northford in 2021"."""
    return f"So far: {words.listing(labels)}." if labels else "We know of none so far."


TO_CITE = (
    "The data version names the figures exactly. Add the day on which you read the page. To cite a "
    "single figure, cite DfE, which published it, and say where you found it."
)
