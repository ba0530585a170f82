/** The one role that clients have. */
export const CLIENT_ROLE = "client";

/** The one role of the user that the probes call with; ECK has probes and a user of its own. */
export const PROBE_ROLE = "probe";

/**
 * What OAP 10.4 does with Elasticsearch, and no more (Jaeger without ILM does less of the same):
 *
 * - `monitor`: `GET /` for the version, `GET /_cluster/health` every 30 seconds;
 * - `manage_index_templates`: `GET`, `PUT` and `DELETE /_index_template/<index>`;
 * - `read`, `write`: `_search`, scrolls, `_mget`, `_bulk`, `_update`, single documents;
 * - `manage`: creates an index, adds fields to its mapping, reads its aliases, deletes what is old.
 *
 * @see https://github.com/apache/skywalking/tree/v10.4.0/oap-server/server-library/library-elasticsearch-client/src/main/java/org/apache/skywalking/library/elasticsearch/requests/factory
 * @see https://www.elastic.co/guide/en/elasticsearch/reference/8.18/security-privileges.html
 */
const PRIVILEGES = {
  cluster: ["monitor", "manage_index_templates"],
  index: ["read", "write", "manage"],
} as const;

/** What one role is for. */
interface Rights {
  /** The indices that it may touch. */
  indexPattern: string;
  /** Lets its user write lifecycle policies. */
  lifecycle?: "on";
}

/** The role of a user with indices of its own. */
export function roleOf(user: string): string {
  return `${CLIENT_ROLE}-${user}`;
}

/** `roles.yml` with the role of clients, and of each other user; JSON values are YAML too. */
export function rolesYml(
  client: Rights,
  others: readonly (Rights & { user: string })[] = [],
): string {
  const roles = others.map((other) => roleYml(roleOf(other.user), other));
  return [roleYml(CLIENT_ROLE, client), ...roles].join("");
}

function roleYml(role: string, { indexPattern, lifecycle }: Rights): string {
  const cluster = [...PRIVILEGES.cluster, ...(lifecycle === undefined ? [] : ["manage_ilm"])];
  return `${role}:
  cluster: ${JSON.stringify(cluster)}
  indices:
    - names: ${JSON.stringify([indexPattern])}
      privileges: ${JSON.stringify(PRIVILEGES.index)}
`;
}

/** The role of the probes: `GET /_cluster/health`. */
export const PROBE_ROLES_YML = `${PROBE_ROLE}:
  cluster: ["monitor"]
`;
