-- Tables and columns without a description.

-- Examined:
SELECT COUNT(*) FROM duckdb_columns() WHERE NOT internal AND database_name = CURRENT_DATABASE();

-- Failing:
SELECT table_name, column_name
FROM duckdb_columns()
WHERE NOT internal AND database_name = CURRENT_DATABASE() AND comment IS NULL
UNION ALL
SELECT table_name, NULL
FROM duckdb_tables()
WHERE NOT internal AND database_name = CURRENT_DATABASE() AND comment IS NULL;
