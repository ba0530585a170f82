#!/bin/sh
# As the official image starts: the scripts of /docker-entrypoint.d first, in order of their names.
set -e

if [ "$1" = nginx ]; then
  for script in $(find /docker-entrypoint.d -follow -type f | sort -V); do
    case "$script" in
      *.envsh) . "$script" ;;
      *.sh) [ ! -x "$script" ] || "$script" ;;
    esac
  done
fi
exec "$@"
