import type { RolloverConditions } from "./args";

/**
 * When to begin a new index, as Elasticsearch asks for it.
 * @see https://www.elastic.co/guide/en/elasticsearch/reference/7.17/indices-rollover-index.html
 */
export function conditions({
  maxAgeDays = 1,
  maxGibibytes = 50,
  maxDocuments,
}: RolloverConditions) {
  return {
    max_age: `${maxAgeDays}d`,
    max_size: `${maxGibibytes}gb`,
    ...(maxDocuments === undefined ? {} : { max_docs: maxDocuments }),
  };
}

/**
 * The life of an index: written to, and deleted so many days after the next one was begun.
 * @see https://www.elastic.co/guide/en/elasticsearch/reference/7.17/ilm-put-lifecycle.html
 */
export function policyOf(keptDays: number, rollover: RolloverConditions) {
  return {
    policy: {
      phases: {
        hot: { min_age: "0ms", actions: { rollover: conditions(rollover) } },
        delete: { min_age: `${keptDays}d`, actions: { delete: {} } },
      },
    },
  };
}

const REQUEST = `--silent --show-error --fail-with-body --max-time 30 --retry 5 --retry-connrefused \\
  --request PUT --header 'Content-Type: application/json' --data "$POLICY" "$1"
`;

/** The password is no argument: everybody on the node sees those. */
const LOGIN = `quoted=$(printf %s "$ES_PASSWORD" | sed 's/[\\\\"]/\\\\&/g')
printf 'user = "%s:%s"\\n' "$ES_USERNAME" "$quoted" | curl --config -`;

/** Writes `$POLICY` to the address that it is given. */
export function policyScript(isLoggedIn: boolean): string {
  return `${isLoggedIn ? LOGIN : "curl"} ${REQUEST}`;
}
