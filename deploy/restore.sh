#!/bin/sh
# Puts a backup in the place of what is there now: record, data folder and keys. Temporal's stores
# are emptied: an engine that is newer than the record would take its outcomes for old ones.
# Usage: deploy/restore.sh FOLDER/STAMP --replace
set -eu
if [ "$#" -ne 2 ] || [ "$2" != --replace ]; then
  echo 'Usage: deploy/restore.sh FOLDER/STAMP --replace' >&2
  echo 'It replaces the whole record by the backup. Make a backup of what is there first.' >&2
  exit 2
fi
(cd "$1" && sha256sum --check --quiet SHA256SUMS)
docker compose stop proxy api relay worker temporal
docker compose up --detach --wait postgres
docker compose exec -T postgres sh -c '
  PGPASSWORD=$(cat /run/secrets/postgres-password)
  export PGPASSWORD
  for store in temporal temporal_visibility; do
    dropdb --host=127.0.0.1 --username=homat --if-exists --force "$store"
  done
  dropdb --host=127.0.0.1 --username=homat --if-exists --force homat
  createdb --host=127.0.0.1 --username=homat homat'
docker compose run --rm databases
docker compose exec -T postgres sh -c '
  PGPASSWORD=$(cat /run/secrets/postgres-password) \
    exec pg_restore --host=127.0.0.1 --username=homat --dbname=homat --exit-on-error' \
  <"$1/record.dump"
docker compose run --rm --no-deps -T worker sh -c '
  find /var/lib/ho-mat -mindepth 1 -delete && tar --extract --directory=/var/lib/ho-mat' \
  <"$1/data.tar"
docker compose up --detach
docker compose exec -T worker sh deploy/with-secrets.sh node worker/main.ts rebuild
