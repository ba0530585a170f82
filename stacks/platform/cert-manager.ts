import type { CertManagerArgs } from "../../components/cert-manager";
import type { TracingNamespace, TracingNamespaceArgs } from "../../components/tracing-namespace";
import type { PlatformConfig } from "../config/platform";
import { RELEASES } from "../versions";
import type { Revealed } from "./secrets";

type Config = Revealed<PlatformConfig>;
type CertManagerConfig = NonNullable<Config["certManager"]>;

/** Where cert-manager lives: a namespace of its own, or the one of who keeps it. */
export function certManagerHome(
  { mode, namespace: name = "cert-manager" }: CertManagerConfig,
  { pullSecret }: Config["namespace"],
): TracingNamespaceArgs {
  if (mode === "existing") return { kind: "existing", name };
  return {
    name,
    ...(pullSecret === undefined ? {} : { pullSecret: { dockerConfigJson: pullSecret } }),
  };
}

/** What cert-manager is told. Pull Secrets that lie in the namespace of the platform are not in its own. */
export function certManagerArgs(
  config: CertManagerConfig,
  home: TracingNamespace,
  { images, placement }: Config,
): CertManagerArgs {
  const { name: namespace, pullSecrets } = home;
  if (config.mode === "existing") return { ...config, namespace };
  return {
    version: RELEASES.certManager.version,
    ...config,
    namespace,
    images: { ...images, pullSecrets },
    ...(placement === undefined ? {} : { placement }),
  };
}
