%% SPDX-License-Identifier: GPL-2.0-only
%%
%% gen_sctp as it comes with Erlang: a server and a client that talk with two
%% addresses on each side.
%%
%%	erl -run gen_sctp_peer main server ADDRESS ADDRESS
%%	erl -run gen_sctp_peer main client ADDRESS ADDRESS SERVER-ADDRESS SERVER-ADDRESS
%%
%% What is checked is printed in TAP, without numbers.
-module(gen_sctp_peer).
-export([main/1]).
-include_lib("kernel/include/inet.hrl").
-include_lib("kernel/include/inet_sctp.hrl").

-define(PORT, 7003).
-define(PATIENCE, 60000).

main(["server" | Here]) ->
    finish(fun() -> server(addresses(Here)) end);
main(["client", A, B, C, D]) ->
    finish(fun() -> client(addresses([A, B]), addresses([C, D])) end).

finish(Run) ->
    try Run() of
	_ -> halt(0)
    catch
	Class:Why:Where ->
	    io:format("# ~P: ~P~n# ~P~n", [Class, 9, Why, 20, Where, 50]),
	    io:format("not ok - erlang~n"),
	    halt(1)
    end.

addresses(Texts) ->
    [element(2, {ok, _} = inet:parse_address(T)) || T <- Texts].

ok(What) ->
    io:format("ok - ~s~n", [What]).

open(Addresses, Port) ->
    Ips = [{ip, A} || A <- Addresses],
    {ok, S} = gen_sctp:open(Port, Ips ++ [binary, inet, {active, false},
	{sctp_events, #sctp_event_subscribe{data_io_event = true,
	    association_event = true, shutdown_event = true}}]),
    S.

