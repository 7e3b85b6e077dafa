"""Modules put together as one script, which needs no server to be loaded: a page may be a file."""

import json
import re
from collections.abc import Iterable
from pathlib import Path


def joined(modules: Iterable[Path], style: Path | None = None) -> bytes:
    """The modules in their order, without comments, imports and exports; STYLE is the style."""
    parts = []
    if style:
        sheet = re.sub(r"/\*.*?\*/|\s*\n\s*", "", style.read_text(), flags=re.S)
        parts.append(f"const STYLE = {json.dumps(sheet)};")
    for module in modules:
        text = re.sub(r"^import .*?;\n", "", module.read_text(), flags=re.M | re.S)
        text = re.sub(r"^export ", "", text, flags=re.M)
        parts.append(re.sub(r"^\s*//.*\n|^ +", "", text, flags=re.M))
    return ("(() => {\n" + "\n".join(parts) + "\n})();\n").encode()
