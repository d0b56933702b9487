#!/bin/sh
# For each secret that the product knows, puts the content of the file that NAME_FILE names into
# NAME, then becomes the command. So secrets come as files, and stand in no image and in no compose
# file. An empty file means: not set.
set -eu
for name in DATABASE_URL HOMAT_DATABASE_OWNER_URL HOMAT_SMTP_URL TEMPORAL_DATABASE_PASSWORD \
  TEMPORAL_API_KEY; do
  eval "path=\${${name}_FILE:-}"
  if [ -z "$path" ]; then continue; fi
  if [ ! -r "$path" ]; then
    echo "${name}_FILE names $path, which cannot be read." >&2
    exit 1
  fi
  value=$(cat "$path")
  if [ -n "$value" ]; then export "$name=$value"; fi
  unset "${name}_FILE"
done
exec "$@"
