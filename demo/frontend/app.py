"""GET /checkout asks service orders. Traced by the SkyWalking agent: two spans for each request."""

import os
import signal
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from skywalking import agent, config

# The address of OAP comes from SW_AGENT_COLLECTOR_BACKEND_SERVICES.
config.init(
    agent_name="frontend",
    agent_instance_name=os.environ["HOSTNAME"],
    agent_protocol="grpc",
    agent_logging_level="ERROR",
    agent_meter_reporter_active=False,
    agent_log_reporter_active=False,
    agent_profile_active=False,
)
agent.start()


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path != "/checkout":
            self.send_error(404)
            return
        with urllib.request.urlopen(os.environ["ORDERS"] + "/order", timeout=10) as answer:
            body = answer.read()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


server = ThreadingHTTPServer(("", 8080), Handler)


def leave(*_):
    agent.stop()
    os._exit(0)


signal.signal(signal.SIGTERM, leave)
server.serve_forever()
