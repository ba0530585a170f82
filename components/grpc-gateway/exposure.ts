import { behindLoadBalancer } from "../kit/exposure";
import type { Callers } from "../kit/network";
import type { Problem } from "../kit/refusal";

/** How clients outside of the cluster reach the gateway: by a Service of its own, beside the inner one. */
export type GatewayExposure =
  /** Not at all. */
  | { kind: "clusterIP" }
  /**
   * Ports of every node, 30000 to 32767, by the name of the route. A node passes calls on under its
   * own address, so that is the one that the `callers` of the route must contain.
   */
  | { kind: "nodePort"; ports: Readonly<Record<string, number>> }
  /** A load balancer of the cloud for these routes, open to these networks. */
  | {
      kind: "loadBalancer";
      routes: readonly string[];
      sourceRanges: readonly string[];
      annotations?: Readonly<Record<string, string>>;
    };

/** A port of a Service. */
interface ServicePort {
  name: string;
  port: number;
  targetPort: string;
  appProtocol: string;
}

/** Metadata and spec of the outer Service; absent when nothing is outside. */
export function outerSpec(exposure: GatewayExposure, ports: readonly ServicePort[]) {
  switch (exposure.kind) {
    case "clusterIP":
      return undefined;
    case "nodePort":
      return {
        metadata: {},
        spec: {
          type: "NodePort",
          ports: ports.flatMap((port) => {
            const nodePort = exposure.ports[port.name];
            return nodePort === undefined ? [] : [{ ...port, nodePort }];
          }),
        },
      };
    case "loadBalancer":
      return {
        metadata: exposure.annotations ? { annotations: { ...exposure.annotations } } : {},
        spec: {
          ...behindLoadBalancer(exposure.sourceRanges),
          ports: ports.filter(({ name }) => exposure.routes.includes(name)),
        },
      };
  }
}

/** Who comes in by the exposure itself at a route, besides its callers. */
export function outerCallers(exposure: GatewayExposure, route: string): Callers[] {
  return exposure.kind === "loadBalancer" && exposure.routes.includes(route)
    ? [{ kind: "cidrs", cidrs: exposure.sourceRanges }]
    : [];
}

/** What the exposure is checked against. */
type Called = Readonly<Record<string, { callers?: readonly Callers[] }>>;

/** Checks for `refuse`. */
export function exposureChecks(exposure: GatewayExposure, routes: Called): (true | Problem)[] {
  switch (exposure.kind) {
    case "clusterIP":
      return [];
    case "nodePort": {
      const given = Object.entries(exposure.ports);
      const numbers = given.map(([, port]) => port);
      return [
        given.length > 0 || {
          field: "exposure.ports",
          got: exposure.ports,
          want: "a node port for one route or more",
        },
        ...given.flatMap(([name, port]) => [
          known(`exposure.ports.${name}`, name, routes),
          isNodePort(port) || {
            field: `exposure.ports.${name}`,
            got: port,
            want: "a port from 30000 to 32767",
          },
          called(name, routes),
        ]),
        new Set(numbers).size === numbers.length || {
          field: "exposure.ports",
          got: exposure.ports,
          want: "a port of its own for each route",
        },
      ];
    }
    case "loadBalancer":
      return [
        exposure.routes.length > 0 || {
          field: "exposure.routes",
          got: exposure.routes,
          want: `one or more of ${Object.keys(routes).join(", ")}`,
        },
        ...exposure.routes.map((name) => known("exposure.routes", name, routes)),
        exposure.sourceRanges.length > 0 || {
          field: "exposure.sourceRanges",
          got: exposure.sourceRanges,
          want: 'the networks that clients call from, such as ["10.0.0.0/8"]',
        },
      ];
  }
}

function known(field: string, name: string, routes: Called): true | Problem {
  const names = Object.keys(routes);
  return names.includes(name) || { field, got: name, want: `a route: ${names.join(", ")}` };
}

function called(name: string, routes: Called): true | Problem {
  const { callers = [] } = routes[name] ?? {};
  return (
    !(name in routes) ||
    callers.length > 0 || {
      field: `routes.${name}.callers`,
      got: callers,
      want: '[{ kind: "cidrs", cidrs: […] }], the networks of the nodes',
    }
  );
}

function isNodePort(port: number): boolean {
  return Number.isInteger(port) && port >= 30000 && port <= 32767;
}
