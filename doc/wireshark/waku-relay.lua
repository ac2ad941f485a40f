-- SPDX-License-Identifier: GPL-2.0-only
--
-- Wireshark dissector of Waku relay: RPCs of libp2p pubsub with the control messages of gossipsub
-- v1.0 to v1.3 and its extensions, and the WakuMessage (14/WAKU2-MESSAGE) that each published message holds. It gets
-- one RPC at a time, delimiter included, from libp2p-stream.lua, which it loads.

local waku = Proto("waku", "Waku Relay")

local f = {
    rpc_length = ProtoField.uint32("waku.rpc.length", "Length"),
    subscriptions = ProtoField.none("waku.subscriptions", "Subscription"),
    subscribe = ProtoField.bool("waku.subscriptions.subscribe", "Subscribe"),
    subscription_topic = ProtoField.string("waku.subscriptions.topic_id", "Topic"),
    publish = ProtoField.none("waku.publish", "Publish"),
    from = ProtoField.bytes("waku.publish.from", "From"),
    data = ProtoField.bytes("waku.publish.data", "Data"),
    seqno = ProtoField.bytes("waku.publish.seqno", "Sequence number"),
    topic = ProtoField.string("waku.publish.topic", "Topic"),
    signature = ProtoField.bytes("waku.publish.signature", "Signature"),
    key = ProtoField.bytes("waku.publish.key", "Key"),
    control = ProtoField.none("waku.control", "Control"),
    ihave = ProtoField.none("waku.control.ihave", "IHAVE"),
    ihave_topic = ProtoField.string("waku.control.ihave.topic_id", "Topic"),
    ihave_ids = ProtoField.bytes("waku.control.ihave.message_ids", "Message id"),
    iwant = ProtoField.none("waku.control.iwant", "IWANT"),
    iwant_ids = ProtoField.bytes("waku.control.iwant.message_ids", "Message id"),
    graft = ProtoField.none("waku.control.graft", "GRAFT"),
    graft_topic = ProtoField.string("waku.control.graft.topic_id", "Topic"),
    prune = ProtoField.none("waku.control.prune", "PRUNE"),
    prune_topic = ProtoField.string("waku.control.prune.topic_id", "Topic"),
    prune_backoff = ProtoField.uint64("waku.control.prune.backoff", "Backoff, seconds"),
    prune_peers = ProtoField.none("waku.control.prune.peers", "Peer"),
    peer_id = ProtoField.bytes("waku.control.prune.peers.peer_id", "Peer id"),
    signed_record = ProtoField.bytes("waku.control.prune.peers.signed_peer_record",
                                     "Signed peer record"),
    peer_address = ProtoField.string("waku.control.prune.peers.address", "Address"),
    idontwant = ProtoField.none("waku.control.idontwant", "IDONTWANT"),
    idontwant_ids = ProtoField.bytes("waku.control.idontwant.message_ids", "Message id"),
    requests_partial = ProtoField.bool("waku.subscriptions.requests_partial",
                                       "Requests partial messages"),
    supports_partial = ProtoField.bool("waku.subscriptions.supports_partial",
                                       "Supports partial messages"),
    extensions = ProtoField.none("waku.control.extensions", "Extensions"),
    has_partial = ProtoField.bool("waku.control.extensions.partial", "Partial messages"),
    has_pingpong = ProtoField.bool("waku.control.extensions.pingpong", "Ping-pong"),
    has_preamble = ProtoField.bool("waku.control.extensions.preamble", "Preamble"),
    has_choke = ProtoField.bool("waku.control.extensions.choke", "Choke"),
    has_test = ProtoField.bool("waku.control.extensions.test", "Test Extension"),
    partial = ProtoField.none("waku.partial", "Partial message"),
    partial_topic = ProtoField.string("waku.partial.topic_id", "Topic"),
    partial_group = ProtoField.bytes("waku.partial.group_id", "Group id"),
    partial_parts = ProtoField.bytes("waku.partial.parts", "Parts"),
    partial_metadata = ProtoField.bytes("waku.partial.metadata", "Parts metadata"),
    pingpong = ProtoField.none("waku.pingpong", "Ping-pong"),
    ping = ProtoField.bytes("waku.pingpong.ping", "Ping"),
    pong = ProtoField.bytes("waku.pingpong.pong", "Pong"),
    preambles = ProtoField.none("waku.preambles", "Preamble extension"),
    preamble = ProtoField.none("waku.preamble", "PREAMBLE"),
    preamble_topic = ProtoField.string("waku.preamble.topic_id", "Topic"),
    preamble_id = ProtoField.bytes("waku.preamble.message_id", "Message id"),
    preamble_length = ProtoField.uint64("waku.preamble.length", "Message length"),
    imreceiving = ProtoField.none("waku.imreceiving", "IMRECEIVING"),
    imreceiving_id = ProtoField.bytes("waku.imreceiving.message_id", "Message id"),
    imreceiving_length = ProtoField.uint64("waku.imreceiving.length", "Message length"),
    chokes = ProtoField.none("waku.chokes", "Choke extension"),
    choke = ProtoField.none("waku.choke", "CHOKE"),
    choke_topic = ProtoField.string("waku.choke.topic_id", "Topic"),
    unchoke = ProtoField.none("waku.unchoke", "UNCHOKE"),
    unchoke_topic = ProtoField.string("waku.unchoke.topic_id", "Topic"),
    test_extension = ProtoField.none("waku.test_extension", "Test Extension"),
    payload = ProtoField.bytes("waku.message.payload", "Payload"),
    payload_size = ProtoField.uint32("waku.message.payload_size", "Payload size"),
    content_topic = ProtoField.string("waku.message.content_topic", "Content topic"),
    version = ProtoField.uint64("waku.message.version", "Version"),
    timestamp = ProtoField.int64("waku.message.timestamp", "Timestamp, ns"),
    meta = ProtoField.bytes("waku.message.meta", "Meta"),
    rate_limit_proof = ProtoField.bytes("waku.message.rate_limit_proof", "Rate limit proof"),
    ephemeral = ProtoField.bool("waku.message.ephemeral", "Ephemeral"),
    unknown = ProtoField.bytes("waku.unknown", "Unknown field"),
}
waku.fields = f

