import * as pulumi from "@pulumi/pulumi";
import { type Endpoint, urlOf } from "../kit/endpoint";
import { imageOf, type Images } from "../kit/image";
import { CONTAINER_SECURITY } from "../kit/security";
import type { Gate } from "../kit/store";
import { type CaBundle, caVolume } from "../kit/tls";

/** Whom to ask, and as whom. */
export interface Asked {
  version: string;
  images?: Images;
  endpoint: Endpoint;
  /** Host of each node. */
  nodes: readonly pulumi.Input<string>[];
  /** Secret with `username` and `password`. */
  login: pulumi.Input<string>;
  ca?: CaBundle;
}

const FOLDERS = { login: "/login", ca: "/elasticsearch-ca" } as const;

/** A node that cannot be reached knows everybody by the time it can be. The password is no argument. */
const SCRIPT = `url=$1
shift
user=$(cat ${FOLDERS.login}/username)
quoted=$(sed 's/[\\\\"]/\\\\&/g' ${FOLDERS.login}/password)
for node in "$@"; do
  while [ "$(printf 'user = "%s:%s"\\n' "$user" "$quoted" | curl --config - --silent \\
    --output /dev/null --write-out '%{http_code}' --max-time 10 --connect-to "::$node:" "$url")" = 401 ]
  do
    echo "$node does not let $user in yet"
    sleep 2
  done
done
`;

/**
 * Waits until no node refuses the clients' user. The nodes learn of a new one each in its own time, a
 * minute or two apart, and what a client sends to one that does not know it yet is lost.
 */
export function loginGate({ version, images, endpoint, nodes, login, ca }: Asked): Gate {
  const url = pulumi.interpolate`${urlOf(endpoint)}/_security/_authenticate`;
  const read = [
    { volume: { name: "login", secret: { secretName: login } }, at: FOLDERS.login },
    ...(ca === undefined ? [] : [{ volume: caVolume("elasticsearch-ca", ca), at: FOLDERS.ca }]),
  ];
  return {
    initContainers: [
      {
        name: "login",
        ...imageOf("docker.elastic.co/elasticsearch/elasticsearch", version, images),
        command: ["sh", "-euc", SCRIPT, "login", url, ...nodes],
        ...(ca === undefined
          ? {}
          : { env: [{ name: "CURL_CA_BUNDLE", value: `${FOLDERS.ca}/ca.crt` }] }),
        resources: {
          requests: { cpu: "10m", memory: "16Mi" },
          limits: { cpu: "200m", memory: "64Mi" },
        },
        securityContext: CONTAINER_SECURITY,
        volumeMounts: read.map(({ volume, at }) => ({
          name: volume.name,
          mountPath: at,
          readOnly: true,
        })),
      },
    ],
    volumes: read.map(({ volume }) => volume),
  };
}
