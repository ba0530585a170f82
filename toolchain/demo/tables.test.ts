import { expect, test } from "vitest";
import { demoTables } from "./tables";

test("the tables show services, whom they call, and one trace span by span", () => {
  const span = { segmentId: "s", spanId: 0, isError: false };
  const shown = demoTables({
    services: { frontend: 20, orders: 19 },
    calls: ["User > frontend", "frontend > orders", "orders > stock.demo.svc:8080"],
    spans: [
      { ...span, serviceCode: "frontend", endpointName: "/checkout", type: "Entry", peer: null },
      { ...span, serviceCode: "frontend", endpointName: "/order", type: "Exit", peer: "orders:80" },
    ],
    zipkinTraces: 20,
    afterMs: 4321,
  });
  expect(shown).toBe(`SERVICE   FORMAT           TRACES  CALLS
frontend  SkyWalking           20  orders
orders    SkyWalking           19  stock.demo.svc:8080
stock     OTLP, as Zipkin      20

One trace, shown 4 s after the first request:

SERVICE   SPAN   NAME       PEER
frontend  Entry  /checkout
frontend  Exit   /order     orders:80`);
});