local malformed = ProtoExpert.new("waku.malformed", "Malformed protobuf",
                                  expert.group.MALFORMED, expert.severity.ERROR)
local no_message = ProtoExpert.new("waku.no_waku_message", "Data is no WakuMessage",
                                   expert.group.PROTOCOL, expert.severity.WARN)
waku.experts = { malformed, no_message }

-- Protobuf ---------------------------------------------------------------------------------------

local VARINT, I64, LEN, I32 = 0, 1, 2, 5

-- A varint of at most 64 bits in halves of 32, since a Lua number holds no more than 53.
-- Returns the low and the high half and where the varint ends, or nothing.
local function read_varint(tvb, offset, limit)
    local groups = { 0, 0, 0 } -- of 4 bytes, that is, of 28 bits
    for i = 0, 9 do
        if offset + i >= limit then
            return nil
        end
        local byte = tvb(offset + i, 1):uint()
        local group = math.floor(i / 4) + 1
        groups[group] = groups[group] + byte % 128 * 128 ^ (i % 4)
        if byte < 128 then
            if groups[3] > 255 then
                return nil
            end
            local low = groups[1] + groups[2] % 16 * 2 ^ 28
            local high = math.floor(groups[2] / 16) + groups[3] * 2 ^ 24
            return low, high, offset + i + 1
        end
    end
    return nil
end

-- The next field of a message: a table with number, type, where it and its value start, size of the
-- value, and both halves of a varint. Nothing if there is none to be read.
local function read_field(tvb, offset, limit)
    local low, high, at = read_varint(tvb, offset, limit)
    if not low or high > 0 or low < 8 then
        return nil
    end
    local field = { start = offset, number = math.floor(low / 8), type = low % 8, value = at }
    if field.type == VARINT then
        local stop
        field.low, field.high, stop = read_varint(tvb, at, limit)
        field.size = stop and stop - at
    elseif field.type == LEN then
        low, high, field.value = read_varint(tvb, at, limit)
        field.size = low and low + high * 2 ^ 32
    elseif field.type == I64 or field.type == I32 then
        field.size = field.type == I64 and 8 or 4
    end
    if not field.size or field.size > limit - field.value then
        return nil
    end
    field.stop = field.value + field.size
    return field
end

-- How a field is shown. Each returns what a note of the schema gets.
local function add_bytes(tree, proto_field, tvb, field)
    tree:add(proto_field, tvb(field.value, field.size))
    return field.size
