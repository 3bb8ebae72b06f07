// SPDX-License-Identifier: GPL-2.0-only
/*
 * The least that HMAC-SHA-256 of a message costs: what its blocks cost the
 * kernel's hash function, which is asked through AF_ALG.
 *
 * Hashes of two lengths are timed. The difference is blocks alone: system calls
 * and what is done once for each hash are in both.
 */
#define _GNU_SOURCE
#include <err.h>
#include <linux/if_alg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "bench.h"

#define BLOCK		64	/* bytes of one of SHA-256's */
#define END		9	/* bytes that are behind the last one */
#define DIGEST		32
#define SHORT_HASH	1024	/* bytes */
#define LONG_HASH	3072	/* within a page */
#define TIMES		2000

static int hash_open(void)
{
	struct sockaddr_alg alg = {
		.salg_family = AF_ALG,
		.salg_type = "hash",
		.salg_name = "sha256",
	};
	int named = socket(AF_ALG, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
	int fd;

	if (named < 0 || bind(named, (struct sockaddr *)&alg, sizeof(alg)))
		err(1, "AF_ALG");
	fd = accept4(named, NULL, NULL, SOCK_CLOEXEC);
	if (fd < 0)
		err(1, "AF_ALG: accept");
	close(named);
	return fd;
}

static double hash_seconds(int fd, const void *buf, size_t len)
{
	char digest[DIGEST];
	double start = meter_now();
	int i;

	for (i = 0; i < TIMES; i++) {
		if (send(fd, buf, len, 0) != (ssize_t)len)
			err(1, "send");
		if (read(fd, digest, sizeof(digest)) != sizeof(digest))
			err(1, "read");
	}
	return (meter_now() - start) / TIMES;
}

static size_t blocks(size_t len)
{
	return (len + END + BLOCK - 1) / BLOCK;
}

/**
 * bench_hmac() - measure what the blocks of one HMAC cost
 * @b: the measurement; its size is that of what is authenticated
 *
 * There are those of the message behind the padded key, and those of the hash
 * of these behind the other padded key.
 *
 * Return: nanoseconds.
 */
double bench_hmac(const struct bench *b)
{
	size_t n = blocks(BLOCK + b->size) + blocks(BLOCK + DIGEST);
	char *buf = aligned_alloc(4096, 4096);
	double seconds;
	int fd;

	if (!buf)
		err(1, "aligned_alloc");
	memset(buf, 'x', 4096);
	fd = hash_open();
	hash_seconds(fd, buf, LONG_HASH);
	seconds = hash_seconds(fd, buf, LONG_HASH) -
		  hash_seconds(fd, buf, SHORT_HASH);
	close(fd);
	free(buf);
	return seconds * 1e9 * n / (blocks(LONG_HASH) - blocks(SHORT_HASH));
}
