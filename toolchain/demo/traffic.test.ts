import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { drive } from "./traffic";

let asked = 0;
/** Every third answer is an error. */
const server = createServer((_, response) => {
  asked++;
  response.writeHead(asked % 3 === 0 ? 502 : 200).end();
});
beforeAll(() => new Promise<void>((done) => server.listen(0, "127.0.0.1", () => done())));
afterAll(() => new Promise((done) => server.close(done)));

test("every call is counted, and each failure with its reason", async () => {
  const { port } = server.address() as AddressInfo;
  expect(await drive({ port, path: "/", count: 7 })).toEqual({
    sent: 7,
    answered: 5,
    failed: { "status 502": 2 },
  });
  expect(asked).toBe(7);
});

test("nobody there is a failure too", async () => {
  const { failed, answered } = await drive({ port: 1, path: "/", count: 1 });
  expect([answered, failed]).toEqual([0, { "Error: connect ECONNREFUSED 127.0.0.1:1": 1 }]);
});
