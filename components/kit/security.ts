/** User and group that images without a user of their own run as; nothing on a node has it. */
export const NOBODY = 10001;

/** Pod security context that the Pod Security Standard `restricted` admits. */
export function podSecurity(id: number = NOBODY) {
  return {
    runAsNonRoot: true,
    runAsUser: id,
    runAsGroup: id,
    fsGroup: id,
    fsGroupChangePolicy: "OnRootMismatch",
    seccompProfile: { type: "RuntimeDefault" },
  };
}

/** Container security context: no more rights, and nothing written to the image. */
export const CONTAINER_SECURITY = {
  privileged: false,
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ["ALL"] },
};
