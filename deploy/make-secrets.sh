#!/bin/sh
# Makes the secrets of an installation, once: passwords, URLs that contain them, and a certificate
# signed by itself (replace proxy.crt and proxy.key by the office's own). What is there stays.
# Usage: deploy/make-secrets.sh NAME SMTP_URL
#   NAME      the server as people type it, for the certificate
#   SMTP_URL  the office's mail server: smtps://user:password@mail.example:465
set -eu
if [ "$#" -ne 2 ]; then
  sed -n '2,7s/^# \{0,1\}//p' "$0" >&2
  exit 2
fi
cd "$(dirname "$0")"
host=$1
mkdir -p secrets
# The folder keeps other users of this machine out; the files are read by containers, each under
# its own user.
chmod 700 secrets

# In two steps: where openssl fails, no empty file is left to be taken for a secret next time.
secret() {
  if [ -e "secrets/$1" ]; then return; fi
  made=$(openssl rand -hex 24)
  printf '%s' "$made" >"secrets/$1"
}
text() {
  [ -e "secrets/$1" ] || printf '%s' "$2" >"secrets/$1"
}

secret postgres-password
secret app-password
secret temporal-password
text database-owner-url "postgresql://homat:$(cat secrets/postgres-password)@postgres:5432/homat"
text database-url "postgresql://homat_app:$(cat secrets/app-password)@postgres:5432/homat"
text smtp-url "$2"
if [ ! -e secrets/proxy.crt ]; then
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 825 \
    -subj "/CN=$host" -addext "subjectAltName=DNS:$host" \
    -keyout secrets/proxy.key -out secrets/proxy.crt 2>/dev/null
fi
chmod 444 secrets/*
echo "secrets ready in $(pwd)/secrets"
