// SPDX-License-Identifier: GPL-2.0-only
/*
 * com.sun.nio.sctp as it comes with OpenJDK: a server and a client that talk
 * over one-to-one and one-to-many channels with two addresses on each side.
 *
 *	Peer server ADDRESS ADDRESS
 *	Peer client ADDRESS ADDRESS SERVER-ADDRESS SERVER-ADDRESS
 *
 * What is checked is printed in TAP, without numbers.
 */
import com.sun.nio.sctp.AbstractNotificationHandler;
import com.sun.nio.sctp.Association;
import com.sun.nio.sctp.AssociationChangeNotification;
import com.sun.nio.sctp.HandlerResult;
import com.sun.nio.sctp.MessageInfo;
import com.sun.nio.sctp.SctpChannel;
import com.sun.nio.sctp.SctpMultiChannel;
import com.sun.nio.sctp.SctpServerChannel;
import com.sun.nio.sctp.SctpSocketOption;
import com.sun.nio.sctp.SctpStandardSocketOptions;
import com.sun.nio.sctp.ShutdownNotification;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

public class Peer {
	private static final int ONE = 7001;	/* port of one-to-one */
	private static final int MANY = 7002;	/* port of one-to-many */
	private static final int STREAMS = 8;
	private static final int LARGE = 50000;

	private final InetAddress[] here = new InetAddress[2];
	private final InetAddress[] there = new InetAddress[2];

	/* Remembers what it is told about associations. */
	private static class Events extends AbstractNotificationHandler<Void> {
		final List<String> seen = new ArrayList<>();

		@Override
		public HandlerResult handleNotification(
				AssociationChangeNotification n, Void none) {
			seen.add(n.event().toString());
			return HandlerResult.CONTINUE;
		}

		@Override
		public HandlerResult handleNotification(ShutdownNotification n,
				Void none) {
			seen.add("SHUTDOWN");
			return HandlerResult.CONTINUE;
		}
	}

	private static void check(boolean good, String what) {
		System.out.println((good ? "ok - " : "not ok - ") + what);
		if (!good)
			System.exit(1);
	}

	private static ByteBuffer bytes(String text) {
		return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
	}

	private static String text(ByteBuffer buf) {
		buf.flip();
		return StandardCharsets.UTF_8.decode(buf).toString();
	}

	/* Are the addresses of a set those of the peer, at this port? */
	private boolean theirs(Set<SocketAddress> set, int port) {
		Set<SocketAddress> want = new HashSet<>();

		for (InetAddress a : there)
			want.add(new InetSocketAddress(a, port));
		return set.equals(want);
	}

	/* Did it come from one of the server's addresses? */
	private boolean fromServer(MessageInfo info) {
		InetSocketAddress from = (InetSocketAddress)info.address();

		return from.getPort() == ONE &&
			Arrays.asList(there).contains(from.getAddress());
	}

	/* The same on the stream it came on, in the way it came */
	private static MessageInfo answer(MessageInfo to, MessageInfo info) {
		to.payloadProtocolID(info.payloadProtocolID());
		to.unordered(info.isUnordered());
		return to;
	}

	private void serveOne(SctpServerChannel listener) throws IOException {
		ByteBuffer buf = ByteBuffer.allocateDirect(2 * LARGE);
		SctpChannel ch = listener.accept();
		Events events = new Events();
		MessageInfo info;

		while (true) {
			buf.clear();
			info = ch.receive(buf, null, events);
			if (info == null || info.bytes() == -1)
				break;
			buf.flip();
			ch.send(buf, answer(MessageInfo.createOutgoing(
				ch.association(), null, info.streamNumber()),
				info));
		}
		check(events.seen.contains("SHUTDOWN"),
			"server: told that the client shuts down");
		ch.close();
	}

