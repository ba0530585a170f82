import { containerWith } from "../../examples";
import { containersOf, podsOf } from "../../objects";
import { each, rule, when } from "../../rule";
import { BASELINE } from "./standard";

const PREFIX = "container.apparmor.security.beta.kubernetes.io/";

export const appArmor = rule({
  name: "app-armor-not-disabled",
  family: "pod-security",
  scope: "resource",
  severity: "high",
  title: "AppArmor is not switched off",
  why: "Unconfined, a container may use what the node's profile keeps from every other one.",
  remedy: "remove the profile, or set its type to RuntimeDefault or Localhost",
  source: BASELINE,
  frameworks: ["PSS baseline", "NSA-CISA C-0055"],
  sameAs: ["trivy/KSV-0002", "monokle/PSS107"],
  bad: [containerWith({ securityContext: { appArmorProfile: { type: "Unconfined" } } })],
  good: [containerWith({ securityContext: { appArmorProfile: { type: "RuntimeDefault" } } })],
  check: (object) =>
    each(podsOf(object), (pod) => [
      ...each([{ title: "the pod", spec: pod.spec }, ...containersOf(pod)], ({ title, spec }) => {
        const type = spec.securityContext?.appArmorProfile?.type;
        const isKept = [undefined, "RuntimeDefault", "Localhost"].includes(type);
        return when(!isKept, `${title} has the AppArmor profile ${type}`);
      }),
      ...each(Object.entries<string>(pod.metadata.annotations ?? {}), ([key, value]) =>
        when(
          key.startsWith(PREFIX) && !/^(runtime\/default|localhost\/.*|)$/.test(value),
          `annotation ${key} is ${value}`,
        ),
      ),
    ]),
});
