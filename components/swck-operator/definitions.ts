import type { Kind } from "../kit/definition";

/** Group of every kind of SWCK. */
export const GROUP = "operator.skywalking.apache.org";
/** Version of every kind of SWCK. */
export const VERSION = "v1alpha1";

const kind = (name: string, others: Partial<Kind> = {}): Kind => ({
  group: GROUP,
  version: VERSION,
  kind: name,
  ...others,
});

const INSTANCES = { Instances: ".spec.instances", Running: ".status.availableReplicas" };
const IMAGE = { Version: ".spec.version", Image: ".spec.image" };

/**
 * All kinds of SWCK 0.10: its manager watches each of them, and ends when one is not there. They convert
 * nothing: there is one version.
 * @see https://github.com/apache/skywalking-swck/tree/v0.10.0/operator/config/crd/bases
 */
export const KINDS: readonly Kind[] = [
  kind("BanyanDB", { required: ["counts", "image", "version"] }),
  kind("EventExporter", { required: ["replicas", "version"], wide: IMAGE }),
  kind("Fetcher", { required: ["OAPServerAddress", "type"] }),
  kind("JavaAgent", {
    required: ["backendService", "serviceName"],
    columns: {
      PodSelector: ".spec.podSelector",
      ServiceName: ".spec.serviceName",
      BackendService: ".spec.backendService",
    },
  }),
  kind("OAPServer", {
    required: ["instances", "version"],
    columns: { ...INSTANCES, Address: ".status.address" },
    wide: IMAGE,
  }),
  kind("OAPServerConfig", {
    required: ["version"],
    columns: { Instances: ".status.desired", Running: ".status.ready" },
    wide: { Version: ".spec.version" },
  }),
  kind("OAPServerDynamicConfig", {
    required: ["version"],
    columns: { State: ".status.state" },
    wide: { Version: ".spec.version" },
  }),
  kind("Satellite", {
    required: ["instances", "version"],
    columns: { ...INSTANCES, Address: ".status.address" },
    wide: IMAGE,
  }),
  kind("Storage", {
    required: ["connectType", "type", "version"],
    columns: {
      Instances: ".spec.instances",
      Type: ".spec.type",
      Version: ".spec.version",
      ConnectType: ".spec.connectType",
    },
  }),
  kind("SwAgent"),
  kind("UI", {
    required: ["instances", "version"],
    columns: { ...INSTANCES, InternalAddress: ".status.internalAddress" },
    wide: IMAGE,
  }),
];
