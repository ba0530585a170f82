import { rule, when } from "../../rule";
import { certificateWith } from "./examples";

export const certificateKeyIsRenewed = rule({
  name: "certificate-key-is-renewed",
  family: "certificates",
  scope: "resource",
  severity: "medium",
  title: "Every Certificate gets a new key of enough bits when it is renewed",
  why: "A key that stays for ever is worth stealing; short ones are refused.",
  remedy:
    "set privateKey.rotationPolicy to Always, and algorithm to ECDSA, or RSA with size 2048 or more",
  source:
    "https://cert-manager.io/docs/usage/certificate/#issuance-behavior-rotation-of-the-private-key",
  bad: [certificateWith({ privateKey: { algorithm: "RSA", size: 1024 } })],
  good: [certificateWith({})],
  check: ({ kind, manifest }) => {
    if (kind !== "Certificate") return [];
    const { algorithm = "RSA", size, rotationPolicy } = manifest.spec?.privateKey ?? {};
    return [
      ...when(
        rotationPolicy !== "Always",
        `privateKey.rotationPolicy is ${rotationPolicy ?? "not set"}; give Always`,
      ),
      ...when(
        algorithm === "RSA" && Number(size ?? 2048) < 2048,
        `privateKey.size is ${size}; give 2048 or more`,
      ),
    ];
  },
});