end

-- A path of field numbers into nested messages. Returns where the value of the last one is, or
-- nothing.
local function find_value(tvb, offset, limit, path)
    for _, number in ipairs(path) do
        local field = read_field(tvb, offset, limit)
        while field and not (field.number == number and field.type == LEN) do
            field = read_field(tvb, field.stop, limit)
        end
        if not field then
            return nil
        end
        offset, limit = field.value, field.stop
    end
    return offset, limit - offset
end

-- A signed peer record, with the first address in it if that is IPv4 and TCP.
local function add_signed_record(tree, proto_field, tvb, field)
    local item = tree:add(proto_field, tvb(field.value, field.size))
    local at, size = find_value(tvb, field.value, field.stop, { 3, 3, 1 })
    if size == 8 and tvb(at, 1):uint() == 4 and tvb(at + 5, 1):uint() == 6 then
        local host = tostring(tvb(at + 1, 4):ipv4())
        local text = string.format("%s:%d", host, tvb(at + 6, 2):uint())
        item:add(f.peer_address, tvb(at, size), text)
        item:append_text(" (" .. text .. ")")
    end
end

local function add_string(tree, proto_field, tvb, field)
    local range = tvb(field.value, field.size)
    tree:add(proto_field, range, field.size > 0 and range:string(ENC_UTF_8) or "")
end

local function add_bool(tree, proto_field, tvb, field)
    local value = field.low > 0 or field.high > 0
    tree:add(proto_field, tvb(field.value, field.size), value)
    return value
end

local function add_uint(tree, proto_field, tvb, field)
    tree:add(proto_field, tvb(field.value, field.size), UInt64(field.low, field.high))
end

-- ZigZag: 0, -1, 1, -2, ... are 0, 1, 2, 3, ...
local function add_sint(tree, proto_field, tvb, field)
    local low = math.floor(field.low / 2) + field.high % 2 * 2 ^ 31
    local high = math.floor(field.high / 2)
    if field.low % 2 == 1 then
        low, high = 2 ^ 32 - 1 - low, 2 ^ 32 - 1 - high
    end
    local item = tree:add(proto_field, tvb(field.value, field.size), Int64(low, high))
    item:append_text(string.format(" (%.6f s)", Int64(low, high):tonumber() / 1e9))
end

local WIRE_TYPE = {
    [add_bytes] = LEN,
    [add_signed_record] = LEN,
    [add_string] = LEN,
    [add_bool] = VARINT,
    [add_uint] = VARINT,
    [add_sint] = VARINT,
}

-- Show the fields of a message as its schema says. What the schema does not know is allowed, and
-- shown as such. Returns whether all could be read.
local function add_message(schema, tree, tvb, offset, limit, notes)
    while offset < limit do
        local field = read_field(tvb, offset, limit)
        if not field then
            return false, offset
        end
        local entry = schema[field.number]
        if not entry or field.type ~= (WIRE_TYPE[entry.add] or LEN) then
            local item = tree:add(f.unknown, tvb(offset, field.stop - offset))
            item:prepend_text(string.format("Number %d: ", field.number))
        elseif entry.schema then
            local whole = tvb(field.value, field.size)
            local subtree = entry.is_data and tree:add(entry.field, whole)
                or tree:add(entry.field, tvb(offset, field.stop - offset))
            local good, place =
                add_message(entry.schema, subtree, tvb, field.value, field.stop, notes)
            if not good and entry.is_data then
                subtree:add_proto_expert_info(no_message)
                notes.no_message = true
            elseif not good then
                return false, place
            end
            if entry.note then
                entry.note(notes, field.size)
            end
        else
            local value = entry.add(tree, entry.field, tvb, field)
            if entry.note then
                entry.note(notes, value)
            end
        end
        offset = field.stop
    end
    return true
end

-- Schemas: field numbers and what notes for the Info column their values leave -------------------

local function count(name)
    return function(notes)
        notes[name] = (notes[name] or 0) + 1
    end
end

local WAKU_MESSAGE = {
    [1] = {
        field = f.payload,
        add = function(tree, proto_field, tvb, field)
            local range = tvb(field.value, field.size)
            tree:add(proto_field, range)
            tree:add(f.payload_size, range, field.size):set_generated()
            return field.size
        end,
        note = function(notes, size)
            notes.payload = size
        end,
    },
    [2] = { field = f.content_topic, add = add_string },
    [3] = { field = f.version, add = add_uint },
    [10] = { field = f.timestamp, add = add_sint },
    [11] = { field = f.meta, add = add_bytes },
    [21] = { field = f.rate_limit_proof, add = add_bytes },
    [31] = { field = f.ephemeral, add = add_bool },
}

