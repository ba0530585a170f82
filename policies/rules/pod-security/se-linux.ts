import { podWith } from "../../examples";
import { containersOf, podsOf } from "../../objects";
import { each, rule, when } from "../../rule";
import { BASELINE } from "./standard";

const TYPES = ["", "container_t", "container_init_t", "container_kvm_t", "container_engine_t"];

export const seLinux = rule({
  name: "se-linux-confined",
  family: "pod-security",
  scope: "resource",
  severity: "high",
  title: "SELinux confines every container as a container",
  why: "Another type, user or role is that of a process on the node.",
  remedy: "remove seLinuxOptions.user and role, and leave type to the runtime",
  source: BASELINE,
  frameworks: ["PSS baseline"],
  sameAs: ["trivy/KSV-0025", "monokle/PSS108"],
  bad: [podWith({ securityContext: { seLinuxOptions: { type: "spc_t" } } })],
  good: [podWith({ securityContext: { seLinuxOptions: { level: "s0:c123,c456" } } })],
  check: (object) =>
    each(podsOf(object), (pod) =>
      each([{ title: "the pod", spec: pod.spec }, ...containersOf(pod)], ({ title, spec }) => {
        const { type = "", user = "", role = "" } = spec.securityContext?.seLinuxOptions ?? {};
        return [
          ...when(!TYPES.includes(type), `${title} has the SELinux type ${type}`),
          ...when(user !== "", `${title} has the SELinux user ${user}`),
          ...when(role !== "", `${title} has the SELinux role ${role}`),
        ];
      }),
    ),
});
