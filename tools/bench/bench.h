/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the files of the benchmark share.
 *
 *	bench.c		options, the table of rows, repeats and medians
 *	sock.c		sockets: the only file where SCTP and TCP differ
 *	meter.c		counters shared between processes, rates
 *	stream.c	rows that move bytes in one direction
 *	request.c	rows that count request/response exchanges
 *	memory.c	the row that weighs idle associations
 */
#ifndef BENCH_H
#define BENCH_H

#include <netinet/in.h>
#include <stddef.h>
#include <sys/types.h>

/**
 * struct bench - what one measurement needs to know
 * @protocol: IPPROTO_SCTP or IPPROTO_TCP
 * @type: SOCK_STREAM, or SOCK_SEQPACKET for one-to-many
 * @listen_ns: network namespace of the listening end, NULL for our own
 * @connect_ns: network namespace of the connecting end, NULL for our own
 * @addr: address the listening end binds and the other one connects to
 * @size: bytes in a message or in a request
 * @assocs: how many associations the memory row opens
 * @warmup: seconds to run before the clock starts
 * @seconds: seconds to measure
 */
struct bench {
	int protocol;
	int type;
	const char *listen_ns;
	const char *connect_ns;
	struct sockaddr_in addr;
	size_t size;
	unsigned int assocs;
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
void send_all(int fd, const void *buf, size_t len);
size_t recv_all(int fd, void *buf, size_t len);

/* meter.c */
struct meter *meter_new(void);
void meter_free(struct meter *m);
double meter_rate(const struct meter *m, const struct bench *b);
void meter_sleep(double seconds);
pid_t child_start(void);
void child_stop(pid_t pid, const char *what);

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
double bench_memory(const struct bench *b);

#endif /* BENCH_H */
