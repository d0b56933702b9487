#!/bin/sh
# Writes one backup: the record, whole and consistent, and the data folder with its keys. Temporal's
# stores are left out on purpose: they can be built again from the record (homat engine rebuild).
# Older backups are not touched.
set -eu
umask 077
stamp=$(date -u +%Y%m%dT%H%M%SZ)
part="$BACKUP_FOLDER/.part-$stamp"
mkdir "$part"
trap 'rm -rf "$part"' EXIT
pg_dump --format=custom --file="$part/record.dump" --dbname="$(cat "$DATABASE_OWNER_URL_FILE")"
tar --create --file="$part/data.tar" --directory="$HOMAT_DATA" .
(cd "$part" && sha256sum record.dump data.tar >SHA256SUMS)
mv "$part" "$BACKUP_FOLDER/$stamp"
trap - EXIT
echo "$BACKUP_FOLDER/$stamp"
