import { largestScale } from "../../read/scale";
import { running } from "../../read/products";
import { satelliteSettings } from "../../read/satellite";
import { each, rule, when } from "../../rule";
import { oapWith } from "../skywalking/examples";
import { satelliteWith } from "./examples";

export const satelliteCapacityFits = rule({
  name: "satellite-capacity-fits",
  family: "satellite",
  scope: "stack",
  severity: "medium",
  settings: { agents: 0, perOap: 4 },
  meaning: {
    agents: "how many agents connect; 0 when it is not known",
    perOap: "how many Satellites one OAP serves",
  },
  title: "Satellites take the connections of all agents, and are no more than OAP serves",
  why: "Agents beyond the limit are refused; more Satellites than OAP can serve only move the queue.",
  remedy:
    "raise the largest number of Satellites or SATELLITE_GRPC_ACCEPT_LIMIT_CONNECTION_COUNT, or add OAPs",
  source:
    "https://github.com/apache/skywalking-satellite/blob/v1.3.0/docs/en/setup/performance/als-load-balance/README.md",
  bad: [satelliteWith({}, { replicas: 8 }), oapWith({})],
  good: [satelliteWith({}, { replicas: 4 }), oapWith({})],
  check: (object, { stack, settings }) =>
    each(running(object, "satellite"), (satellite) => {
      const { title } = satellite;
      const satellites = largestScale(object, stack);
      const room =
        satellites *
        satelliteSettings(satellite, object, stack).number(
          "SATELLITE_GRPC_ACCEPT_LIMIT_CONNECTION_COUNT",
          4000,
        );
      const oaps = stack.pods
        .filter(({ of, kind }) => kind === "stays" && running(of, "oap").length > 0)
        .reduce((sum, { of }) => sum + largestScale(of, stack), 0);
      return [
        ...when(
          settings.agents > room,
          `${title}: ${satellites} pods take ${room} connections, and there are ${settings.agents} agents`,
        ),
        ...when(
          oaps > 0 && satellites > oaps * settings.perOap,
          `${title}: there may be ${satellites} pods for ${oaps} OAP; give ${oaps * settings.perOap} or less`,
        ),
      ];
    }),
});
