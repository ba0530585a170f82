/** Folders of the containers. */
export const PATHS = {
  /** Where the image keeps Elasticsearch, and its working directory. */
  home: "/usr/share/elasticsearch",
  config: "/usr/share/elasticsearch/config",
  /** The configuration while it is being prepared. */
  prepared: "/prepared",
  /** `elasticsearch.yml` and `roles.yml`. */
  files: "/files",
  /** Who may log in: a folder of `config`, so that what changes in the Secret changes there. */
  realm: "/usr/share/elasticsearch/config/realm",
  /** `password` of the superuser `elastic`. */
  superuser: "/credentials/superuser",
} as const;

/** How curl in the container calls its own node: as the user of the probes, wherever the URL points. */
export const CURL_CONFIG = `${PATHS.realm}/curl.conf`;

/**
 * Fills the configuration folder before the node starts, with no password in any argument: the
 * image's files, ours, links to the users as they are at any time, and the keystore with the
 * superuser's first password. Starts from scratch each time, so that it may run again.
 * @see https://www.elastic.co/guide/en/elasticsearch/reference/8.18/built-in-users.html#bootstrap-elastic-passwords
 */
export const PREPARE_SCRIPT = `umask 077
rm -f ${PATHS.prepared}/users ${PATHS.prepared}/users_roles ${PATHS.prepared}/elasticsearch.keystore
cp -R config/. ${PATHS.prepared}
cp ${PATHS.files}/*.yml ${PATHS.prepared}
ln -sf realm/users realm/users_roles ${PATHS.prepared}

export ES_PATH_CONF=${PATHS.prepared}
bin/elasticsearch-keystore create
bin/elasticsearch-keystore add -x bootstrap.password < ${PATHS.superuser}/password
`;
