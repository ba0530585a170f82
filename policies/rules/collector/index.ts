import type { Rule } from "../../rule";
import { collectorBindsPodAddress } from "./collector-binds-pod-address";
import { collectorChecksCertificates } from "./collector-checks-certificates";
import { collectorIsAskedOverHttp } from "./collector-is-asked-over-http";
import { collectorIsReachable } from "./collector-is-reachable";
import { collectorKeepsTracesWhole } from "./collector-keeps-traces-whole";
import { collectorKeepsWhatItCannotSend } from "./collector-keeps-what-it-cannot-send";
import { collectorLimitsMemoryFirst } from "./collector-limits-memory-first";
import { collectorMetricNamesAreSet } from "./collector-metric-names-are-set";
import { collectorNoDebugExporter } from "./collector-no-debug-exporter";
import { collectorPartsAreDefined } from "./collector-parts-are-defined";
import { collectorQueueFits } from "./collector-queue-fits";
import { grpcPortIsNamed } from "./grpc-port-is-named";
import { meshAddressResolves } from "./mesh-address-resolves";
import { meshAnalyzersFit } from "./mesh-analyzers-fit";
import { meshIsStrict } from "./mesh-is-strict";
import { meshLogPortIsOpen } from "./mesh-log-port-is-open";
import { meshLogsOnce } from "./mesh-logs-once";
import { meshNamespaceHasAuthorization } from "./mesh-namespace-has-authorization";
import { meshNamespacesAreLetIn } from "./mesh-namespaces-are-let-in";
import { meshNoOptOut } from "./mesh-no-opt-out";
import { nginxBalancesCalls } from "./nginx-balances-calls";
import { nginxConfigIsValid } from "./nginx-config-is-valid";
import { nginxFollowsPods } from "./nginx-follows-pods";
import { nginxForgivesFailures } from "./nginx-forgives-failures";
import { nginxHasTls } from "./nginx-has-tls";
import { nginxLetsStreamsIdle } from "./nginx-lets-streams-idle";
import { nginxSpeaksHttp2 } from "./nginx-speaks-http2";
import { nginxTakesLongStreams } from "./nginx-takes-long-streams";
import { nginxWritesToTmp } from "./nginx-writes-to-tmp";

/** What the OpenTelemetry Collector, NGINX and a mesh in front of the platform need. */
export const COLLECTOR: readonly Rule[] = [
  collectorBindsPodAddress,
  collectorChecksCertificates,
  collectorIsAskedOverHttp,
  collectorIsReachable,
  collectorKeepsTracesWhole,
  collectorKeepsWhatItCannotSend,
  collectorLimitsMemoryFirst,
  collectorMetricNamesAreSet,
  collectorNoDebugExporter,
  collectorPartsAreDefined,
  collectorQueueFits,
  grpcPortIsNamed,
  meshAddressResolves,
  meshAnalyzersFit,
  meshIsStrict,
  meshLogPortIsOpen,
  meshLogsOnce,
  meshNamespaceHasAuthorization,
  meshNamespacesAreLetIn,
  meshNoOptOut,
  nginxBalancesCalls,
  nginxConfigIsValid,
  nginxFollowsPods,
  nginxForgivesFailures,
  nginxHasTls,
  nginxLetsStreamsIdle,
  nginxSpeaksHttp2,
  nginxTakesLongStreams,
  nginxWritesToTmp,
];
