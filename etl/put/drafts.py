"""What a run that was killed has left beside the file or folder it was to replace.

The fact a newcomer gets wrong: a draft may belong to a run that is still at work. Its name holds
the number of its process, and it is taken away only when that has ended.
"""

import os
import re
import shutil
from contextlib import suppress
from pathlib import Path


def clear(place: Path) -> None:
    """Take away drafts of `place` whose process has ended; put back what was moved aside for one.

    A folder that cannot be written is left as it is: whoever writes there next will say so.
    """
    left = re.compile(re.escape(place.name) + r"\.(\d+)\.(draft|old)(\.wal)?")
    with suppress(OSError):
        for path in sorted(place.parent.iterdir()):
            found = left.fullmatch(path.name)
            if not found or _is_at_work(int(found[1])):
                continue
            if found[2] == "old" and not place.exists():
                path.rename(place)
            elif path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)


def _is_at_work(process: int) -> bool:
    if process == os.getpid():
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True  # another user's
    return True
