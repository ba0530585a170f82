#!/bin/bash
# As the official image starts, without its way from root to user 1000: variables with a dotted name are
# settings, ELASTIC_PASSWORD or ELASTIC_PASSWORD_FILE is the first password of the superuser.
set -e
umask 0002

if [ "$1" != eswrapper ]; then
  exec "$@"
fi

settings=()
while IFS='=' read -r name value; do
  if [[ "$name" =~ ^[a-z0-9_]+\.[a-z0-9_]+ ]] && [ -n "$value" ]; then
    settings+=("-E$name=$value")
  fi
done < <(env)

if [ -n "$ELASTIC_PASSWORD_FILE" ]; then
  if [ -n "$ELASTIC_PASSWORD" ]; then
    echo "ELASTIC_PASSWORD and ELASTIC_PASSWORD_FILE are set: give one of them." >&2
    exit 1
  fi
  ELASTIC_PASSWORD=$(cat "$ELASTIC_PASSWORD_FILE")
  unset ELASTIC_PASSWORD_FILE
fi
if [ -n "$ELASTIC_PASSWORD" ]; then
  [ -f config/elasticsearch.keystore ] || elasticsearch-keystore create
  if ! elasticsearch-keystore list | grep -qx bootstrap.password; then
    echo "$ELASTIC_PASSWORD" | elasticsearch-keystore add --stdin bootstrap.password
  fi
fi

export ES_JAVA_OPTS="-Des.cgroups.hierarchy.override=/ $ES_JAVA_OPTS"
exec bin/elasticsearch "${settings[@]}"