local MESSAGE = {
    [1] = { field = f.from, add = add_bytes },
    [2] = {
        field = f.data,
        schema = WAKU_MESSAGE,
        is_data = true,
        note = function(notes, size)
            notes.data = size
        end,
    },
    [3] = { field = f.seqno, add = add_bytes },
    [4] = { field = f.topic, add = add_string },
    [5] = { field = f.signature, add = add_bytes },
    [6] = { field = f.key, add = add_bytes },
}

local SUBOPTS = {
    [1] = {
        field = f.subscribe,
        add = add_bool,
        note = function(notes, value)
            count(value and "subscribe" or "unsubscribe")(notes)
        end,
    },
    [2] = { field = f.subscription_topic, add = add_string },
    [3] = { field = f.requests_partial, add = add_bool },
    [4] = { field = f.supports_partial, add = add_bool },
}

local IHAVE = {
    [1] = { field = f.ihave_topic, add = add_string },
    [2] = { field = f.ihave_ids, add = add_bytes, note = count("ihave_ids") },
}

local IWANT = { [1] = { field = f.iwant_ids, add = add_bytes, note = count("iwant_ids") } }

local GRAFT = { [1] = { field = f.graft_topic, add = add_string } }

local PEER_INFO = {
    [1] = { field = f.peer_id, add = add_bytes },
    [2] = { field = f.signed_record, add = add_signed_record },
}

local PRUNE = {
    [1] = { field = f.prune_topic, add = add_string },
    [2] = { field = f.prune_peers, schema = PEER_INFO, note = count("prune_peers") },
    [3] = { field = f.prune_backoff, add = add_uint },
}

local IDONTWANT = {
    [1] = { field = f.idontwant_ids, add = add_bytes, note = count("idontwant_ids") },
}

local EXTENSIONS = {
    [10] = { field = f.has_partial, add = add_bool },
    [3145728] = { field = f.has_pingpong, add = add_bool },
    [4194304] = { field = f.has_preamble, add = add_bool },
    [5242881] = { field = f.has_choke, add = add_bool },
    [6492434] = { field = f.has_test, add = add_bool },
}

local PARTIAL = {
    [1] = { field = f.partial_topic, add = add_string },
    [2] = { field = f.partial_group, add = add_bytes },
    [3] = { field = f.partial_parts, add = add_bytes },
    [4] = { field = f.partial_metadata, add = add_bytes },
}

local PINGPONG = {
    [1] = { field = f.ping, add = add_bytes, note = count("ping") },
    [2] = { field = f.pong, add = add_bytes, note = count("pong") },
}

local PREAMBLE = {
    [1] = { field = f.preamble_topic, add = add_string },
    [2] = { field = f.preamble_id, add = add_bytes },
    [3] = { field = f.preamble_length, add = add_uint },
}

local IMRECEIVING = {
    [1] = { field = f.imreceiving_id, add = add_bytes },
    [2] = { field = f.imreceiving_length, add = add_uint },
}

local PREAMBLES = {
    [1] = { field = f.preamble, schema = PREAMBLE, note = count("preamble") },
    [2] = { field = f.imreceiving, schema = IMRECEIVING, note = count("imreceiving") },
}

local CHOKE = { [1] = { field = f.choke_topic, add = add_string } }

local UNCHOKE = { [1] = { field = f.unchoke_topic, add = add_string } }

local CHOKES = {
    [1] = { field = f.choke, schema = CHOKE, note = count("choke") },
    [2] = { field = f.unchoke, schema = UNCHOKE, note = count("unchoke") },
}

local CONTROL = {
    [1] = { field = f.ihave, schema = IHAVE, note = count("ihave") },
    [2] = { field = f.iwant, schema = IWANT, note = count("iwant") },
    [3] = { field = f.graft, schema = GRAFT, note = count("graft") },
    [4] = { field = f.prune, schema = PRUNE, note = count("prune") },
    [5] = { field = f.idontwant, schema = IDONTWANT, note = count("idontwant") },
    [6] = { field = f.extensions, schema = EXTENSIONS, note = count("extensions") },
}

