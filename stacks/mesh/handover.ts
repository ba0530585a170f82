import type { MeshInstaller } from "./args";
import type { MeshConfig } from "./config";

/** For `istioctl install --filename`, and for the operator. */
export function istioOperator(meshConfig: MeshConfig) {
  return {
    apiVersion: "install.istio.io/v1alpha1",
    kind: "IstioOperator",
    metadata: { name: "skywalking" },
    spec: { meshConfig },
  } as const;
}

/** Values of the chart `istiod`. */
export function istiodValues(meshConfig: MeshConfig) {
  return { meshConfig } as const;
}

/**
 * The settings in each form that an installer of Istio reads, by the key of a ConfigMap. `mesh` is the key
 * that Istio's own ConfigMap has it under. In JSON, which is YAML too.
 */
export function handover(meshConfig: MeshConfig): Record<(typeof KEYS)[MeshInstaller], string> {
  return {
    [KEYS.istioctl]: text(istioOperator(meshConfig)),
    [KEYS.helm]: text(istiodValues(meshConfig)),
    [KEYS.configMap]: text(meshConfig),
  };
}

const KEYS = {
  istioctl: "istio-operator.yaml",
  helm: "istiod-values.yaml",
  configMap: "mesh",
} as const satisfies Record<MeshInstaller, string>;

/** Where the settings are, and where they are to go. */
export interface Way {
  installer: MeshInstaller;
  namespace: string;
  configMap: string;
  rootNamespace: string;
}

/** Commands that hand the settings over. */
export function commandOf({ installer, namespace, configMap, rootNamespace }: Way): string {
  const key = KEYS[installer].replaceAll(".", "\\.");
  const read = `kubectl --namespace ${namespace} get configmap ${configMap} --output jsonpath='{.data.${key}}'`;
  switch (installer) {
    case "istioctl":
      return `${read} | istioctl install --filename <your IstioOperator> --filename -`;
    case "helm":
      return `${read} | helm upgrade istiod istio/istiod --namespace ${rootNamespace} --reuse-values --values -`;
    case "configMap":
      return `${read}; kubectl --namespace ${rootNamespace} edit configmap istio`;
  }
}

function text(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
