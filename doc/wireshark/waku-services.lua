-- SPDX-License-Identifier: GPL-2.0-only
--
-- Wireshark dissector of the Waku protocols beside relay: store, filter, lightpush, metadata, peer
-- exchange and transfer of messages between stores; waku-sync.lua has the payloads of reconciliation,
-- which are no protocol buffers. It gets one message at a time, delimiter included, from libp2p-stream.lua, which tells
-- its protocol id in pinfo.private. That is known where connections have SecureChannelOverhead.

-- Loaded by waku-relay.lua, whose reading of protobuf it uses, and by Wireshark itself where it is in
-- a plugin folder.
local found, loaded = pcall(Dissector.get, "waku_service")
if not _G.waku_protobuf or found and loaded then
    return
end

local lib = _G.waku_protobuf
local service = Proto("waku_service", "Waku service")

local TYPES = { [0] = "SUBSCRIBER_PING", "SUBSCRIBE", "UNSUBSCRIBE", "UNSUBSCRIBE_ALL" }

local f = {
    protocol = ProtoField.string("waku_service.protocol", "Protocol"),
    length = ProtoField.uint32("waku_service.length", "Length"),
    request_id = ProtoField.string("waku_service.request_id", "Request id"),
    status = ProtoField.uint64("waku_service.status_code", "Status"),
    description = ProtoField.string("waku_service.status_desc", "Description of the status"),
    pubsub_topic = ProtoField.string("waku_service.pubsub_topic", "Pubsub topic"),
    content_topic = ProtoField.string("waku_service.content_topics", "Content topic"),
    include_data = ProtoField.bool("waku_service.include_data", "Include data"),
    time_start = ProtoField.int64("waku_service.time_start", "Start, ns"),
    time_end = ProtoField.int64("waku_service.time_end", "End, ns"),
    hash = ProtoField.bytes("waku_service.message_hash", "Message hash"),
    cursor = ProtoField.bytes("waku_service.pagination_cursor", "Cursor"),
    forward = ProtoField.bool("waku_service.pagination_forward", "Forward"),
    limit = ProtoField.uint64("waku_service.pagination_limit", "Limit"),
    entry = ProtoField.none("waku_service.messages", "Message of the store"),
    message = ProtoField.none("waku_service.message", "WakuMessage"),
    filter_type = ProtoField.uint64("waku_service.filter_subscribe_type", "Type", base.DEC),
    relay_peers = ProtoField.uint64("waku_service.relay_peer_count", "Peers relayed to"),
    cluster = ProtoField.uint64("waku_service.cluster_id", "Cluster"),
    shard = ProtoField.uint64("waku_service.shards", "Shard"),
    shards = ProtoField.bytes("waku_service.packed_shards", "Shards"),
    query = ProtoField.none("waku_service.query", "Query"),
    response = ProtoField.none("waku_service.response", "Response"),
    num_peers = ProtoField.uint64("waku_service.num_peers", "Number of peers"),
    peer_info = ProtoField.none("waku_service.peer_infos", "Peer"),
    enr = ProtoField.bytes("waku_service.enr", "ENR"),
}
service.fields = f

local malformed = ProtoExpert.new("waku_service.malformed", "Malformed protobuf",
                                  expert.group.MALFORMED, expert.severity.ERROR)
service.experts = { malformed }

-- Schemas ----------------------------------------------------------------------------------------

local function note(name)
    return function(notes, value)
        notes[name] = value or true
    end
end

local function count(name)
    return function(notes)
        notes[name] = (notes[name] or 0) + 1
    end
end

-- As for a note, an unsigned number with its value.
local function add_number(tree, proto_field, tvb, field)
    lib.add_uint(tree, proto_field, tvb, field)
    return field.low + field.high * 2 ^ 32
end
lib.set_varint(add_number)

local ID = { field = f.request_id, add = lib.add_string }
local STATUS = { field = f.status, add = add_number, note = note("status") }
local DESCRIPTION = { field = f.description, add = lib.add_string }
local PUBSUB_TOPIC = { field = f.pubsub_topic, add = lib.add_string }
local CONTENT_TOPIC = { field = f.content_topic, add = lib.add_string }
local MESSAGE = { field = f.message, schema = lib.waku_message, note = count("messages") }

local ENTRY = {
    [1] = { field = f.hash, add = lib.add_bytes },
    [2] = { field = f.message, schema = lib.waku_message },
    [3] = PUBSUB_TOPIC,
}

local ANSWER = { [1] = ID, [10] = STATUS, [11] = DESCRIPTION }

