"""What each file of the API is, as JSON Schema: `null` only where its status says why."""

from dashboard import words

DIALECT = "https://json-schema.org/draft/2020-12/schema"
COUNTS = ("all_plans", "sexual_plans", "csa_assessments", "cse_assessments")
JSON_TYPES = {"INTEGER": "integer", "BIGINT": "integer", "DOUBLE": "number", "BOOLEAN": "boolean"}


ANYTHING = {"type": "object"}
TEXT, NO_TEXT = {"type": "string"}, {"type": ["string", "null"]}
CODE = {"type": "string", "pattern": "^E[0-9]{8}$"}
IDENTITY = {
    "council_code": CODE,
    "council_name": TEXT,
    "label": TEXT,
    "slug": {"type": "string", "pattern": "^[a-z0-9-]+$"},
    "series_code": CODE,
    "region_name": TEXT,
    "dfe_region_name": TEXT,
    "police_force_name": TEXT,
    "code_from": {"type": "string", "format": "date"},
    "code_to": NO_TEXT,
    "successors": {"type": "array", "items": CODE},
    "change_kind": NO_TEXT,
}
IN_FORCE = {
    **{name: IDENTITY[name] for name in ("council_code", "code_from", "code_to")},
    # The first and last year of any figure under the code; null before there is one.
    "first_year": {"type": ["integer", "null"]},
    "last_year": {"type": ["integer", "null"]},
}
AREA = ("area_code", "area_level")
UNSAID = (
    *("region_name", "dfe_region_name", "police_force_name", "measure_title"),
    *("is_worked_out", "class", "label", "slug"),
)


def schemas(tables: dict) -> dict[str, dict]:
    """A schema for each kind of file, its columns described as in the database."""
    kinds: dict[str, dict] = {
        "councils": {"councils": _listing(_whole(IDENTITY | {"file": TEXT}))},
        "council": _of_a_council(tables),
        "year": _of_a_year(tables),
        "meta": {
            "title": TEXT,
            "status": TEXT,
            "build": ANYTHING,
            "citation": TEXT,
            "bibtex": TEXT,
            "symbols": ANYTHING,
            "sources": _listing(ANYTHING),
            "indicators": _listing(ANYTHING),
            "methods": _listing(ANYTHING),
            "measures": _listing(ANYTHING),
            "every_measure": _listing(ANYTHING),
            "tables": ANYTHING,
            "versions": _listing(ANYTHING),
        },
    }
    head = {
        "data_version": {"type": "string", "pattern": "^[0-9]{4}-[0-9a-f]{8}$"},
        "caution": {"const": words.CAVEAT},
        "licence": {"type": "string"},
    }
    return {
        name: {"$schema": DIALECT, "title": f"File of kind {name}", **_whole(head | properties)}
        for name, properties in kinds.items()
    }


def _of_a_council(tables: dict) -> dict[str, dict]:
    def rows(table: str, *without: str) -> dict:
        return _listing(row_schema(tables, table, without))

    return {
        "council": _whole(IDENTITY),
        "codes": _listing(_whole(IN_FORCE)),
        "years": rows("council_every_year", "council_name", "region_name"),
        "figures": rows("every_figure", *AREA, "area_name", *UNSAID),
        "plans": rows("plan_bounds", "council_code"),
        "assessments": rows("assessment_factor", *AREA, "release"),
        "measures": rows("measure_figure", *AREA),
        "neighbours": rows("neighbour", "council_code"),
        "beside_england": rows("beside_england", "council_code"),
        "changes": rows("change_year", *AREA),
        "three_years": rows("pooled_3_year", "council_code"),
        "neighbours_by_year": rows("neighbour_year", "council_code"),
        "inspections": rows("inspection", "council_code"),
        "carried_figures": rows("carried_figure", "council_code"),
        "partnership": rows("partnership", "council_code"),
        "flags": rows("quality_flag", "council_code"),
    }


def _of_a_year(tables: dict) -> dict[str, dict]:
    def rows(table: str, *without: str) -> dict:
        return _listing(row_schema(tables, table, without))

    return {
        "year_ending": {"type": "integer"},
        "england": {"anyOf": [row_schema(tables, "england_year"), {"type": "null"}]},
        "headline": {"anyOf": [row_schema(tables, "headline"), {"type": "null"}]},
        "figures": rows("every_figure", *UNSAID),
        "classes": rows("class_count", "year_ending"),
        "regions": rows("region_year"),
        "changes": rows("change_year"),
        "police_forces": rows("police_force_year"),
        "partnerships": rows("partnership_year"),
        "councils": rows("council_every_year"),
    }


def _whole(properties: dict) -> dict:
    """The schema of an object with all of these properties and no other."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _listing(schema: dict) -> dict:
    return {"type": "array", "items": schema}


def row_schema(tables: dict, table: str, without: tuple[str, ...] = ()) -> dict:
    """The schema of a row of a table; a count and its status must go together."""
    columns = [c for c in tables[table]["columns"] if c["column_name"] not in without]
    names = [c["column_name"] for c in columns]
    properties = {}
    for column in columns:
        kind = JSON_TYPES.get(column["data_type"], "string")
        if column["data_type"].endswith("[]"):
            kind = "array"
        properties[column["column_name"]] = {
            "type": [kind, "null"],
            "description": column["description"],
        }
        if column["data_type"].startswith("ENUM"):
            values = [part.strip(" '") for part in column["data_type"][5:-1].split(",")]
            properties[column["column_name"]] = {
                "enum": values,
                "description": column["description"],
            }
    pairs = [(n, f"{n}_status") for n in COUNTS if {n, f"{n}_status"} <= set(names)]
    if "value" in names and "status" in names:
        pairs.append(("value", "status"))
    schema = _whole(properties)
    together = [
        {
            "if": {"properties": {status: {"const": "published"}}},
            "then": {"properties": {value: {"type": properties[value]["type"][0]}}},
            "else": {"properties": {value: {"type": "null"}}},
        }
        for value, status in pairs
    ]
    return schema | ({"allOf": together} if together else {})
