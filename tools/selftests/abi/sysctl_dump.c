// SPDX-License-Identifier: GPL-2.0-only
/*
 * Say what is in /proc/sys/net/sctp: each entry with its mode and value; and
 * what comes of writing various things to it.
 *
 *	sysctl_dump WORD		list them
 *	sysctl_dump WORD BEGINNING	write to those with this beginning
 *
 * WORD follows the name in every line. Each value is put back. Sizes that
 * follow from the memory of the machine are written as "*".
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define DIRECTORY	"/proc/sys/net/sctp"
#define MAX_ENTRIES	128
#define MAX_VALUE	128
#define MAX_TRIALS	40

/**
 * struct trials - values for one kind of entry
 * @before: what it is before each, or NULL for what it was
 * @values: up to a NULL
 */
struct trials {
	const char *before;
	const char *values[MAX_TRIALS];
};

/* Both sides of every limit there is, and what is no number. */
static const struct trials numbers = {
	.values = {
		" ", "abc", "1abc", "0x10", "1 2", " 7 ", "-1", "0", "1", "2",
		"3", "4", "16", "17", "500", "501", "999", "1000", "1001",
		"4999", "5000", "60000", "60001", "65535", "65536",
		"86400000", "86400001", "2147483647", "2147483648",
		"4294967295", "4294967296", "18446744073709551616",
	},
};

static const struct trials triples = {
	.before = "7\t8\t9",
	.values = {
		" ", "abc", "1", "1 2", "1 2 3", "3 2 1", "0 0 0", "1 2 3 4",
		"1,2,3", "-1", "-1 -1 -1", "2147483648", "4294967296",
		"1 2 x",
	},
};

static const struct trials words = {
	.values = {
		" ", "0", "abc", "md5", "sha1", "sha256", "none", "MD5",
		"sha1x", "md", "no", " none", "none ", "sha256sha256",
	},
};

static void fatal(const char *what)
{
	fprintf(stderr, "sysctl_dump: %s: %s\n", what, strerror(errno));
	exit(2);
}

/* Read an entry; the value has no end of line then. */
static void read_entry(const char *name, char *value)
{
	ssize_t len;
	int fd;

	fd = open(name, O_RDONLY);
	if (fd < 0)
		fatal(name);
	len = read(fd, value, MAX_VALUE - 1);
	if (len < 0)
		fatal(name);
	value[len] = '\0';
	value[strcspn(value, "\n")] = '\0';
	close(fd);
}

/* Returns 0 or an errno. */
static int write_entry(const char *name, const char *value)
{
	int error = 0;
	int fd;

	fd = open(name, O_WRONLY);
	if (fd < 0)
		fatal(name);
	if (write(fd, value, strlen(value)) < 0)
		error = errno;
	close(fd);

	return error;
}

static const struct trials *trials_for(const char *value)
{
	if (strchr(value, '\t'))
		return &triples;
	if (value[strspn(value, "-0123456789")])
		return &words;

	return &numbers;
}

static void print_value(const char *name, const char *value)
{
	if (!strcmp(name, "sctp_mem"))
		value = "*\t*\t*";
	if (!strcmp(name, "sctp_rmem") || !strcmp(name, "sctp_wmem")) {
		const char *last = strrchr(value, '\t');

		printf("%.*s\t*", last ? (int)(last - value) : 0, value);
		return;
	}
	fputs(value, stdout);
}

/* One value: refused, or taken, or taken as something else. */
static char *try_value(const char *name, const char *value, const char *old)
{
	char now[MAX_VALUE];
	char *result;
	int error;

	error = write_entry(name, value);
	read_entry(name, now);
	if (error && !strcmp(now, old))
		result = strdup(strerrorname_np(error));
	else if (asprintf(&result, "%s%s%s",
			  error ? strerrorname_np(error) : "ok",
			  strcmp(now, value) ? ", reads " : "",
			  strcmp(now, value) ? now : "") < 0)
		result = NULL;
	if (!result)
		fatal("try_value");
	if (write_entry(name, old))
		fatal(name);

	return result;
}

/* All values; those with the same result share a line. */
static void try_values(const char *name, const char *word,
		       const char * const *values, const char *old)
{
	char *results[MAX_TRIALS] = { NULL };
	size_t i, j;

	for (i = 0; values[i]; i++)
		results[i] = try_value(name, values[i], old);

	for (i = 0; values[i]; i++) {
		if (!results[i])
			continue;
		printf("%s %s write %s: \"%s\"", name, word, results[i],
		       values[i]);
		for (j = i + 1; values[j]; j++) {
			if (!results[j] || strcmp(results[i], results[j]))
				continue;
			printf(" \"%s\"", values[j]);
			free(results[j]);
			results[j] = NULL;
		}
		putchar('\n');
		free(results[i]);
	}
}

static void write_to(const char *name, const char *word)
{
	const struct trials *trials;
	char value[MAX_VALUE];

	if (access(name, W_OK)) {
		printf("%s %s write: %s\n", name, word, strerrorname_np(errno));
		return;
	}
	read_entry(name, value);
	trials = trials_for(value);
	if (trials->before && write_entry(name, trials->before))
		fatal(name);
	try_values(name, word, trials->values,
		   trials->before ? trials->before : value);
	if (write_entry(name, value))
		fatal(name);
}

static void show(const char *name, const char *word)
{
	char value[MAX_VALUE];
	struct stat st;

	if (stat(name, &st))
		fatal(name);
	read_entry(name, value);
	printf("%s %s mode %04o value ", name, word, st.st_mode & 07777);
	print_value(name, value);
	putchar('\n');
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(char * const *)a, *(char * const *)b);
}

int main(int argc, char **argv)
{
	char *names[MAX_ENTRIES];
	struct dirent *entry;
	size_t count = 0;
	DIR *dir;
	size_t i;

	if (argc < 2 || argc > 3) {
		fputs("usage: sysctl_dump WORD [BEGINNING]\n", stderr);
		return 2;
	}
	dir = opendir(DIRECTORY);
	if (!dir || chdir(DIRECTORY))
		fatal(DIRECTORY);
	while (count < MAX_ENTRIES && (entry = readdir(dir))) {
		if (entry->d_name[0] == '.')
			continue;
		names[count] = strdup(entry->d_name);
		if (!names[count])
			fatal("strdup");
		count++;
	}
	closedir(dir);

	qsort(names, count, sizeof(names[0]), by_name);
	for (i = 0; i < count; i++) {
		if (argc == 2)
			show(names[i], argv[1]);
		else if (!strncmp(names[i], argv[2], strlen(argv[2])))
			write_to(names[i], argv[1]);
		free(names[i]);
	}

	return 0;
}