local RPC = {
    [1] = { field = f.subscriptions, schema = SUBOPTS },
    [2] = {
        field = f.publish,
        schema = MESSAGE,
        note = function(notes)
            local size = not notes.no_message and notes.payload or notes.data or 0
            table.insert(notes.publish, string.format("PUBLISH %d bytes", size))
            notes.payload, notes.data, notes.no_message = nil, nil, nil
        end,
    },
    [3] = { field = f.control, schema = CONTROL },
    [10] = { field = f.partial, schema = PARTIAL, note = count("partial") },
    [3145728] = { field = f.pingpong, schema = PINGPONG },
    [4194304] = { field = f.preambles, schema = PREAMBLES },
    [5242881] = { field = f.chokes, schema = CHOKES },
    [6492434] = { field = f.test_extension, schema = {}, note = count("test_extension") },
}

-- Frames -----------------------------------------------------------------------------------------

local function plural(number, noun)
    return string.format("%d %s%s", number, noun, number == 1 and "" or "s")
end

-- What an RPC says, for the Info column.
local function describe(notes)
    local words = {}
    for _, name in ipairs({ "subscribe", "unsubscribe" }) do
        if notes[name] then
            table.insert(words, string.format("%s %d", name:upper(), notes[name]))
        end
    end
    for _, text in ipairs(notes.publish) do
        table.insert(words, text)
    end
    for _, name in ipairs({ "ihave", "iwant" }) do
        if notes[name] then
            table.insert(words, name:upper() .. " " .. plural(notes[name .. "_ids"] or 0, "id"))
        end
    end
    for _, name in ipairs({ "graft", "prune" }) do
        if notes[name] then
            table.insert(words, string.format("%s %d", name:upper(), notes[name]))
        end
    end
    if notes.prune_peers then
        table.insert(words, "peer exchange " .. plural(notes.prune_peers, "peer"))
    end
    if notes.idontwant then
        table.insert(words, "IDONTWANT " .. plural(notes.idontwant_ids or 0, "id"))
    end
    for _, name in ipairs({ "extensions", "preamble", "imreceiving", "choke", "unchoke", "partial",
                            "ping", "pong", "test_extension" }) do
        if notes[name] then
            local word = name:gsub("_", " "):upper()
            table.insert(words, string.format("%s %d", word, notes[name]))
        end
    end
    if notes.malformed then
        table.insert(words, "malformed")
    end
    return #words > 0 and table.concat(words, ", ") or "empty"
end

function waku.dissector(tvb, pinfo, root)
    local tree = root:add(waku, tvb())
    local notes = { publish = {} }
    local low, high, start = read_varint(tvb, 0, tvb:len())
    if low and high == 0 and low == tvb:len() - start then
        tree:add(f.rpc_length, tvb(0, start), low)
        local good, place = add_message(RPC, tree, tvb, start, tvb:len(), notes)
        if not good then
            tree:add_proto_expert_info(
                malformed, string.format("Malformed protobuf at byte %d of the RPC", place - start))
            notes.malformed = true
        end
    else
        tree:add_proto_expert_info(malformed, "The delimiter does not fit the RPC")
        notes.malformed = true
    end
    local text = "RPC " .. describe(notes)
    tree:append_text(", " .. text)
    pinfo.cols.protocol = "WAKU"
    pinfo.cols.info:append(text)
    return tvb:len()
end

-- What waku-services.lua and waku-sync.lua use of this file.
_G.waku_protobuf = {
    read_varint = read_varint,
    read_field = read_field,
    add_message = add_message,
    add_bytes = add_bytes,
    add_string = add_string,
    add_bool = add_bool,
    add_uint = add_uint,
    add_sint = add_sint,
    waku_message = WAKU_MESSAGE,
    set_varint = function(add)
        WIRE_TYPE[add] = VARINT
    end,
}

-- In a plugin folder, Wireshark loads all scripts by itself, in any order.
local folder = debug.getinfo(1, "S").source:match("^@?(.*[/\\])") or ""
for name, script in pairs({
    libp2p = "libp2p-stream.lua",
    waku_service = "waku-services.lua",
    waku_sync = "waku-sync.lua",
}) do
    local found, dissector = pcall(Dissector.get, name)
    if not found or not dissector then
        dofile(folder .. script)
    end
end
