// SPDX-License-Identifier: GPL-2.0-only
/*
 * Get an association into a state, from where a script goes on.
 *
 *	none idle listen cookie-wait cookie-echoed established
 *	pending sent received acksent
 */
#include "scene.h"
#include "user.h"

/* Each script has ports of its own: late packets do no harm. */
#define FIRST_PORT	10000
#define NUM_PORTS	10000

static const struct variant families[] = {
	{ "4", SOCK_SEQPACKET, AF_INET, false },
	{ "6", SOCK_SEQPACKET, AF_INET6, false },
};

static bool any_of(const char *word, const char *list)
{
	const char *at = strstr(list, word);
	size_t len = strlen(word);

	return at && (at == list || at[-1] == ' ') &&
	       (!at[len] || at[len] == ' ');
}

/* What the victim still sends is not heard. */
static void pass_over(struct scene *s)
{
	FILE *out = fopen("/dev/null", "w");

	hear_answers(s, out, 300);
	fclose(out);
}

static void send_chunk(struct scene *s, int type, const void *val, size_t len)
{
	struct packet pk;

	packet_start(&pk, s->peer, s->peer->its_tag);
	put_chunk(&pk, type, 0, val, len);
	peer_send(s->peer, &pk);
}

static void read_init(struct scene *s)
{
	const uint8_t *init = peer_expect(s->peer, INIT);

	s->peer->its_tag = get32(init + 4);
	s->new_tag = s->peer->its_tag;
	s->peer->its_tsn = get32(init + 16);
	s->new_tsn = s->peer->its_tsn;
}

static void answer_init(struct scene *s)
{
	struct packet pk;

	packet_start(&pk, s->peer, s->peer->its_tag);
	put_init(&pk, s->peer, INIT_ACK);
	put_param(&pk, STATE_COOKIE, "biscuit", 7);
	chunk_end(&pk);
	peer_send(s->peer, &pk);
	peer_expect(s->peer, COOKIE_ECHO);
}

/* Returns whether the state is reached. */
static bool set_client(struct scene *s, const char *state)
{
	user_connect(&s->peer->me.sa, addr_len(&s->peer->me));
	read_init(s);
	if (!strcmp(state, "cookie-wait"))
		return true;
	answer_init(s);
	if (!strcmp(state, "cookie-echoed"))
		return true;
	send_chunk(s, COOKIE_ACK, NULL, 0);

	return !strcmp(state, "established");
}

static bool set_server(struct scene *s, const char *state)
{
	user_listen();
	if (!strcmp(state, "listen"))
		return true;
	peer_handshake(s->peer);
	s->new_tag = s->peer->its_tag;
	s->new_tsn = s->peer->its_tsn;

	return !strcmp(state, "established");
}

static void send_shutdown(struct scene *s)
{
	uint32_t cum = htonl(s->peer->its_tsn - 1);

	send_chunk(s, SHUTDOWN, &cum, sizeof(cum));
}

static bool set_shutdown(struct scene *s, const char *state, int messages)
{
	if (any_of(state, "received acksent"))
		send_shutdown(s);
	else if (any_of(state, "pending sent"))
		CHECK_EQ(user_end(false), 0);
	else
		return false;

	/* With messages that are not acknowledged it is the one or other. */
	return any_of(state, "received pending") == (messages > 0);
}

/* PORT and PEER_PORT of this script. */
static void choose_ports(struct peer *p, int number)
{
	int port = FIRST_PORT + number % NUM_PORTS;

	p->me = raw_addr(p->v, 1, port + NUM_PORTS);
	p->it = victim_addr(p->v, port);
}

/**
 * stage_set() - begin
 * @s: the scene, not initialised
 * @state: which is to be reached
 * @role: "client" or "server"
 * @ipv6: which family
 * @wrap: whether the peer's TSNs are soon to begin anew with 0
 * @messages: what the user sends; nobody acknowledges it
 * @number: of the script
 *
 * Return: false if there is no such state.
 */
bool stage_set(struct scene *s, const char *state, const char *role,
	       bool ipv6, bool wrap, int messages, int number)
{
	bool done;
	int i;

	memset(s, 0, sizeof(*s));
	s->peer = peer_open(&families[ipv6]);
	choose_ports(s->peer, number);
	s->peer->its_tag = NO_TAG;
	s->new_tag = NO_TAG;
	if (wrap)
		s->peer->tsn = 0xfffffffe;
	s->first_tsn = s->peer->tsn;
	if (!strcmp(state, "none"))
		return true;
	user_open(&s->peer->it.sa, addr_len(&s->peer->it));
	if (!strcmp(state, "idle"))
		return true;
	done = !strcmp(role, "client") ? set_client(s, state) :
					 set_server(s, state);
	for (i = 0; i < messages; i++)
		CHECK_EQ(user_send(10 + i, 0), 0);
	if (!done)
		done = set_shutdown(s, state, messages);
	pass_over(s);

	return done;
}