local SERVICES = {
    ["store-query"] = {
        name = "STORE",
        request = {
            [1] = ID,
            [2] = { field = f.include_data, add = lib.add_bool },
            [10] = PUBSUB_TOPIC,
            [11] = CONTENT_TOPIC,
            [12] = { field = f.time_start, add = lib.add_sint },
            [13] = { field = f.time_end, add = lib.add_sint },
            [20] = { field = f.hash, add = lib.add_bytes },
            [51] = { field = f.cursor, add = lib.add_bytes },
            [52] = { field = f.forward, add = lib.add_bool },
            [53] = { field = f.limit, add = lib.add_uint },
        },
        answer = {
            [1] = ID,
            [10] = STATUS,
            [11] = DESCRIPTION,
            [20] = { field = f.entry, schema = ENTRY, note = count("messages") },
            [51] = { field = f.cursor, add = lib.add_bytes },
        },
    },
    ["filter-subscribe"] = {
        name = "FILTER",
        request = {
            [1] = ID,
            [2] = { field = f.filter_type, add = add_number, note = note("type") },
            [10] = PUBSUB_TOPIC,
            [11] = CONTENT_TOPIC,
        },
        answer = ANSWER,
    },
    ["filter-push"] = { name = "FILTER PUSH", request = { [1] = MESSAGE, [2] = PUBSUB_TOPIC } },
    ["lightpush"] = {
        name = "LIGHTPUSH",
        request = { [1] = ID, [20] = PUBSUB_TOPIC, [21] = MESSAGE },
        answer = {
            [1] = ID,
            [10] = STATUS,
            [11] = DESCRIPTION,
            [12] = { field = f.relay_peers, add = lib.add_uint },
        },
    },
    ["transfer"] = { name = "TRANSFER", request = { [1] = PUBSUB_TOPIC, [2] = MESSAGE } },
    ["metadata"] = {
        name = "METADATA",
        request = {
            [1] = { field = f.cluster, add = lib.add_uint },
            [2] = { field = f.shard, add = lib.add_uint },
            [3] = { field = f.shards, add = lib.add_bytes },
        },
    },
    ["peer-exchange"] = {
        name = "PEER EXCHANGE",
        request = {
            [1] = {
                field = f.query,
                schema = { [1] = { field = f.num_peers, add = lib.add_uint } },
            },
            [2] = {
                field = f.response,
                schema = {
                    [1] = {
                        field = f.peer_info,
                        schema = { [1] = { field = f.enr, add = lib.add_bytes } },
                        note = count("peers"),
                    },
                    [10] = STATUS,
                    [11] = DESCRIPTION,
                },
            },
        },
    },
}

-- Messages ---------------------------------------------------------------------------------------

-- Whether a message has a status, by which answers are told from requests.
local function has_status(tvb, offset, limit)
    local field = lib.read_field(tvb, offset, limit)
    while field do
        if field.number == 10 and field.low then
            return true
        end
        field = lib.read_field(tvb, field.stop, limit)
    end
    return false
end

local function describe(kind, notes, is_answer)
    local words = { kind.name }
    if is_answer then
        table.insert(words, "answer")
    elseif kind.name == "FILTER" then
        table.insert(words, TYPES[notes.type or 0] or "of unknown type")
    end
    if notes.status then
        table.insert(words, string.format("%d", notes.status))
    end
    if kind.name == "STORE" and notes.messages then
        table.insert(words, string.format("with %d messages", notes.messages))
    end
    if notes.peers then
        table.insert(words, string.format("with %d peers", notes.peers))
    end
    if kind.name ~= "STORE" and notes.payload then
        table.insert(words, string.format("%d bytes", notes.payload))
    end
    if notes.malformed then
        table.insert(words, "malformed")
    end
    return table.concat(words, " ")
end

function service.dissector(tvb, pinfo, root)
    local id = pinfo.private["waku_service"] or ""
    local name = id:match("^/vac/waku/([%w-]+)/") or ""
    if name == "reconciliation" then
        return Dissector.get("waku_sync"):call(tvb, pinfo, root)
    end
    local kind = SERVICES[name] or { name = id, request = {} }
    local tree = root:add(service, tvb())
    tree:add(f.protocol, id):set_generated()
    local notes = { publish = {} }
    local low, high, start = lib.read_varint(tvb, 0, tvb:len())
    local is_answer = false
    if low and high == 0 and low == tvb:len() - start then
        tree:add(f.length, tvb(0, start), low)
        is_answer = kind.answer ~= nil and has_status(tvb, start, tvb:len())
        local schema = is_answer and kind.answer or kind.request
        notes.malformed = not lib.add_message(schema, tree, tvb, start, tvb:len(), notes)
    else
        notes.malformed = true
    end
    if notes.malformed then
        tree:add_proto_expert_info(malformed)
    end
    local text = describe(kind, notes, is_answer)
    tree:append_text(", " .. text)
    pinfo.cols.protocol = "WAKU"
    pinfo.cols.info:append(text)
    return tvb:len()
end
