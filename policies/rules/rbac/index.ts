import type { Rule } from "../../rule";
import { noAnonymousBinding } from "./no-anonymous-binding";
import { noBindingOfDefaultAccount } from "./no-binding-of-default-account";
import { noClusterAdmin } from "./no-cluster-admin";
import { noClusterControlRights } from "./no-cluster-control-rights";
import { noEscalationRights } from "./no-escalation-rights";
import { noExecRights } from "./no-exec-rights";
import { noSecretRights } from "./no-secret-rights";
import { noTokenSecret } from "./no-token-secret";
import { noWildcardRights } from "./no-wildcard-rights";
import { noWorkloadRights } from "./no-workload-rights";
import { ownServiceAccount } from "./own-service-account";
import { rightsOfProduct } from "./rights-of-product";
import { serviceAccountMountsNoToken } from "./service-account-mounts-no-token";
import { tokenOnlyWithRights } from "./token-only-with-rights";

/** Who may do what with the Kubernetes API. */
export const RBAC: readonly Rule[] = [
  noAnonymousBinding,
  noBindingOfDefaultAccount,
  noClusterAdmin,
  noClusterControlRights,
  noEscalationRights,
  noExecRights,
  noSecretRights,
  noTokenSecret,
  noWildcardRights,
  noWorkloadRights,
  ownServiceAccount,
  rightsOfProduct,
  serviceAccountMountsNoToken,
  tokenOnlyWithRights,
];
