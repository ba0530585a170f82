import type * as pulumi from "@pulumi/pulumi";
import type { Images } from "../kit/image";
import { type Placement, placed } from "../kit/placement";
import type { Resources } from "../kit/size";
import type { Program } from "./programs";

/** Where jetstack publishes the chart. */
const CHART = "oci://quay.io/jetstack/charts/cert-manager";

/** Name of the release, by which its pods are labelled and its objects are named. */
export const CHART_NAME = "cert-manager";

/** What the values say. */
interface ChartSettings {
  version: string;
  replicas: number;
  resources: Readonly<Record<Program, Resources>>;
  namespace: pulumi.Input<string>;
  ways: readonly string[];
  images?: Images;
  placement?: Placement;
}

/** The chart as Pulumi takes it. */
export function releaseOf(
  settings: ChartSettings,
  chart: string = CHART,
  hooks: { runsHooks: boolean },
) {
  const { namespace, version } = settings;
  const values = chartValues(settings, hooks);
  return { name: CHART_NAME, namespace, chart, version: `v${version}`, values };
}

/**
 * Values of the chart, the same for whoever renders it. Definitions stay when the release goes; the
 * lease lies in its own namespace; its check of the API is a hook, which only a release runs.
 * @see https://github.com/cert-manager/cert-manager/blob/v1.21.2/deploy/charts/cert-manager/values.yaml
 */
function chartValues(settings: ChartSettings, { runsHooks }: { runsHooks: boolean }) {
  const { replicas, resources, namespace, ways, images, placement } = settings;
  const program = (which: Program | "acmesolver" | "startupapicheck") => ({
    image: imageValues(which, images),
    ...(which in resources ? placed(placement) : {}),
  });
  const kept = {
    replicaCount: replicas,
    ...(replicas > 1
      ? { podDisruptionBudget: { enabled: true, maxUnavailable: 1 } }
      : { podDisruptionBudget: { enabled: false } }),
  };
  return {
    crds: { enabled: true, keep: true },
    global: {
      leaderElection: { namespace },
      ...(images?.pullSecrets === undefined
        ? {}
        : { imagePullSecrets: images.pullSecrets.map((name) => ({ name })) }),
    },
    ...program("controller"),
    ...kept,
    resources: resources.controller,
    ...(ways.includes("gateway") ? { config: GATEWAY_CONFIG } : {}),
    webhook: { ...program("webhook"), ...kept, resources: resources.webhook },
    cainjector: { ...program("cainjector"), ...kept, resources: resources.cainjector },
    acmesolver: program("acmesolver"),
    startupapicheck: { enabled: runsHooks, ...program("startupapicheck") },
    enableServiceLinks: false,
  };
}

const GATEWAY_CONFIG = {
  apiVersion: "controller.config.cert-manager.io/v1alpha1",
  kind: "ControllerConfiguration",
  enableGatewayAPI: true,
};

function imageValues(program: string, images: Images = {}) {
  const path = `jetstack/cert-manager-${program}`;
  return {
    repository: `${images.registry ?? "quay.io"}/${path}`,
    pullPolicy: images.pullPolicy ?? "IfNotPresent",
  };
}
