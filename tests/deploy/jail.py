"""A command run as the image runs it, without a container engine.

The root is read-only, the user is 10001, there is no HOME, and of the project there is only what
the image is given.

The fact a newcomer gets wrong: the system's libraries and the packages are this machine's, not the
image's. That the image installs what it needs, Pango among it, is seen when it is built.
"""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

USER = 10001
# As the image has it: variables of the Dockerfile, and no HOME.
ENVIRONMENT = {"PYTHONUNBUFFERED": "1", "PYTHONDONTWRITEBYTECODE": "1"}


def command(
    root: Path, app: Path, words: Sequence[object], environment: Mapping[str, str] = {}
) -> list[str]:
    """The command that runs `words` in /app of a new root, made at the empty folder `root`.

    What is mounted for it goes when it ends. Needs to be root, as a container engine does.
    """
    packages = sorted({Path(sys.prefix).resolve(), Path(sys.base_prefix).resolve()})
    script = [
        "set -e",
        "mount --make-rprivate /",
        "mount -t tmpfs -o mode=755 tmpfs $R",
        # Before the packages: the project and its environment may lie below /tmp themselves.
        "mkdir $R/tmp $R/proc $R/dev",
        "mount -t tmpfs -o mode=1777,size=64m tmpfs $R/tmp",
    ]
    for source, target in (
        ("/usr", "/usr"),
        ("/etc", "/etc"),
        (app, "/app"),
        *((each, each) for each in packages if not each.is_relative_to("/usr")),
    ):
        script += [
            f"mkdir -p $R{target}",
            f"mount --bind {source} $R{target}",
            f"mount -o remount,bind,ro $R{target}",
        ]
    script += [f"ln -s usr/{name} $R/{name}" for name in ("bin", "sbin", "lib", "lib64")]
    script += [
        "mount -t proc proc $R/proc",
        *(
            f"touch $R/dev/{name} && mount --bind /dev/{name} $R/dev/{name}"
            for name in ("null", "urandom")
        ),
        "mount -o remount,ro $R",
        f"exec chroot $R setpriv --reuid={USER} --regid={USER} --clear-groups --no-new-privs "
        '--bounding-set=-all --inh-caps=-all env -i -C /app "$@"',
    ]
    named = [f"{name}={value}" for name, value in (ENVIRONMENT | dict(environment)).items()]
    path = f"PATH={Path(sys.prefix).resolve()}/bin:/usr/bin:/bin"
    return [
        *("unshare", "--mount", "--pid", "--fork", "--kill-child"),
        *("sh", "-c", "\n".join(script).replace("$R", str(root)), "sh"),
        *(path, *named, *map(str, words)),
    ]
