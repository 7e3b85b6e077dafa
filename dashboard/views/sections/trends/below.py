"""On the Trends page: how many councils are below the usual line, as far as that can be known."""

from dashboard import queries, words
from dashboard.charts import below as below_charts
from dashboard.page import parts
from dashboard.page.columns import YEAR
from dashboard.page.markup import Column
from dashboard.queries import chance as chance_queries
from dashboard.queries.versions import sources_of
from dashboard.words.country import below as below_words
from dashboard.words.country import trends_charts as chart_words


def councils_below() -> None:
    """The range of each year with the modelled number inside it; nothing of one council."""
    rows, line = chance_queries.modelled(), queries.default_threshold()
    parts.chart(
        below_charts.below(rows, parts.scheme()),
        title=below_words.title(rows.iloc[-1], line),
        says=below_words.says(rows, line),
        alt=below_words.alt(rows, line),
        data=rows,
        columns=[
            YEAR,
            Column("Certainly below", lambda r: words.count(r.certainly_below)),
            Column("Possibly below", lambda r: words.count(r.possibly_below)),
            Column("Modelled", lambda r: words.derived(r.modelled_below, words.count)),
            Column("Modelled, 95% limits", below_words.limits),
            Column("Councils with a figure", lambda r: words.count(r.councils_with_a_figure)),
        ],
        sources=sources_of("sexual_class"),
        unit=chart_words.UNITS["below"],
        embed="councils-below-the-line",
        name="councils-below-the-line",
    )
