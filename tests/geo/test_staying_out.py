"""Shapes are read and projected in a build; who serves readers takes them from the database."""

import ast
import json
import os
import subprocess
import sys

from geo.grid import HERE

ROOT = HERE.parent
ONLY_IN_A_BUILD = {"geo", "geopandas", "matplotlib", "pyogrio", "pyproj", "scipy", "shapely"}

LOAD_ALL = """
import importlib, json, pkgutil, sys
import {package}
loaded = [
    importlib.import_module(module.name).__name__
    for module in pkgutil.walk_packages({package}.__path__, "{package}.")
    if module.name != "dashboard.app"  # that is a page's run, not a module
]
print(json.dumps([loaded, sorted({{name.partition(".")[0] for name in sys.modules}})]))
"""


def loaded_with(package: str, **environment: str) -> tuple[list[str], set[str]]:
    """The package's modules, and every package that a fresh Python has once all are imported."""
    run = subprocess.run(
        [sys.executable, "-c", LOAD_ALL.format(package=package)],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    modules, present = json.loads(run.stdout.splitlines()[-1])
    return modules, set(present)


def test_serving_loads_nothing_that_reads_shapes(real_database):
    """Pages run when they are imported, from the real figures."""
    modules, present = loaded_with("dashboard", CSA_DATABASE=str(real_database))
    assert {"dashboard.asgi", "dashboard.database", "dashboard.served"} <= set(modules)
    assert len(modules) > 50
    assert "streamlit" in present
    assert not present & ONLY_IN_A_BUILD


def test_a_package_that_reads_shapes_is_noticed():
    _, present = loaded_with("geo")
    assert {"geopandas", "pyproj", "shapely"} <= present


def test_no_function_of_the_dashboard_imports_it_later():
    files = sorted((ROOT / "dashboard").rglob("*.py"))
    assert len(files) > 50
    for file in files:
        assert not packages_named(file.read_text(encoding="utf-8")) & ONLY_IN_A_BUILD, file


def test_an_import_inside_a_function_is_noticed():
    assert packages_named("def f():\n    from geopandas.tools import sjoin\n    import os") == {
        "geopandas",
        "os",
    }


def packages_named(source: str) -> set[str]:
    """The packages that the source imports anywhere, by their first name."""
    named = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            named |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            named.add(str(node.module).partition(".")[0])
    return named
