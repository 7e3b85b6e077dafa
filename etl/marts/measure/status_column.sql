-- status_column_of: which column of a table says why a number of it is missing.
--
-- Grain  macro: one name, or NULL where the table has none
-- Needs  figures
--
-- By name: sexual_plans and sexual_plans_max both have sexual_plans_status, a bare value has status.
-- A column that is an exception says so in its comment, as in "Status: base_status.".
CREATE MACRO status_column_of(name, comment, names) AS
    CASE
        WHEN name LIKE '%status' OR name LIKE '%symbol' THEN NULL
        WHEN REGEXP_MATCHES(comment, 'Status: \w+') THEN REGEXP_EXTRACT(comment, 'Status: (\w+)', 1)
        ELSE LIST_FILTER(
            [
                name || '_status',
                REGEXP_REPLACE(
                    name, '_(min|max|low|high|least|most|lowest|middle|highest|per_1000|share)$', ''
                ) || '_status',
                SPLIT_PART(name, '_', 1) || '_status',
                'status'
            ],
            LAMBDA candidate: LIST_CONTAINS(names, candidate)
        )[1]
    END;
