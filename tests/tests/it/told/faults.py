"""A mail server with faults: what happens is chosen by the recipient's name. Accepted mail lies in a folder, a file each."""

import asyncio
import sys
from pathlib import Path

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword


class Faults:
    def __init__(self, folder):
        self.folder = folder
        self.number = 0

    def keep(self, envelope):
        self.number += 1
        part = self.folder / f"{self.number}.part"
        part.write_bytes(f"To: <{envelope.rcpt_tos[0]}>\r\n".encode() + envelope.content)
        part.rename(self.folder / f"{self.number}.eml")

    async def handle_RCPT(self, server, session, envelope, address, options):
        name = address.split("@")[0]
        if name == "nobody":
            return "550 5.1.1 no such user"
        if name == "busy" and not (self.folder / "calm").exists():
            return "451 4.3.0 come again"
        if name == "full":
            return "421 4.3.2 closing"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        name = envelope.rcpt_tos[0].split("@")[0]
        if name == "spam":
            return "554 5.7.1 not wanted"
        if name == "later":
            return "452 4.3.1 no room"
        self.keep(envelope)
        if name == "cut":
            server.transport.abort()
        return "250 taken"


class Server(SMTP):
    """Breaks the line where DATA is asked for by `torn`."""

    async def smtp_DATA(self, arg):
        if self.envelope.rcpt_tos and self.envelope.rcpt_tos[0].startswith("torn@"):
            self.transport.abort()
            return
        await super().smtp_DATA(arg)


async def main():
    folder = Path(sys.argv[1])
    handler = Faults(folder)
    loop = asyncio.get_running_loop()
    known = LoginPassword(b"vizitai", b"slapta")

    def authenticate(server, session, envelope, mechanism, given):
        return AuthResult(success=given == known)

    def make():
        return Server(handler, authenticator=authenticate, auth_require_tls=False)

    server = await loop.create_server(make, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(main())
