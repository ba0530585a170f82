import { type Labels, labelsFor } from "../kit/labels";
import type { Role } from "./topology";

/** Labels of everything that belongs to an `Oap`. */
export function oapLabels(name: string, version: string): Labels {
  return labelsFor("skywalking-oap", name, version);
}

/** Labels of the init Job: another instance, so that nothing takes its pods for those that serve. */
export function initLabels(name: string, version: string): Labels {
  return labelsFor("skywalking-oap", `${name}-init`, version);
}

/**
 * What the coordinator and the dynamic configuration search for: carried by the pods that aggregate
 * and by the ConfigMap of the settings, and by nothing else.
 */
export function clusterLabel(name: string): Record<string, string> {
  return { "kube-tracing.io/oap-cluster": name };
}

/** Labels of the pods of one Deployment. */
export function roleLabels(name: string, version: string, role: Role): Labels {
  const { selector, labels } = oapLabels(name, version);
  const component = componentOf(role.component);
  return {
    selector: { ...selector, ...component },
    labels: { ...labels, ...component, ...(role.member ? clusterLabel(name) : {}) },
  };
}

/** Tells the Deployments of one `Oap` apart. */
export function componentOf(component: Role["component"]): Record<string, string> {
  return { "app.kubernetes.io/component": component };
}
