/** The referees that are Go programs: always the same version, because what they find depends on it. */

import { goBuild } from "../../toolchain/tools/build";
import type { Tool } from "../../toolchain/tools/tool";

const KUBE_SCORE_VERSION = "1.20.0";
const KUBECTL_VALIDATE_VERSION = "0.0.4";

/** https://github.com/zegl/kube-score/releases */
export const KUBE_SCORE: Tool = {
  name: "kube-score",
  binaries: ["kube-score"],
  tells: { args: ["version"], pattern: /kube-score version: ([^,]+)/ },
  build: goBuild(KUBE_SCORE_VERSION, 1, [
    {
      module: "kube-score",
      packages: { "kube-score": "github.com/zegl/kube-score/cmd/kube-score" },
      variables: { "main.version": KUBE_SCORE_VERSION },
    },
  ]),
};

/** https://github.com/kubernetes-sigs/kubectl-validate/releases */
export const KUBECTL_VALIDATE: Tool = {
  name: "kubectl-validate",
  binaries: ["kubectl-validate"],
  build: goBuild(KUBECTL_VALIDATE_VERSION, 2, [
    {
      module: "kubectl-validate",
      packages: { "kubectl-validate": "sigs.k8s.io/kubectl-validate" },
      variables: {},
    },
  ]),
};
