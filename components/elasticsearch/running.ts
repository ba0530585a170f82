import type * as pulumi from "@pulumi/pulumi";
import type { Endpoint } from "../kit/endpoint";
import type { SecretKey } from "../kit/env";
import type { Labels } from "../kit/labels";
import type { CaBundle } from "../kit/tls";
import type { Login } from "./logins";

/** What the two ways of running it get from the constructor, and what they give back. */
export interface Common {
  labels: Labels;
  metadata: { namespace: pulumi.Input<string>; labels: Labels["labels"] };
  serviceAccount: pulumi.Output<string>;
  /** The clients' user, and the one whom it replaces. */
  clients: [Login, ...Login[]];
  /** Name of the Secret of the first. */
  client: pulumi.Output<string>;
  /** Users with indices of their own, each with its Secret. */
  others: { login: Login; secret: pulumi.Output<string> }[];
}

/** What clients see of it. */
export interface Running {
  /** Host of each node. */
  hosts: pulumi.Output<string>[];
  endpoint: Endpoint;
  ca?: CaBundle;
  superuser: SecretKey;
}
