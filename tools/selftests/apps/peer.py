#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""
Python's own sockets, which know SCTP by its numbers only: a server and a client
on SOCK_STREAM and SOCK_SEQPACKET, with control messages and options by struct.

	peer.py server ADDRESS
	peer.py client ADDRESS SERVER-ADDRESS

What is checked is printed in TAP, without numbers.
"""

import asyncio
import socket
import struct
import sys
import traceback

STREAM, SEQPACKET, ASYNC = 7004, 7005, 7006

SCTP_NODELAY = 3
SCTP_INITMSG = 2
SCTP_STATUS = 14
SCTP_RECVRCVINFO = 32
SCTP_EVENT = 127
SCTP_SNDINFO = 2
SCTP_RCVINFO = 3
SCTP_ASSOC_CHANGE = 0x8001
SCTP_SHUTDOWN_EVENT = 0x8005
SCTP_UNORDERED = 1
SCTP_ESTABLISHED = 4
MSG_NOTIFICATION = 0x8000

SNDINFO = struct.Struct("=HHIIi")
RCVINFO = struct.Struct("=HHHxxIIIIi")


def check(good, what):
    """One line of TAP; the first that is not ok ends it all."""
    print("ok" if good else "not ok", "-", what, flush=True)
    if not good:
        sys.exit(1)


def family(address):
    """Of an address as text."""
    return socket.AF_INET6 if ":" in address else socket.AF_INET


def sctp(address, style):
    """A socket that will not wait for ever."""
    sock = socket.socket(family(address), style, socket.IPPROTO_SCTP)
    sock.settimeout(60)
    return sock


def listening(address, port, style):
    """A socket that listens."""
    sock = sctp(address, style)
    option(sock, SCTP_RECVRCVINFO, 1)
    sock.bind((address, port))
    sock.listen(5)
    return sock


def option(sock, name, value):
    """An option that is an int."""
    sock.setsockopt(socket.IPPROTO_SCTP, name, value)
    return sock.getsockopt(socket.IPPROTO_SCTP, name)


def subscribe(sock, event):
    """To an event of associations to come."""
    sock.setsockopt(socket.IPPROTO_SCTP, SCTP_EVENT,
                    struct.pack("=iHBx", 0, event, 1))


def send(sock, data, stream, ppid, assoc=0, flags=0, to=None):
    """sendmsg() with SCTP_SNDINFO."""
    info = SNDINFO.pack(stream, flags, ppid, 0, assoc)
    args = (to,) if to else ()
    return sock.sendmsg([data], [(socket.IPPROTO_SCTP, SCTP_SNDINFO, info)],
                        0, *args)


def recv(sock):
    """recvmsg(): data, RCVINFO as a tuple or None, flags, sender."""
    data, control, flags, sender = sock.recvmsg(65536, 512)
    for level, kind, info in control:
        if (level, kind) == (socket.IPPROTO_SCTP, SCTP_RCVINFO):
            return data, RCVINFO.unpack(info), flags, sender
    return data, None, flags, sender


def serve_stream(listener):
    """What arrives goes back on the stream it came on."""
    sock, _ = listener.accept()
    sock.settimeout(60)
    while True:
        data, info, _, _ = recv(sock)
        if not data:
            break
        send(sock, data, info[0], info[3], flags=info[2] & SCTP_UNORDERED)
    check(True, "server: end of file on SOCK_STREAM")
    sock.close()


def serve_seqpacket(sock):
    """The same for whoever sends, until one says that it is enough."""
    events = []
    while True:
        data, info, flags, _ = recv(sock)
        if flags & MSG_NOTIFICATION:
            events.append(struct.unpack_from("=H6xH", data))
            continue
        send(sock, data, info[0], info[3], assoc=info[7])
        if data == b"enough":
            break
    check((SCTP_ASSOC_CHANGE, 0) in events, "server: COMM_UP")


async def serve_async(listener):
    """Two at the same time, in one thread."""
    loop = asyncio.get_running_loop()
    listener.setblocking(False)
    socks = [(await loop.sock_accept(listener))[0] for _ in range(2)]

    async def one(sock):
        total = 0
        while data := await loop.sock_recv(sock, 65536):
            total += len(data)
            await loop.sock_sendall(sock, data)
        sock.close()
        return total

    totals = await asyncio.gather(*(one(s) for s in socks))
    check(totals == [20000, 20000], "server: asyncio")


def server(address):
    """All three, one after the other."""
    stream = listening(address, STREAM, socket.SOCK_STREAM)
    seqpacket = listening(address, SEQPACKET, socket.SOCK_SEQPACKET)
    subscribe(seqpacket, SCTP_ASSOC_CHANGE)
    more = listening(address, ASYNC, socket.SOCK_STREAM)
    print("# ready", flush=True)
    serve_stream(stream)
    serve_seqpacket(seqpacket)
    asyncio.run(serve_async(more))


def client_stream(here, there):
    """One-to-one: options, streams, and the end."""
    sock = sctp(here, socket.SOCK_STREAM)
    check(option(sock, SCTP_NODELAY, 1) == 1, "client: SCTP_NODELAY")
    sock.setsockopt(socket.IPPROTO_SCTP, SCTP_INITMSG,
                    struct.pack("=HHHH", 6, 6, 4, 0))
    check(struct.unpack("=HHHH", sock.getsockopt(
        socket.IPPROTO_SCTP, SCTP_INITMSG, 8))[:3] == (6, 6, 4),
          "client: SCTP_INITMSG")
    option(sock, SCTP_RECVRCVINFO, 1)
    sock.bind((here, 0))
    sock.connect((there, STREAM))
    check(sock.getpeername()[:2] == (there, STREAM), "client: getpeername()")
    status = sock.getsockopt(socket.IPPROTO_SCTP, SCTP_STATUS, 176)
    check(struct.unpack_from("=iiIHHHH", status)[1] == SCTP_ESTABLISHED and
          struct.unpack_from("=iiIHHHH", status)[5:] == (6, 6),
          "client: SCTP_STATUS, 6 streams each way")
    for stream in range(6):
        data = bytes([stream]) * (1 + 3000 * stream)
        flags = SCTP_UNORDERED if stream % 2 else 0
        send(sock, data, stream, 99 + stream, flags=flags)
        got, info, flags, _ = recv(sock)
        check(got == data and info[0] == stream and info[3] == 99 + stream and
              info[2] & SCTP_UNORDERED == stream % 2 and
              flags & socket.MSG_EOR,
              f"client: {len(data)} bytes on stream {stream}")
    sock.shutdown(socket.SHUT_WR)
    check(sock.recv(10) == b"", "client: end of file")
    sock.close()


def client_seqpacket(here, there):
    """One-to-many: the association is set up by sending."""
    sock = sctp(here, socket.SOCK_SEQPACKET)
    subscribe(sock, SCTP_SHUTDOWN_EVENT)
    option(sock, SCTP_RECVRCVINFO, 1)
    sock.bind((here, 0))
    sock.sendto(b"without words", (there, SEQPACKET))
    data, info, _, sender = recv(sock)
    check(data == b"without words" and sender[:2] == (there, SEQPACKET),
          "client: sendto() and recvmsg() on SOCK_SEQPACKET")
    send(sock, b"enough", 3, 7, assoc=info[7])
    data, info, _, _ = recv(sock)
    check(data == b"enough" and info[0] == 3 and info[3] == 7,
          "client: SCTP_SNDINFO with the id of an association")
    sock.close()


async def client_async(here, there):
    """Two at the same time."""
    loop = asyncio.get_running_loop()

    async def one(fill):
        sock = sctp(here, socket.SOCK_STREAM)
        sock.setblocking(False)
        await loop.sock_connect(sock, (there, ASYNC))
        got = b""
        for _ in range(20):
            await loop.sock_sendall(sock, fill * 1000)
        while len(got) < 20000:
            got += await loop.sock_recv(sock, 65536)
        sock.close()
        return got == fill * 20000

    check(all(await asyncio.gather(one(b"a"), one(b"b"))), "client: asyncio")


def client(here, there):
    """Against each of the servers."""
    client_stream(here, there)
    client_seqpacket(here, there)
    asyncio.run(client_async(here, there))


try:
    if sys.argv[1] == "server":
        server(sys.argv[2])
    else:
        client(sys.argv[2], sys.argv[3])
except Exception:  # pylint: disable=broad-except
    print("#", traceback.format_exc().replace("\n", "\n# "))
    check(False, "python")