%% The next message; what is told about associations before it is skipped.
data(S) ->
    case gen_sctp:recv(S, ?PATIENCE) of
	{ok, {_, _, [#sctp_sndrcvinfo{} = Info], Data}} -> {Info, Data};
	{ok, {_, _, _, #sctp_assoc_change{}}} -> data(S);
	{ok, {_, _, _, #sctp_paddr_change{}}} -> data(S)
    end.

%% The next change of an association
change(S) ->
    case gen_sctp:recv(S, ?PATIENCE) of
	{ok, {_, _, _, #sctp_assoc_change{state = State}}} -> State;
	{ok, _} -> change(S)
    end.

%% Back it goes, on the same stream and with the same ppid.
answer(S, #sctp_sndrcvinfo{stream = Stream, ppid = Ppid, assoc_id = Id},
       Data) ->
    ok = gen_sctp:send(S, #sctp_sndrcvinfo{stream = Stream, ppid = Ppid,
					   assoc_id = Id}, Data).

serve(S) ->
    case data(S) of
	{#sctp_sndrcvinfo{assoc_id = Id}, <<"peel off">>} -> Id;
	{Info, Data} -> answer(S, Info, Data), serve(S)
    end.

server(Here) ->
    S = open(Here, ?PORT),
    ok = gen_sctp:listen(S, true),
    io:format("# ready~n"),
    Id = serve(S),
    {ok, Peeled} = gen_sctp:peeloff(S, Id),
    ok = inet:setopts(Peeled, [{active, false}]),
    ok = gen_sctp:send(Peeled, #sctp_sndrcvinfo{stream = 1}, <<"peeled">>),
    {_, <<"to peeled">>} = data(Peeled),
    ok("server: a peeled-off socket sends and receives"),
    shutdown_comp = change(Peeled),
    ok("server: it is told about the end"),
    %% The next one is aborted by the client.
    {_, <<"abort me">>} = data(S),
    comm_lost = change(S),
    ok("server: told about an ABORT"),
    gen_sctp:close(S).

client(Here, There) ->
    S = open(Here, 0),
    {ok, #sctp_assoc_change{state = comm_up, assoc_id = Id,
	outbound_streams = 5}} = gen_sctp:connect(S, hd(There), ?PORT,
	[{sctp_initmsg, #sctp_initmsg{num_ostreams = 5}}], ?PATIENCE),
    ok("client: connected, with 5 streams"),
    {ok, Peers} = inet:peernames(S, Id),
    true = lists:sort(Peers) =:= lists:sort([{A, ?PORT} || A <- There]),
    ok("client: both addresses of the server"),
    {ok, Names} = inet:socknames(S, Id),
    true = lists:sort([A || {A, _} <- Names]) =:= lists:sort(Here),
    ok("client: both addresses of its own"),
    [echo(S, Id, Stream) || Stream <- lists:seq(0, 4)],
    ok("client: messages on each stream"),
    options(S, Id, There),
    refused(Here, There),
    ok = gen_sctp:send(S, Id, 0, <<"peel off">>),
    {#sctp_sndrcvinfo{stream = 1}, <<"peeled">>} = data(S),
    ok = gen_sctp:send(S, Id, 0, <<"to peeled">>),
    ok = gen_sctp:eof(S, #sctp_assoc_change{assoc_id = Id}),
    shutdown_comp = change(S),
    ok("client: eof() ends the association"),
    {ok, Again} = gen_sctp:connect(S, lists:last(There), ?PORT, [],
				   ?PATIENCE),
    Id2 = Again#sctp_assoc_change.assoc_id,
    ok = gen_sctp:send(S, Id2, 0, <<"abort me">>),
    timer:sleep(500),
    ok = gen_sctp:abort(S, Again),
    comm_lost = change(S),
    ok("client: abort() ends the association"),
    gen_sctp:close(S).

echo(S, Id, Stream) ->
    Data = binary:copy(<<Stream>>, 1 + Stream * 5000),
    ok = gen_sctp:send(S, #sctp_sndrcvinfo{stream = Stream, assoc_id = Id,
	ppid = 77}, Data),
    {#sctp_sndrcvinfo{stream = Stream, ppid = 77, assoc_id = Id}, Data} =
	data(S).

refused(Here, [There | _]) ->
    S = open(Here, 0),
    {error, #sctp_assoc_change{state = cant_assoc}} =
	gen_sctp:connect(S, There, ?PORT + 100, [], ?PATIENCE),
    gen_sctp:close(S),
    ok("client: refused by a port where nobody listens").

%% What is set is what is read.
same(S, Name, Value) ->
    ok = inet:setopts(S, [{Name, Value}]),
    {ok, [{Name, Value}]} = inet:getopts(S, [Name]),
    ok(io_lib:format("client: option ~s", [Name])).

get(S, Name, Ask) ->
    {ok, [{Name, Value}]} = inet:getopts(S, [{Name, Ask}]),
    ok(io_lib:format("client: option ~s", [Name])),
    Value.

options(S, Id, [There | _]) ->
    Address = {There, ?PORT},
    same(S, sctp_nodelay, true),
    same(S, sctp_disable_fragments, false),
    same(S, sctp_i_want_mapped_v4_addr, false),
    same(S, sctp_autoclose, 100),
    same(S, sctp_adaptation_layer, #sctp_setadaptation{adaptation_ind = 9}),
    ok = inet:setopts(S, [{sctp_rtoinfo, #sctp_rtoinfo{assoc_id = Id,
	initial = 500, max = 2000, min = 300}}]),
    #sctp_rtoinfo{initial = 500, max = 2000, min = 300} =
	get(S, sctp_rtoinfo, #sctp_rtoinfo{assoc_id = Id}),
    ok = inet:setopts(S, [{sctp_associnfo, #sctp_assocparams{assoc_id = Id,
	asocmaxrxt = 7, cookie_life = 5000}}]),
    #sctp_assocparams{asocmaxrxt = 7, cookie_life = 5000,
	number_peer_destinations = 2} =
	get(S, sctp_associnfo, #sctp_assocparams{assoc_id = Id}),
    ok = inet:setopts(S, [{sctp_default_send_param, #sctp_sndrcvinfo{
	assoc_id = Id, stream = 3}}]),
    #sctp_sndrcvinfo{stream = 3} = get(S, sctp_default_send_param,
	#sctp_sndrcvinfo{assoc_id = Id}),
    ok = inet:setopts(S, [{sctp_primary_addr, #sctp_prim{assoc_id = Id,
	addr = Address}}]),
    #sctp_prim{addr = Address} =
	get(S, sctp_primary_addr, #sctp_prim{assoc_id = Id}),
    ok = inet:setopts(S, [{sctp_peer_addr_params, #sctp_paddrparams{
	assoc_id = Id, address = Address, hbinterval = 7000,
	pathmaxrxt = 4, flags = [hb_enable]}}]),
    #sctp_paddrparams{hbinterval = 7000, pathmaxrxt = 4} =
	get(S, sctp_peer_addr_params, #sctp_paddrparams{assoc_id = Id,
	    address = Address}),
    #sctp_paddrinfo{state = active} = get(S, sctp_get_peer_addr_info,
	#sctp_paddrinfo{assoc_id = Id, address = Address}),
    #sctp_status{state = established, outstrms = 5,
	primary = #sctp_paddrinfo{address = Address}} =
	get(S, sctp_status, #sctp_status{assoc_id = Id}).
