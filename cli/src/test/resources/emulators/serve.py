"""Serves one emulator on a loopback port of its own choosing until the process that started it is gone.

serve.py (moto|ministack) PORT_FILE

The port is bound first and then written to PORT_FILE, so nobody can take it in between.
"""

import os
import sys
import threading

LOOPBACK = "127.0.0.1"


def exit_with_parent():
    """The parent never writes; its end of the pipe closes when it stops us, ends or is killed."""
    sys.stdin.buffer.read()
    os._exit(0)


def announce(port, port_file):
    with open(port_file + ".new", "w") as out:
        out.write(str(port))
    os.replace(port_file + ".new", port_file)


def one_at_a_time(application):
    """moto asks whether an object is there, and writes it later: of two threads that ask at once both write.

    Of S3 one of them gets through (Amazon S3 User Guide, "How to prevent object overwrites with conditional writes").
    """
    lock = threading.Lock()
    call = application.__call__

    def ordered(self, environ, start_response):
        if "HTTP_IF_NONE_MATCH" in environ or "HTTP_IF_MATCH" in environ:
            with lock:
                return call(self, environ, start_response)
        return call(self, environ, start_response)

    application.__call__ = ordered


def moto(port_file):
    from moto.moto_server.werkzeug_app import DomainDispatcherApplication
    from moto.server import ThreadedMotoServer

    one_at_a_time(DomainDispatcherApplication)
    server = ThreadedMotoServer(ip_address=LOOPBACK, port=0, verbose=False)
    server.start()
    _, port = server.get_host_and_port()
    os.environ["MOTO_PORT"] = str(port)
    announce(port, port_file)
    threading.Event().wait()


def ministack(port_file):
    import asyncio
    import socket

    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.bind((LOOPBACK, 0))
    listener.listen(128)
    port = listener.getsockname()[1]
    # Read when ministack is imported: it puts its own address into the URLs and ARNs it hands out.
    os.environ["GATEWAY_PORT"] = str(port)
    os.environ["MINISTACK_HOST"] = LOOPBACK

    from hypercorn.asyncio import serve
    from hypercorn.config import Config
    from ministack.app import app

    config = Config()
    config.bind = [f"fd://{listener.fileno()}"]
    announce(port, port_file)
    asyncio.run(serve(app, config))


if __name__ == "__main__":
    threading.Thread(target=exit_with_parent, daemon=True).start()
    {"moto": moto, "ministack": ministack}[sys.argv[1]](sys.argv[2])
