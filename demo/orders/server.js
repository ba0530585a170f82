// GET /order asks service stock. Traced by the SkyWalking agent: two spans for each request.
import http from "node:http";
import process from "node:process";
import skywalking from "skywalking-backend-js";

// The address of OAP comes from SW_AGENT_COLLECTOR_BACKEND_SERVICES.
const agent = skywalking.default;
agent.start({ serviceName: "orders", serviceInstance: process.env.HOSTNAME });

const server = http.createServer((request, response) => {
  if (request.url !== "/order") {
    response.writeHead(404).end();
    return;
  }
  // The agent sees `request`, not `get`.
  const asked = http.request(`${process.env.STOCK}/reserve`, (answer) => {
    response.writeHead(answer.statusCode);
    answer.pipe(response);
  });
  asked.on("error", () => response.writeHead(502).end());
  asked.end();
});

server.listen(8080);
process.on("SIGTERM", async () => {
  await agent.flush();
  process.exit(0);
});
