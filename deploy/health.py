"""Ask this container's server whether it is well; the sixth silence in a row ends it.

The fact a newcomer gets wrong: Docker calls a container unhealthy and lets it be. Only what has
ended is started anew, so a server that hangs has to be ended, by the one who notices. One that does
not listen yet is not one that hangs: it opens every page first, which on a busy machine takes a
minute, while Docker may ask every five seconds.

    python /health.py http://127.0.0.1:8501/healthz
"""

import http.client
import os
import signal
import sys
import urllib.error
import urllib.request
from pathlib import Path

PATIENCE = 4  # seconds
SILENCES = Path("/tmp/silences")  # one character each, in the container's own /tmp
MOST = {".": 6, "-": 36}  # of a server that hears and says nothing, of one that does not listen


def main(address: str) -> int:
    """0 if the server says that it is well, 1 if not."""
    try:
        urllib.request.urlopen(address, timeout=PATIENCE).close()
    except urllib.error.HTTPError:
        # It is alive and says what ails it, as without data: to start anew would not help.
        SILENCES.unlink(missing_ok=True)
        return 1
    except (OSError, http.client.HTTPException) as silence:
        kind = "-" if isinstance(getattr(silence, "reason", 0), ConnectionRefusedError) else "."
        with SILENCES.open("a") as silences:
            silences.write(kind)
        if SILENCES.read_text().endswith(kind * MOST[kind]):
            SILENCES.unlink()
            os.kill(-1, signal.SIGKILL)  # all but the first process and this one
        return 1
    SILENCES.unlink(missing_ok=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