	private void serveMany(SctpMultiChannel mc) throws IOException {
		ByteBuffer buf = ByteBuffer.allocate(1000);
		SctpChannel branch;
		Association assoc;
		MessageInfo info;
		String text;

		do {
			buf.clear();
			info = mc.receive(buf, null, new Events());
			assoc = info.association();
			text = text(buf);
			mc.send(bytes("re: " + text), answer(MessageInfo
				.createOutgoing(assoc, null,
						info.streamNumber()), info));
		} while (!text.equals("branch"));

		branch = mc.branch(assoc);
		check(mc.associations().isEmpty(), "server: branched off");
		branch.send(bytes("from the branch"),
			MessageInfo.createOutgoing(assoc, null, 0));
		buf.clear();
		info = branch.receive(buf, null, new Events());
		check(text(buf).equals("to the branch"),
			"server: the branch receives");
		buf.clear();
		info = branch.receive(buf, null, new Events());
		check(info.bytes() == -1, "server: the branch reads the end");
		branch.close();
	}

	private void server() throws IOException {
		SctpServerChannel one = SctpServerChannel.open();
		SctpMultiChannel many = SctpMultiChannel.open();

		one.bind(new InetSocketAddress(here[0], ONE));
		one.bindAddress(here[1]);
		check(one.getAllLocalAddresses().size() == 2,
			"server: one-to-one with two addresses");
		many.bind(new InetSocketAddress(here[0], MANY));
		many.bindAddress(here[1]);
		check(many.getAllLocalAddresses().size() == 2,
			"server: one-to-many with two addresses");
		System.out.println("# ready");
		serveOne(one);
		serveMany(many);
		one.close();
		many.close();
	}

	private static <T> void tryOption(SctpChannel ch,
			SctpSocketOption<T> name, T value) throws IOException {
		ch.setOption(name, value);
		check(ch.getOption(name).equals(value),
			"client: option " + name.name());
	}

	/* Those that can be set before there is an association */
	private void options(SctpChannel ch) throws IOException {
		tryOption(ch, SctpStandardSocketOptions.SCTP_DISABLE_FRAGMENTS,
			true);
		tryOption(ch, SctpStandardSocketOptions.SCTP_DISABLE_FRAGMENTS,
			false);
		tryOption(ch, SctpStandardSocketOptions
			.SCTP_FRAGMENT_INTERLEAVE, 1);
		tryOption(ch, SctpStandardSocketOptions
			.SCTP_FRAGMENT_INTERLEAVE, 0);
		tryOption(ch, SctpStandardSocketOptions.SCTP_INIT_MAXSTREAMS,
			SctpStandardSocketOptions.InitMaxStreams.create(
				STREAMS, STREAMS));
		tryOption(ch, SctpStandardSocketOptions.SCTP_NODELAY, true);
		tryOption(ch, SctpStandardSocketOptions.SO_LINGER, 5);
		tryOption(ch, SctpStandardSocketOptions.SO_LINGER, -1);
		ch.setOption(SctpStandardSocketOptions.SO_SNDBUF, 100000);
		check(ch.getOption(SctpStandardSocketOptions.SO_SNDBUF) >=
			100000, "client: option SO_SNDBUF");
		ch.setOption(SctpStandardSocketOptions.SO_RCVBUF, 100000);
		check(ch.getOption(SctpStandardSocketOptions.SO_RCVBUF) >=
			100000, "client: option SO_RCVBUF");
	}

	private void primary(SctpChannel ch) throws IOException {
		SocketAddress second = new InetSocketAddress(there[1], ONE);

		ch.setOption(SctpStandardSocketOptions.SCTP_PRIMARY_ADDR,
			second);
		check(ch.getOption(SctpStandardSocketOptions.SCTP_PRIMARY_ADDR)
			.equals(second), "client: option SCTP_PRIMARY_ADDR");
		try {
			ch.setOption(SctpStandardSocketOptions
				.SCTP_SET_PEER_PRIMARY_ADDR,
				new InetSocketAddress(here[1], 0));
			check(false, "client: ASCONF is off");
		} catch (IOException e) {
			check(true, "client: SCTP_SET_PEER_PRIMARY_ADDR: " +
				e.getMessage());
		}
	}

