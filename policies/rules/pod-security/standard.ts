/** Where the Pod Security Standards are written; the rules follow the code of the API server. */
export const BASELINE =
  "https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline";
export const RESTRICTED =
  "https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted";
