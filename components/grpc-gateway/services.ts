import type { GatewayRoute } from "./args";

/** Ports of the Service: one for each route, by its name. */
export function portsOf(routes: Readonly<Record<string, GatewayRoute>>, isTls: boolean) {
  return Object.entries(routes).map(([name, { kind, port }]) => ({
    name,
    port,
    targetPort: name,
    appProtocol: kind === "http" && isTls ? "https" : kind,
  }));
}
