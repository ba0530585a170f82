#!/bin/bash
# As the official image starts: what is mounted at ext-config replaces files of config (which must be
# writable then), what is at ext-libs comes before the jars of the image, JAVA_OPTS is a list of words.
set -e

cd /skywalking
if [ -n "$(ls -A ext-config)" ]; then
  cp -fRL ext-config/* config/
fi

classpath="config${CLASSPATH:+:$CLASSPATH}:oap-libs/*"
if [ -n "$(ls -A ext-libs)" ]; then
  classpath="ext-libs/*:$classpath"
fi

# shellcheck disable=SC2086
exec java $JAVA_OPTS -classpath "$classpath" org.apache.skywalking.oap.server.starter.OAPServerStartUp "$@"
