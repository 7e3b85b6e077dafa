"""What each file of the API is, as JSON Schema: `null` only where its status says why."""

from dashboard import words

DIALECT = "https://json-schema.org/draft/2020-12/schema"
COUNTS = ("all_plans", "sexual_plans", "csa_assessments", "cse_assessments")
JSON_TYPES = {"INTEGER": "integer", "BIGINT": "integer", "DOUBLE": "number", "BOOLEAN": "boolean"}


def schemas(tables: dict) -> dict[str, dict]:
    """A schema for each kind of file, its columns described as in the database."""
    head = {
        "data_version": {"type": "string", "pattern": "^[0-9]{4}-[0-9a-f]{8}$"},
        "caution": {"const": words.CAVEAT},
        "licence": {"type": "string"},
    }

    def file(title: str, properties: dict) -> dict:
        every = head | properties
        return {
            "$schema": DIALECT,
            "title": title,
            "type": "object",
            "properties": every,
            "required": list(every),
            "additionalProperties": False,
        }

    def listing(schema: dict) -> dict:
        return {"type": "array", "items": schema}

    year = row_schema(tables, "council_every_year")
    short = row_schema(tables, "council_every_year", without=("council_name", "region_name"))
    area = ("area_code", "area_name", "area_level")
    unsaid = (
        *("region_name", "dfe_region_name", "police_force_name", "measure_title"),
        *("is_worked_out", "class", "label", "slug"),
    )
    figure = listing(row_schema(tables, "every_figure", without=(*area, *unsaid)))
    text, no_text = {"type": "string"}, {"type": ["string", "null"]}
    code = {"type": "string", "pattern": "^E[0-9]{8}$"}
    identity = {
        "council_code": code,
        "council_name": text,
        "label": text,
        "slug": {"type": "string", "pattern": "^[a-z0-9-]+$"},
        "series_code": code,
        "region_name": text,
        "dfe_region_name": text,
        "police_force_name": text,
        "code_from": {"type": "string", "format": "date"},
        "code_to": no_text,
        "successors": listing(code),
        "change_kind": no_text,
    }
    in_force = {
        **{name: identity[name] for name in ("council_code", "code_from", "code_to")},
        # The first and last year of any figure under the code; null before there is one.
        "first_year": {"type": ["integer", "null"]},
        "last_year": {"type": ["integer", "null"]},
    }
    listed = identity | {"file": text}
    as_object = {"type": "object", "additionalProperties": False}
    anything, things = {"type": "object"}, listing({"type": "object"})
    kinds: dict[str, dict] = {
        "councils": {
            "councils": listing({**as_object, "properties": listed, "required": list(listed)})
        },
        "council": {
            "council": {**as_object, "properties": identity, "required": list(identity)},
            "codes": listing({**as_object, "properties": in_force, "required": list(in_force)}),
            "years": listing(short),
            "figures": figure,
            "plans": listing(row_schema(tables, "plan_bounds", without=("council_code",))),
            "assessments": listing(
                row_schema(
                    tables, "assessment_factor", without=("area_code", "area_level", "release")
                )
            ),
            "measures": listing(
                row_schema(tables, "measure_figure", without=("area_code", "area_level"))
            ),
            "neighbours": listing(row_schema(tables, "neighbour", without=("council_code",))),
            "beside_england": listing(
                row_schema(tables, "beside_england", without=("council_code",))
            ),
            "changes": listing(
                row_schema(tables, "change_year", without=("area_code", "area_level"))
            ),
            "three_years": listing(row_schema(tables, "pooled_3_year", without=("council_code",))),
            "neighbours_by_year": listing(
                row_schema(tables, "neighbour_year", without=("council_code",))
            ),
            "inspections": listing(row_schema(tables, "inspection", without=("council_code",))),
            "carried_figures": listing(
                row_schema(tables, "carried_figure", without=("council_code",))
            ),
            "partnership": listing(row_schema(tables, "partnership", without=("council_code",))),
            "flags": listing(row_schema(tables, "quality_flag", without=("council_code",))),
        },
        "year": {
            "year_ending": {"type": "integer"},
            "england": {"anyOf": [row_schema(tables, "england_year"), {"type": "null"}]},
            "headline": {"anyOf": [row_schema(tables, "headline"), {"type": "null"}]},
            "figures": listing(row_schema(tables, "every_figure", without=unsaid)),
            "classes": listing(row_schema(tables, "class_count", without=("year_ending",))),
            "regions": listing(row_schema(tables, "region_year")),
            "changes": listing(row_schema(tables, "change_year")),
            "police_forces": listing(row_schema(tables, "police_force_year")),
            "partnerships": listing(row_schema(tables, "partnership_year")),
            "councils": listing(year),
        },
        "meta": {
            "title": text,
            "status": text,
            "build": anything,
            "citation": text,
            "bibtex": text,
            "symbols": anything,
            "sources": things,
            "indicators": things,
            "methods": things,
            "measures": things,
            "every_measure": things,
            "tables": anything,
            "versions": things,
        },
    }
    return {name: file(f"File of kind {name}", properties) for name, properties in kinds.items()}


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
    schema = {
        "type": "object",
        "properties": properties,
        "required": names,
        "additionalProperties": False,
    }
    together = [
        {
            "if": {"properties": {status: {"const": "published"}}},
            "then": {"properties": {value: {"type": properties[value]["type"][0]}}},
            "else": {"properties": {value: {"type": "null"}}},
        }
        for value, status in pairs
    ]
    return schema | ({"allOf": together} if together else {})
