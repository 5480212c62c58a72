"""A mail server for the stories of delivery.

Prints `port N` when it listens, and one line of JSON for each attempt: what was done, and the
letter as a reader's program would show it. The manners stand on the command line, one for each
attempt, the last one for all further attempts:

  accept   takes the letter
  later    asks to try again (451)
  never    knows no such recipient (550)
  hang-up  closes the connection after the whole letter has come, without an answer
  slow     takes the letter after half a second
"""

import asyncio
import email
import email.policy
import json
import sys

from aiosmtpd.smtp import SMTP


class Manners:
    def __init__(self, manners):
        self.manners = manners
        self.attempts = 0

    def next(self):
        manner = self.manners[min(self.attempts, len(self.manners) - 1)]
        self.attempts += 1
        return manner


class Clerk:
    """Takes letters; the manner of an attempt is chosen when its recipient is named."""

    def __init__(self, manners):
        self.manners = manners

    async def handle_RCPT(self, server, session, envelope, address, options):
        session.manner = self.manners.next()
        if session.manner == "never":
            tell({"done": "never", "to": address})
            return "550 5.1.1 no such recipient"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        tell({"done": session.manner, "to": envelope.rcpt_tos[0], **shown(envelope.content)})
        if session.manner == "later":
            return "451 4.7.1 try again later"
        if session.manner == "hang-up":
            server.transport.abort()
            return "421 gone"
        if session.manner == "slow":
            await asyncio.sleep(0.5)
        return "250 OK taken"


def shown(content):
    letter = email.message_from_bytes(content, policy=email.policy.default)
    parts = {part.get_content_type(): part for part in letter.walk() if not part.is_multipart()}
    calendar = parts.get("text/calendar")
    return {
        "from": str(letter["From"]),
        "subject": str(letter["Subject"]),
        "message_id": letter["Message-ID"],
        "language": letter["Content-Language"],
        "automatic": letter["Auto-Submitted"],
        "text": parts["text/plain"].get_content(),
        "calendar": calendar.get_content() if calendar else None,
        "method": calendar.get_param("method") if calendar else None,
    }


def tell(line):
    print(json.dumps(line), flush=True)


async def serve(manners):
    clerk = Clerk(Manners(manners))
    server = await asyncio.get_running_loop().create_server(
        lambda: SMTP(clerk, enable_SMTPUTF8=True), "127.0.0.1", 0
    )
    print(f"port {server.sockets[0].getsockname()[1]}", flush=True)
    await server.serve_forever()


asyncio.run(serve(sys.argv[1:] or ["accept"]))
