import { CLIENT_ROLE } from "./roles";

/** Folders of the containers. */
export const PATHS = {
  /** Where the image keeps Elasticsearch, and its working directory. */
  home: "/usr/share/elasticsearch",
  config: "/usr/share/elasticsearch/config",
  /** The configuration while it is being prepared. */
  prepared: "/prepared",
  /** `elasticsearch.yml` and `roles.yml`. */
  files: "/files",
  /** `username` and `password` of the clients' user. */
  client: "/credentials/client",
  /** `password` of the superuser `elastic`. */
  superuser: "/credentials/superuser",
} as const;

/** How curl in the container calls its own node: as the clients' user, wherever the URL points. */
export const CURL_CONFIG = `${PATHS.config}/curl.conf`;

/**
 * Fills the configuration folder before the node starts, with no password in any argument: the
 * image's files, ours, the keystore with the superuser's first password, the clients' user, and
 * curl's options for the probes. Starts from scratch each time, so that it may run again.
 * @see https://www.elastic.co/guide/en/elasticsearch/reference/8.18/users-command.html
 */
export function prepareScript(tls: boolean): string {
  const trust = tls ? `cacert = "${PATHS.config}/certs/ca.crt"\\n` : "";
  return `umask 077
cp -R config/. ${PATHS.prepared}
cp ${PATHS.files}/*.yml ${PATHS.prepared}
rm -f ${PATHS.prepared}/elasticsearch.keystore
export ES_PATH_CONF=${PATHS.prepared}

bin/elasticsearch-keystore create
bin/elasticsearch-keystore add -x bootstrap.password < ${PATHS.superuser}/password

user=$(cat ${PATHS.client}/username)
password=$(cat ${PATHS.client}/password)
printf '%s\\n%s\\n' "$password" "$password" |
  bin/elasticsearch-users useradd "$user" -r ${CLIENT_ROLE}

quoted=$(printf '%s' "$password" | sed 's/[\\\\"]/\\\\&/g')
printf 'user = "%s:%s"\\nconnect-to = "::localhost:"\\n${trust}' "$user" "$quoted" \\
  > ${PATHS.prepared}/curl.conf
`;
}
