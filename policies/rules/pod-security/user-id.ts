import { podWith } from "../../examples";
import { containersOf, podsOf } from "../../objects";
import { each, rule, when } from "../../rule";

export const userId = rule({
  name: "high-user-and-group-id",
  family: "pod-security",
  scope: "resource",
  severity: "low",
  title: "Containers run as a user and group that nobody on the node has",
  why: "A process that leaves its container has the rights of the node's user with the same number; group 0 owns files of many images.",
  remedy: "set runAsUser and runAsGroup to 10001 or more",
  source: "https://kubernetes.io/docs/tasks/configure-pod-container/security-context/",
  frameworks: ["NSA-CISA C-0013"],
  sameAs: [
    "kube-score/container-security-context-user-group-id",
    "trivy/KSV-0020",
    "trivy/KSV-0021",
    "trivy/KSV-0116",
    "checkov/CKV_K8S_40",
    "monokle/KBP104",
    "monokle/KBP105",
    "monokle/KBP109",
  ],
  settings: {
    least: 10000,
    ownUsers: [
      "docker.elastic.co/elasticsearch/elasticsearch=1000",
      "docker.elastic.co/kibana/kibana=1000",
    ],
  },
  meaning: {
    least: "The smallest number that is high enough.",
    ownUsers: "Images that only work as a lower user, each as `image=number`.",
  },
  bad: [
    podWith({ securityContext: { runAsUser: 1000, runAsGroup: 0 }, containers: [{ name: "oap" }] }),
  ],
  good: [
    podWith({
      securityContext: { runAsUser: 10001, runAsGroup: 10001 },
      containers: [{ name: "oap" }],
    }),
  ],
  check: (object, { settings: { least, ownUsers } }) =>
    each(podsOf(object), (pod) =>
      each(containersOf(pod), ({ title, spec }) => {
        const both = { ...pod.spec.securityContext, ...spec.securityContext };
        const isOwn = (id: unknown) =>
          ownUsers.some((own) => {
            const [image, user] = own.split("=");
            return String(id) === user && String(spec.image).replace(/[:@].*$/, "") === image;
          });
        return each(["runAsUser", "runAsGroup"], (field) => {
          const id = both[field];
          const isHigh = id >= least || isOwn(id) || (id === undefined && pod.isOperated);
          return when(
            !isHigh,
            `${title} has ${id === undefined ? "no" : ""} ${field} ${id ?? ""}`
              .replace(/ +/g, " ")
              .trim(),
          );
        });
      }),
    ),
});
