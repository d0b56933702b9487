#!/bin/sh
# Writes one backup into a new folder: the record, whole and consistent while everything runs, and
# the data folder with its keys. Temporal's stores are left out on purpose: they are built again from
# the record. Run it beside docker-compose.yml, by hand or by the machine's timer.
# Usage: deploy/backup.sh FOLDER
set -eu
if [ "$#" -ne 1 ]; then
  echo 'Usage: deploy/backup.sh FOLDER' >&2
  exit 2
fi
umask 077
stamp=$(date -u +%Y%m%dT%H%M%SZ)
mkdir -p "$1"
part="$1/.part-$stamp"
mkdir "$part"
trap 'rm -rf "$part"' EXIT
docker compose exec -T postgres sh -c '
  PGPASSWORD=$(cat /run/secrets/postgres-password) \
    exec pg_dump --host=127.0.0.1 --username=homat --format=custom homat' >"$part/record.dump"
docker compose run --rm --no-deps -T worker \
  tar --create --directory=/var/lib/ho-mat . >"$part/data.tar"
(cd "$part" && sha256sum record.dump data.tar >SHA256SUMS)
mv "$part" "$1/$stamp"
trap - EXIT
echo "$1/$stamp"
