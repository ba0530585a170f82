import { goLayer } from "../layers/go";
import type { Recipe } from "../recipe";

/** The last version whose programs belong to its module, so that packages are enough to build it. */
const VERSION = "1.11.5";
const MODULE = "github.com/cert-manager/cert-manager";

/** @see https://github.com/cert-manager/cert-manager/tree/v1.11.5/hack/containers */
export const CERT_MANAGER: readonly Recipe[] = ["controller", "webhook", "cainjector", "ctl"].map(
  (program) => ({
    name: `quay.io/jetstack/cert-manager-${program}:v${VERSION}`,
    layers: [
      goLayer(`cert-manager-${program}`, VERSION, {
        module: "cert-manager",
        main: `${MODULE}/cmd/${program}`,
        variables: { [`${MODULE}/pkg/util.AppVersion`]: `v${VERSION}` },
      }),
    ],
    start: { user: "1000:1000", entrypoint: [`/cert-manager-${program}`] },
  }),
);
