-- Columns of a table with statuses whose description says that they can be NULL, where none of the
-- statuses says why: a file for readers would print the wrong symbol there. Name the status in the
-- column's comment ("Status: base_status."), or say what a gap means ("Gap: not_available.").

-- Examined:
SELECT COUNT(*) FROM meta_column WHERE status_column IS NOT NULL;

-- Failing:
SELECT table_name, column_name, 'says NULL and not why' AS fault
FROM meta_column
WHERE description LIKE '%NULL%'
    AND unit <> ''
    AND status_column IS NULL
    AND description NOT LIKE '%Gap: %'
    AND table_name IN (SELECT table_name FROM meta_column WHERE column_name LIKE '%status')
UNION ALL
SELECT named.table_name, named.column_name, 'names a status that is not there'
FROM meta_column AS named
ANTI JOIN meta_column AS held
    ON held.table_name = named.table_name AND held.column_name = named.status_column
WHERE named.status_column IS NOT NULL
UNION ALL
SELECT table_name, column_name, 'means by a gap what is no status'
FROM meta_column
WHERE gap_status NOT IN ('not_available', 'not_applicable');
