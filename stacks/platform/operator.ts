import type { SkyWalkingOperator } from "../skywalking";
import { RELEASES } from "../versions";
import type { PlatformConfig } from "../config/platform";
import type { Issued } from "./issuers";
import type { Revealed } from "./secrets";

type SkyWalkingConfig = NonNullable<Issued<Revealed<PlatformConfig>>["skywalking"]>;

/** What the operator is told: agents of a version that is known. */
export function operatorOf({
  agents = {},
  ...others
}: NonNullable<SkyWalkingConfig["operator"]>): SkyWalkingOperator {
  const version = `${RELEASES.javaAgent.version}-java17`;
  return {
    version: RELEASES.swck.version,
    ...others,
    agents: Object.fromEntries(
      Object.entries(agents).map(([namespace, given]) => [namespace, { version, ...given }]),
    ),
  };
}
