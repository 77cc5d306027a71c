"""Ask the web server whether it is healthy; as a command (for a container's health check) it ends with 0 or 1."""

import http.client
import os
import sys


def is_healthy(host: str, port: int) -> bool:
    """True when /sehat/ answers 200. The Host header is the first allowed one, as a browser's would be."""
    name = os.environ.get("ALLOWED_HOSTS", "").split(",")[0].lstrip(".*") or "localhost"
    connection = http.client.HTTPConnection("127.0.0.1" if host == "0.0.0.0" else host, port, timeout=5)
    try:
        connection.request("GET", "/sehat/", headers={"Host": name})
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(not is_healthy("127.0.0.1", int(os.environ.get("PORT", "8000"))))
