#!/bin/sh
# Makes the namespace with its retention, or sets the retention of the one that is there.
set -eu

wait_for() {
  tries=60
  until "$@" >/dev/null 2>&1; do
    tries=$((tries - 1))
    if [ "$tries" -eq 0 ]; then
      echo "The Temporal server at $TEMPORAL_ADDRESS did not answer for a minute: $*" >&2
      exit 1
    fi
    sleep 1
  done
}

wait_for temporal operator cluster health
if temporal operator namespace describe --namespace "$TEMPORAL_NAMESPACE" >/dev/null 2>&1; then
  temporal operator namespace update --namespace "$TEMPORAL_NAMESPACE" \
    --retention "$RETENTION" >/dev/null
else
  temporal operator namespace create --namespace "$TEMPORAL_NAMESPACE" --retention "$RETENTION" \
    --description 'Ho Mat'
fi
# A new namespace is served only when the server has read its store again.
wait_for temporal workflow count --namespace "$TEMPORAL_NAMESPACE"
