"""GET /reserve answers. Traced by the OpenTelemetry SDK: two spans for each request."""

import os
import signal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor

# The address of OAP comes from OTEL_EXPORTER_OTLP_ENDPOINT.
provider = TracerProvider(resource=Resource.create({"service.name": "stock"}))
provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(insecure=True)))
trace.set_tracer_provider(provider)
tracer = trace.get_tracer("stock")


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path != "/reserve":
            self.send_error(404)
            return
        with tracer.start_as_current_span("/reserve", kind=trace.SpanKind.SERVER):
            with tracer.start_as_current_span("take from shelf"):
                body = b"reserved\n"
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def leave(*_):
    provider.shutdown()
    os._exit(0)


signal.signal(signal.SIGTERM, leave)
ThreadingHTTPServer(("", 8080), Handler).serve_forever()
