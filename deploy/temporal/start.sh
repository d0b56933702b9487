#!/bin/sh
# Starts the server on this container's own address: it has to tell its services one that they can
# reach, and 0.0.0.0 is none.
set -eu
if [ -z "${BIND_ON_IP:-}" ]; then
  BIND_ON_IP=$(getent hosts "$(hostname)" | awk 'NR == 1 { print $1 }')
fi
export BIND_ON_IP
exec temporal-server start
