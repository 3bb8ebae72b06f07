/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the files of the benchmark share.
 *
 *	bench.c		options, the table of rows, repeats and medians
 *	sock.c		sockets: the only file where SCTP and TCP differ
 *	extension.c	extensions of SCTP that a row's sockets have on
 *	meter.c		counters shared between processes, rates
 *	stream.c	rows that move bytes in one direction
 *	request.c	rows that count request/response exchanges
 *	latency.c	the row for the slowest of them
 *	ontime.c	the row for messages that are worth little when late
 *	hmac.c		the row for the least that authentication costs
 *	many.c		exchanges over many associations of one server
 *	scaling.c	two processors beside one
 *	assoc.c		many associations with both ends in one process
 *	memory.c	the rows that weigh idle associations
 *	curve.c		costs as associations, ports and streams grow in number
 *	share.c		a program of its own: flows that share a bottleneck
 */
#ifndef BENCH_H
#define BENCH_H

#include <netinet/in.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct extension;

/**
 * struct bench - what one measurement needs to know
 * @protocol: IPPROTO_SCTP or IPPROTO_TCP
 * @type: SOCK_STREAM, or SOCK_SEQPACKET for one-to-many
 * @listen_ns: network namespace of the listening end, NULL for our own
 * @connect_ns: network namespace of the connecting end, NULL for our own
 * @bind: address the listening end binds
 * @addr: address the other one connects to
 * @size: bytes in a message or in a request
 * @sndbuf: send buffer to ask for, bytes, 0 for the default
 * @assocs: how many associations there are, in rows with many
 * @streams: streams to spread messages over, 0 to send without saying
 * @unordered: send messages unordered
 * @extension: what sockets have on, or NULL
 * @congestion: congestion control by its name, or NULL
 * @warmup: seconds to run before the clock starts
 * @seconds: seconds to measure
 */
struct bench {
	int protocol;
	int type;
	const char *listen_ns;
	const char *connect_ns;
	struct sockaddr_in bind;
	struct sockaddr_in addr;
	size_t size;
	int sndbuf;
	unsigned int assocs;
	unsigned int streams;
	bool unordered;
	const struct extension *extension;
	const char *congestion;
	double warmup;
	double seconds;
};

/**
 * struct bench_pair - the two ends of one association
 * @listener: the listening socket, -1 when closed
 * @server: the accepted end
 * @client: the connecting end
 */
struct bench_pair {
	int listener;
	int server;
	int client;
};

/**
 * struct exchanges - a client that asks and a server that answers
 * @pair: their association
 * @server: process that sends back what it receives
 * @client: process that asks
 */
struct exchanges {
	struct bench_pair pair;
	pid_t server;
	pid_t client;
};

/**
 * struct bench_ends - the two ends of one association among many
 * @client: socket of the connecting end
 * @server: the accepted socket, or the one-to-many socket that all share
 */
struct bench_ends {
	int client;
	int server;
};

/**
 * struct meter - work done by a child, read by its parent
 * @done: bytes or exchanges so far; written by one process only
 */
struct meter {
	unsigned long done;
};

/* sock.c */
int bench_socket(const struct bench *b);
int bench_listen(const struct bench *b);
void bench_connect(const struct bench *b, int fd);
int bench_accept(int listener);
void bench_open(const struct bench *b, struct bench_pair *pair);
void bench_close(struct bench_pair *pair);
void bench_nodelay(const struct bench *b, int fd);
void bench_abort_on_close(int fd);
void bench_enter(const char *ns);
void bench_files(unsigned int count);
void send_all(int fd, const void *buf, size_t len);
void send_stream(const struct bench *b, int fd, const void *buf,
		 unsigned int stream);
size_t recv_all(int fd, void *buf, size_t len);

/* extension.c */
const struct extension *extension_find(const char *name);
void extension_on(const struct extension *e, int fd);

/* meter.c */
void *shared_new(size_t size);
void shared_free(void *p, size_t size);
struct meter *meter_new(void);
void meter_free(struct meter *m);
unsigned long meter_read(const struct meter *m);
double meter_rate(const struct meter *m, const struct bench *b);
double meter_now(void);
void meter_sleep(double seconds);
pid_t child_start(void);
void child_check(pid_t pid, const char *what);
void child_wait(pid_t pid, const char *what);
void child_end(pid_t pid);
void child_stop(pid_t pid, const char *what);
void cannot(const char *why);

/* assoc.c */
char *request_new(const struct bench *b);
void assoc_exchange(const struct bench *b, const struct bench_ends *e,
		    char *buf, unsigned int stream);
void assoc_sockets(const struct bench *b, struct bench_ends *e, unsigned int n);
void assoc_open(const struct bench *b, int listener, struct bench_ends *e,
		unsigned int n);
void assoc_close(int listener, struct bench_ends *e, unsigned int n);

/* request.c */
void exchanges_start(const struct bench *b, struct exchanges *x,
		     void (*ask)(const struct bench *b, int fd, void *arg),
		     void *arg);
void exchanges_stop(struct exchanges *x);

/* stream.c */
void stream_send(const struct bench *b, int fd);
void stream_receive(int fd, struct meter *m);

/* memory.c */
double memory_used(void);

/**
 * meter_add() - count work
 * @m: the meter, which this process alone writes
 * @n: how much was done
 *
 * A plain load and store is enough for one writer, and cheaper than a locked
 * instruction in the loop that is being measured.
 */
static inline void meter_add(struct meter *m, unsigned long n)
{
	__atomic_store_n(&m->done, m->done + n, __ATOMIC_RELAXED);
}

/* The rows; each returns its value in the unit that bench.c prints. */
double bench_stream(const struct bench *b);
double bench_request(const struct bench *b);
double bench_connections(const struct bench *b);
double bench_latency(const struct bench *b);
double bench_ontime(const struct bench *b);
double bench_hmac(const struct bench *b);
double bench_many(const struct bench *b);
double bench_scaling(const struct bench *b);
double bench_memory(const struct bench *b);

/* The curves; each prints a line for each point. */
void curve_assocs(const struct bench *b);
void curve_ports(const struct bench *b);
void curve_streams(const struct bench *b);

#endif /* BENCH_H */
