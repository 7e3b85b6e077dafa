#!/usr/bin/env bash
# Build both images of deploy/Dockerfile without a container engine, start them, ask what they offer.
#
# The fact a newcomer gets wrong: the base is not the one that the Dockerfile names, which only a
# registry has. It is Debian and Python from Debian's own packages, made here; all else is as written.
#
# As root, on Debian, with: debootstrap buildah crun. Takes some minutes, and 3 GB under $work.
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
started=()
trap 'kill -KILL "${started[@]}" 2>/dev/null; wait; buildah rm "${made[@]}" >/dev/null; rm -rf "$work"' EXIT
made=()

debootstrap --variant=minbase --include=ca-certificates,netbase,tzdata,python3,python3-distutils,python3.11-venv \
  "$(. /etc/os-release && echo "$VERSION_CODENAME")" "$work/base"
ln -sf python3.11 "$work/base/usr/bin/python"
# Whose certificates this machine trusts, so that packages come the way they come here.
cp /etc/ssl/certs/ca-certificates.crt "$work/base/etc/ssl/certs/"
cp /etc/resolv.conf "$work/base/etc/"
base=$(buildah from scratch)
made+=("$base")
buildah copy -q "$base" "$work/base" / >/dev/null
buildah config --env PIP_CERT=/etc/ssl/certs/ca-certificates.crt "$base"
buildah commit -q "$base" localhost/csa-base >/dev/null
sed 's/^FROM python:[^ ]*/FROM localhost\/csa-base/' deploy/Dockerfile > "$work/Dockerfile"
for target in dashboard edge; do
  buildah bud --format docker --isolation chroot --layers --file "$work/Dockerfile" --target $target \
    --ignorefile deploy/Dockerfile.dockerignore --tag "localhost/csa-$target" .
done

# What runs CMD in the root $1 as a container engine would: read-only, user 10001, no HOME.
cat > "$work/run" <<'RUN'
root=$1 folder=$2; shift 2
mount --make-rprivate /
mount --bind "$root" "$root"
mount -t tmpfs -o mode=1777,size=128m tmpfs "$root/tmp"
mount -t proc proc "$root/proc"
mount -t tmpfs tmpfs "$root/dev"
for name in null urandom; do touch "$root/dev/$name"; mount --bind "/dev/$name" "$root/dev/$name"; done
ln -s /proc/self/fd/1 "$root/dev/stdout"; ln -s /proc/self/fd/2 "$root/dev/stderr"
chown 10001 /proc/self/fd/1 /proc/self/fd/2
mount -o remount,bind,ro "$root"
exec chroot "$root" setpriv --reuid=10001 --regid=10001 --clear-groups --no-new-privs \
  --bounding-set=-all --inh-caps=-all env -i -C "$folder" PATH=/venv/bin:/usr/bin:/usr/sbin:/bin \
  PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 "$@"
RUN
# In a subshell or the background: to end it is then to end all that it started.
run() { exec unshare --mount --pid --fork --kill-child sh -e "$work/run" "$@"; }
root_of() { # the files of a new container of the image $1, in $root
  made+=("$(buildah from "localhost/csa-$1")")
  root=$(buildah mount "${made[-1]}")
}
answers() { for _ in $(seq 60); do curl -sf "$1" >/dev/null && return; sleep 1; done; cat "$work"/*.log; exit 1; }

root_of dashboard
run "$root" /app tini -- uvicorn dashboard.asgi:app --host 127.0.0.1 --port 18501 --no-access-log \
  > "$work/dashboard.log" 2>&1 &
started+=($!)
answers http://127.0.0.1:18501/healthz
.venv/bin/python tests/deploy/offers.py http://127.0.0.1:18501
root_of dashboard
echo '<html lang="en"><title>Briefing</title><p>Of one line' > "$work/page.html"
(run "$root" /app python -c "$(.venv/bin/python tests/deploy/offers.py --pdf)" < "$work/page.html" > "$work/page.pdf")
[ "$(head -c 5 "$work/page.pdf")" = %PDF- ] && echo "A page becomes a PDF."

root_of edge
echo "127.0.0.1 localhost dashboard-a dashboard-b" > "$root/etc/hosts"
mkdir -p "$root/etc/nginx/local"
sed -i 's/\(dashboard-[ab]\):8501/\1:18501/; s/listen 8080/listen 127.0.0.1:18080/' "$root/etc/nginx/nginx.conf"
run "$root" / tini -- nginx -e /dev/stderr -g "daemon off;" > "$work/edge.log" 2>&1 &
started+=($!)
answers http://127.0.0.1:18080/_edge
.venv/bin/python tests/deploy/offers.py http://127.0.0.1:18080
