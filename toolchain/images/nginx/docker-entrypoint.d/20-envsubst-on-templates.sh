#!/bin/sh
# /etc/nginx/templates/x.conf.template becomes /etc/nginx/conf.d/x.conf, with the variables of the environment.
set -e

templates=${NGINX_ENVSUBST_TEMPLATE_DIR:-/etc/nginx/templates}
suffix=${NGINX_ENVSUBST_TEMPLATE_SUFFIX:-.template}
output=${NGINX_ENVSUBST_OUTPUT_DIR:-/etc/nginx/conf.d}

[ -d "$templates" ] || exit 0
# Only variables that are set: nginx has its own of the same form.
defined=$(env | sed -n "s/^\([A-Za-z_][A-Za-z0-9_]*\)=.*/\${\1} /p" | tr -d '\n')
find "$templates" -follow -type f -name "*$suffix" | while read -r template; do
  target="$output/${template#"$templates"/}"
  target=${target%"$suffix"}
  mkdir -p "$(dirname "$target")"
  envsubst "$defined" < "$template" > "$target"
done
