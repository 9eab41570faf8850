"""A child for the tests of running apart."""

import os
import signal
import sys
from collections.abc import Sequence

from exchange.kernel.apart import confined


def work(content: bytes, arguments: Sequence[str]) -> bytes:
    match arguments[0]:
        case "refuse":
            sys.exit(4)
        case "swell":
            return b"x" * 400_000_000
        case "crash":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "spin":
            while True:
                pass
        case "environment":
            return repr(dict(os.environ)).encode()
    return content


if __name__ == "__main__":
    confined(work)