	/* There and back, and nothing about it has changed */
	private void echo(SctpChannel ch, Events events, String text,
			int stream, boolean unordered) throws IOException {
		ByteBuffer buf = ByteBuffer.allocateDirect(2 * LARGE);
		MessageInfo info = MessageInfo.createOutgoing(null, stream);

		info.payloadProtocolID(1000 + stream).unordered(unordered);
		ch.send(bytes(text), info);
		info = ch.receive(buf, null, events);
		check(info.streamNumber() == stream && info.isComplete() &&
			info.payloadProtocolID() == 1000 + stream &&
			info.isUnordered() == unordered &&
			info.bytes() == text.length() &&
			info.association().equals(ch.association()) &&
			fromServer(info) &&
			text(buf).equals(text),
			"client: " + text.length() + " bytes and their " +
			"MessageInfo, stream " + stream +
			(unordered ? ", unordered" : ""));
	}

	private void clientOne() throws IOException {
		SctpChannel ch = SctpChannel.open();
		Events events = new Events();
		MessageInfo info;
		int i;

		ch.bind(new InetSocketAddress(here[0], 0));
		ch.bindAddress(here[1]);
		check(ch.getAllLocalAddresses().size() == 2,
			"client: two addresses");
		options(ch);
		ch.connect(new InetSocketAddress(there[0], ONE));
		check(theirs(ch.getRemoteAddresses(), ONE),
			"client: connected to both addresses");
		check(ch.association().maxOutboundStreams() == STREAMS,
			"client: " + STREAMS + " streams");
		primary(ch);
		for (i = 0; i < STREAMS; i++)
			echo(ch, events, "message " + i, i, i % 2 == 1);
		echo(ch, events, "x".repeat(LARGE), 1, false);
		check(events.seen.contains("COMM_UP"), "client: COMM_UP");
		ch.shutdown();
		info = ch.receive(ByteBuffer.allocate(10), null, events);
		check(info == null || info.bytes() == -1,
			"client: end of the association");
		ch.close();
	}

	private void clientMany() throws IOException {
		SctpMultiChannel mc = SctpMultiChannel.open();
		ByteBuffer buf = ByteBuffer.allocate(1000);
		Events events = new Events();
		Association assoc = null;
		MessageInfo info;
		int i;

		mc.bind(new InetSocketAddress(here[0], 0));
		mc.bindAddress(here[1]);
		for (i = 0; i < 4; i++) {
			mc.send(bytes("many " + i), MessageInfo.createOutgoing(
				new InetSocketAddress(there[i % 2], MANY), i));
			buf.clear();
			info = mc.receive(buf, null, events);
			assoc = info.association();
			check(text(buf).equals("re: many " + i) &&
				info.streamNumber() == i,
				"client: one-to-many, message " + i);
		}
		check(mc.associations().size() == 1,
			"client: one association for both addresses");
		check(theirs(mc.getRemoteAddresses(assoc), MANY),
			"client: it has both addresses");
		mc.send(bytes("branch"), MessageInfo.createOutgoing(assoc, null,
			0));
		for (String want : new String[] { "re: branch",
				"from the branch" }) {
			buf.clear();
			mc.receive(buf, null, events);
			check(text(buf).equals(want), "client: " + want);
		}
		mc.send(bytes("to the branch"), MessageInfo.createOutgoing(
			assoc, null, 0));
		mc.shutdown(assoc);
		check(events.seen.contains("COMM_UP"),
			"client: COMM_UP on one-to-many");
		mc.close();
	}

	private Peer(String[] args) throws IOException {
		int i;

		for (i = 0; i < 2; i++)
			here[i] = InetAddress.getByName(args[1 + i]);
		for (i = 0; i < 2 && args.length > 3; i++)
			there[i] = InetAddress.getByName(args[3 + i]);
	}

	public static void main(String[] args) throws IOException {
		Peer peer = new Peer(args);

		if (args[0].equals("server")) {
			peer.server();
		} else {
			peer.clientOne();
			peer.clientMany();
		}
	}
}
