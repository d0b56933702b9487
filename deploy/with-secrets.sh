#!/bin/sh
# For every NAME_FILE in the environment, puts the file's content into NAME, then becomes the
# command. So secrets come as files, and stand in no image and in no compose file.
set -eu
for file_variable in $(env | sed -n 's/^\([A-Z][A-Z0-9_]*_FILE\)=.*/\1/p'); do
  name=${file_variable%_FILE}
  eval "path=\$$file_variable"
  if [ ! -r "$path" ]; then
    echo "$file_variable names $path, which cannot be read." >&2
    exit 1
  fi
  value=$(cat "$path")
  # An empty file means: not set.
  if [ -n "$value" ]; then export "$name=$value"; fi
  unset "$file_variable"
done
exec "$@"
