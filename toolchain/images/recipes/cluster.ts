/** What every node runs: static programs, each alone in its image. */

import { goLayer } from "../layers/go";
import type { Recipe } from "../recipe";

/** @see https://github.com/kubernetes/kubernetes/blob/v1.34.2/build/pause/Dockerfile */
export const PAUSE: Recipe = {
  name: "registry.k8s.io/pause:3.10",
  layers: [goLayer("pause", "3.10", { module: "pause", main: ".", variables: {} })],
  start: { user: "65535:65535", entrypoint: ["/pause"] },
};

/** @see https://github.com/coredns/coredns/blob/v1.12.4/Dockerfile */
export const COREDNS: Recipe = {
  name: "registry.k8s.io/coredns/coredns:v1.12.4",
  layers: [
    goLayer("coredns", "1.12.4", {
      module: "coredns",
      main: "github.com/coredns/coredns",
      variables: {},
    }),
  ],
  start: { user: "65532:65532", entrypoint: ["/coredns"], ports: [53] },
};

/** @see https://github.com/kubernetes-sigs/metrics-server/blob/v0.9.0/Dockerfile */
export const METRICS_SERVER: Recipe = {
  name: "registry.k8s.io/metrics-server/metrics-server:v0.9.0",
  layers: [
    goLayer("metrics-server", "0.9.0", {
      module: "metrics-server",
      main: "sigs.k8s.io/metrics-server/cmd/metrics-server",
      variables: { "k8s.io/client-go/pkg/version.gitVersion": "v0.9.0" },
    }),
  ],
  start: { user: "65534:65534", entrypoint: ["/metrics-server"] },
};
