"""What an address of a table is answered in words, and how a program reads one."""

from dashboard import words

NOT_THERE = "The figures cannot be read at the moment. Try again in half a minute."
NAMED = 12  # values that a refusal names
FILES = (
    "every_figure.csv and every_figure.parquet in site/data/ have every row, and "
    "site/api/v1/measures/ has one CSV for each measure"
)


COPY_AS = "Copy as: CSV address, pandas, R, DuckDB, Power Query (Excel)"
COPY_ABOUT = (
    "A plain address of exactly these rows, which programs can ask for. It is pinned to this "
    "version of the figures, and answers while that version is kept here; with data=latest it "
    "leads to the newest."
)


def is_empty(name: str) -> str:
    """A parameter without a value."""
    return f"{name} is empty. Leave it out to have every {name}, or name one."


def no_such_parameter(name: str, allowed: str) -> str:
    """A parameter that there is not."""
    return f"There is no parameter {words.as_typed(name)}. There are: {allowed}."


def unknown_values(name: str, texts: list[str], known: list[str]) -> str:
    """Values that there are not, and some that there are."""
    named = words.as_typed(", ".join(texts))
    some = ", ".join(known[:NAMED]) + (f" and {len(known) - NAMED} more" * (len(known) > NAMED))
    return f"Not among {name}: {named}. There are: {some}. Nothing was left out: nothing is sent."


def not_of_form(name: str, form: str) -> str:
    """A filter that the other form has."""
    return f"The {form} form has no {name}. Leave it out, or ask for form=long."


def no_such_version(text: str, served: list[str]) -> str:
    """A data version that is not served."""
    return (
        f"Data version {words.as_typed(text, 30)} is not served here. Served are "
        f"{words.listing(served)}; data=latest leads to the newest."
    )


def too_many(rows: int, most: int) -> str:
    """More rows than one address gives."""
    return (
        f"{words.count(rows)} rows are more than the {words.count(most)} that one address gives. "
        f"Filter by measure, council or year; {FILES}."
    )


def snippets(address: str) -> dict[str, str]:
    """Program → the lines by which it reads the table, gaps as missing beside their statuses."""
    symbols = list(words.SYMBOL_MEANINGS)
    quoted = ", ".join(f'"{symbol}"' for symbol in symbols)
    single = ", ".join(f"'{symbol}'" for symbol in symbols)
    return {
        "CSV address": address,
        "pandas": (
            "import pandas as pd\n\n"
            f'figures = pd.read_csv(\n    "{address}",\n    na_values=[{quoted}],\n)'
        ),
        "R": (f'library(readr)\n\nfigures <- read_csv(\n  "{address}",\n  na = c({quoted})\n)'),
        "DuckDB": (
            "INSTALL httpfs; LOAD httpfs;\n"
            f"SELECT *\nFROM read_csv(\n    '{address}',\n    header = true,\n"
            f"    nullstr = [{single}]\n);"
        ),
        "Power Query (Excel)": (
            f'let\n    Source = Csv.Document(Web.Contents("{address}"),\n'
            '        [Delimiter = ",", Encoding = 65001, QuoteStyle = QuoteStyle.Csv]),\n'
            "    Figures = Table.PromoteHeaders(Source, [PromoteAllScalars = true])\n"
            "in\n    Figures"
        ),
    }
