import * as grpc from "@grpc/grpc-js";
import { AnalyzerService } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import analyzer from "@pulumi/pulumi/proto/analyzer_pb";
import plugin from "@pulumi/pulumi/proto/plugin_pb";
import type { Pack } from "./pack";
import {
  diagnosticsOf,
  infoOf,
  type PackInfo,
  remediationOf,
  unableToRepair,
} from "./protocol/answers";
import { configurationIn, resourceIn, resourcesIn } from "./protocol/questions";

/** A whole stack comes in one message; as much as `@pulumi/policy` takes. */
const MOST_BYTES = 400 * 1024 * 1024;

/** Of the copy of google-protobuf that the SDK has: it refuses the same message of another copy. */
const EMPTY = AnalyzerService.configure.responseDeserialize(Buffer.alloc(0));

/** Every resource comes to be repaired, and seldom is: such a request is not read before it is needed. */
const UNREAD = {
  ...AnalyzerService.remediate,
  requestDeserialize: (request: Buffer) => request,
};

/**
 * Serves a pack to the engine that started this process, and prints the port as the engine expects.
 * `@pulumi/policy` would do the same, but read every resource anew for every rule.
 *
 * @see https://github.com/pulumi/pulumi/blob/v3.259.0/proto/pulumi/analyzer.proto
 */
export function serve(pack: Pack, info: PackInfo): void {
  const server = new grpc.Server({ "grpc.max_receive_message_length": MOST_BYTES });
  server.addService(
    { ...AnalyzerService, remediate: UNREAD },
    {
      getAnalyzerInfo: answering(() => infoOf(info, pack.policies)),
      getPluginInfo: answering(() => new plugin.PluginInfo().setVersion(info.version)),
      configureStack: answering(() => new analyzer.AnalyzerStackConfigureResponse()),
      configure: answering((request: analyzer.ConfigureAnalyzerRequest) => {
        pack.configure(configurationIn(request));
        return EMPTY;
      }),
      remediate: answering((request: Buffer) => remediated(request, pack, info)),
      analyze: answering((request: analyzer.AnalyzeRequest) =>
        diagnosticsOf(info, pack.analyze(resourceIn(request).resource)),
      ),
      analyzeStack: answering((request: analyzer.AnalyzeStackRequest) =>
        diagnosticsOf(info, pack.analyzeStack(resourcesIn(request))),
      ),
    },
  );
  server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
    if (error !== null) throw error;
    process.stdout.write(`${port}\n`);
  });
}

function remediated(request: Buffer, pack: Pack, info: PackInfo): analyzer.RemediateResponse {
  const answer = new analyzer.RemediateResponse();
  const asked = pack.repairing();
  if (asked.length === 0) return answer;
  const read = AnalyzerService.remediate.requestDeserialize(request);
  const { resource, properties } = resourceIn(read);
  for (const repair of pack.repair(resource))
    answer.addRemediations(remediationOf(info, repair, properties.written()));
  const unable = asked.filter(({ canRepair }) => !canRepair);
  return answer.setNotApplicableList(unable.map(unableToRepair));
}

/** Whatever goes wrong, the engine learns where. */
function answering<Question, Answer>(
  answer: (question: Question) => Answer,
): grpc.handleUnaryCall<Question, Answer> {
  return ({ request }, reply) => {
    try {
      reply(null, answer(request));
    } catch (error) {
      reply({ details: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  };
}
