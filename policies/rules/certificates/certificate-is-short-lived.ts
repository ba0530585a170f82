import { seconds } from "../../parse/duration";
import { rule, when } from "../../rule";
import { certificateWith } from "./examples";

const DAY = 86_400;

export const certificateIsShortLived = rule({
  name: "certificate-is-short-lived",
  family: "certificates",
  scope: "resource",
  severity: "medium",
  settings: { days: 100 },
  meaning: { days: "how long a certificate may be valid" },
  title: "A Certificate is valid for 100 days at most, and renewed early enough",
  why: "A stolen one is of use until its end; a renewal that fails needs time to be noticed.",
  remedy: "set duration to 2160h and renewBefore to 720h",
  source: "https://cert-manager.io/docs/usage/certificate/#issuance-triggers",
  sameAs: ["kyverno/limit-duration"],
  bad: [certificateWith({ duration: "8760h" })],
  good: [certificateWith({})],
  check: ({ kind, manifest }, { settings }) => {
    if (kind !== "Certificate" || manifest.spec?.isCA === true) return [];
    const { duration = "2160h", renewBefore } = manifest.spec ?? {};
    const [whole, before] = [
      seconds(duration),
      renewBefore === undefined ? seconds(duration) / 3 : seconds(renewBefore),
    ];
    return [
      ...when(
        whole > settings.days * DAY,
        `duration is ${duration}; give ${settings.days * 24}h or less`,
      ),
      ...when(
        before < whole / 4,
        `renewBefore is ${renewBefore}; give a quarter of duration ${duration} or more`,
      ),
      ...when(before >= whole, `renewBefore is ${renewBefore}, and duration only ${duration}`),
    ];
  },
});
