"""Official files in, one checked DuckDB file out. `python -m etl --help` lists the steps."""
