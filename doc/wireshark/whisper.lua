-- SPDX-License-Identifier: GPL-2.0-only
--
-- Wireshark dissector of Whisper 6 (EIP-627) and Waku v1 (6/WAKU1) as the Whisper nodes of the ns-3
-- module `waku` write them to TCP: RLP packets in frames of RLPx form and size. Preference `devp2p` is
-- for captures of nodes with attribute Devp2p.
--
-- It loads rlpx-frames.lua. The module encrypts nothing, and its MACs are zeros. So this reads captures
-- of the module, not of real nodes. What a real envelope encrypts stands in its data in the clear:
-- whisper.payload.*.

-- In a plugin folder, Wireshark loads all scripts by itself, in any order.
if not _G.waku_rlpx then
    dofile((debug.getinfo(1, "S").source:match("^@?(.*[/\\])") or "") .. "rlpx-frames.lua")
end

local lib = _G.waku_rlpx
local read_list, whole, content = lib.read_list, lib.whole, lib.content
local add_uint, add_flag, add_bytes = lib.add_uint, lib.add_flag, lib.add_bytes
local whisper = Proto("whisper", "Whisper")

local CODES = {
    [0] = "STATUS",
    [1] = "MESSAGES",
    [2] = "POW REQUIREMENT",
    [3] = "BLOOM FILTER",
    [11] = "BATCH ACKNOWLEDGED",
    [12] = "MESSAGE RESPONSE",
    [22] = "STATUS UPDATE",
    [123] = "SYNC REQUEST",
    [124] = "SYNC RESPONSE",
    [125] = "P2P REQUEST COMPLETE",
    [126] = "P2P REQUEST",
    [127] = "P2P MESSAGE",
}

local ERROR_CODES = { [1] = "time not synced", [2] = "other" }

local f = {
    version = ProtoField.uint64("whisper.version", "Version"),
    pow = ProtoField.double("whisper.pow_requirement", "PoW requirement"),
    bloom = ProtoField.bytes("whisper.bloom_filter", "Bloom filter"),
    light = ProtoField.bool("whisper.light_node", "Light node"),
    confirmations = ProtoField.bool("whisper.confirmations_enabled", "Confirmations enabled"),
    packet_limits = ProtoField.none("whisper.packet_rate_limits", "Packet rate limits"),
    packet_limit_ip = ProtoField.uint64("whisper.packet_rate_limits.ip", "Of an IP address"),
    packet_limit_peer = ProtoField.uint64("whisper.packet_rate_limits.peer_id", "Of a peer"),
    packet_limit_topic = ProtoField.uint64("whisper.packet_rate_limits.topic", "Of a topic"),
    byte_limits = ProtoField.none("whisper.bytes_rate_limits", "Bytes rate limits"),
    byte_limit_ip = ProtoField.uint64("whisper.bytes_rate_limits.ip", "Of an IP address"),
    byte_limit_peer = ProtoField.uint64("whisper.bytes_rate_limits.peer_id", "Of a peer"),
    byte_limit_topic = ProtoField.uint64("whisper.bytes_rate_limits.topic", "Of a topic"),
    interest = ProtoField.bytes("whisper.topic_interest", "Topic interest"),
    envelope = ProtoField.none("whisper.envelope", "Envelope"),
    expiry = ProtoField.uint64("whisper.envelope.expiry", "Expiry, UNIX time"),
    ttl = ProtoField.uint64("whisper.envelope.ttl", "Time to live, seconds"),
    topic = ProtoField.bytes("whisper.envelope.topic", "Topic"),
    data = ProtoField.bytes("whisper.envelope.data", "Data"),
    data_size = ProtoField.uint32("whisper.envelope.data_size", "Size of data"),
    nonce = ProtoField.uint64("whisper.envelope.nonce", "Nonce"),
    salt = ProtoField.bytes("whisper.payload.salt", "Salt"),
    payload_flags = ProtoField.uint8("whisper.payload.flags", "Flags", base.HEX),
    is_signed = ProtoField.bool("whisper.payload.flags.signed", "Signed", 8, nil, 4),
    size_bytes = ProtoField.uint8("whisper.payload.flags.size_bytes", "Bytes of the size",
                                  base.DEC, nil, 3),
    payload_size = ProtoField.uint32("whisper.payload.size", "Payload size"),
    payload = ProtoField.bytes("whisper.payload", "Payload"),
    batch = ProtoField.bytes("whisper.batch_hash", "Hash of the batch"),
    response_version = ProtoField.uint64("whisper.message_response.version", "Version"),
    failed = ProtoField.none("whisper.message_response.error", "Envelope not accepted"),
    failed_hash = ProtoField.bytes("whisper.message_response.error.hash", "Hash of the envelope"),
    failed_code = ProtoField.uint64("whisper.message_response.error.code", "Code", base.DEC,
                                    ERROR_CODES),
    failed_text = ProtoField.string("whisper.message_response.error.description", "Description"),
    request_id = ProtoField.bytes("whisper.request_complete.request_id", "Request id"),
    last_hash = ProtoField.bytes("whisper.request_complete.last_envelope_hash",
                                 "Hash of the last envelope"),
    cursor = ProtoField.bytes("whisper.request_complete.cursor", "Cursor"),
    request_error = ProtoField.string("whisper.request_complete.error", "Error"),
    sync_lower = ProtoField.uint64("whisper.sync.lower", "Oldest, UNIX time"),
    sync_upper = ProtoField.uint64("whisper.sync.upper", "Newest, UNIX time"),
    sync_limit = ProtoField.uint64("whisper.sync.limit", "Limit"),
    sync_cursor = ProtoField.bytes("whisper.sync.cursor", "Cursor"),
    sync_final = ProtoField.bool("whisper.sync.final", "Final"),
    sync_error = ProtoField.string("whisper.sync.error", "Error"),
    unknown = ProtoField.bytes("whisper.unknown", "Unknown item"),
}
local HASH_SIZE = 32
local BLOOM_SIZE = 64
local TOPIC_SIZE = 4
local CURSOR_SIZE = 36
local SALT_SIZE = 12

-- Items in a tree. Each of these returns something true if the item is what it should be. ---------

local function add_bloom(tree, field, item)
    return add_bytes(tree, field, item, BLOOM_SIZE)
end

-- The bits of a double as an integer, so without zeros in front.
local function add_pow(tree, field, item)
    if not item or item.is_list or item.size > 8 then
        return nil
    end
    local high, low = 0, 0
    for i = 0, item.size - 1 do
        high = high * 256 % 2 ^ 32 + math.floor(low / 2 ^ 24)
        low = low * 256 % 2 ^ 32 + item.tvb(item.value + i, 1):uint()
    end
    local exponent = math.floor(high / 2 ^ 20)
    if exponent >= 2047 then
        return nil -- negative, infinite or not a number
    end
    local fraction = (high % 2 ^ 20 * 2 ^ 32 + low) / 2 ^ 52
    local pow = exponent == 0 and fraction * 2 ^ -1022 or (1 + fraction) * 2 ^ (exponent - 1023)
    tree:add(field, content(item), pow)
    return pow
end

local function add_limits(tree, fields, item)
    local items = read_list(item)
    if not items or #items ~= 3 then
        return nil
    end
    local subtree = tree:add(fields[1], whole(item))
    return add_uint(subtree, fields[2], items[1]) and add_uint(subtree, fields[3], items[2])
        and add_uint(subtree, fields[4], items[3])
end

local function add_topics(tree, field, item)
    for _, topic in ipairs(read_list(item) or { false }) do
        if not topic or not add_bytes(tree, field, topic, TOPIC_SIZE) then
            return nil
        end
    end
    return true
end

-- The settings of Waku v1 by their keys (6/WAKU1, "Status").
local OPTIONS = {
    [0] = { add_pow, f.pow },
    [1] = { add_bloom, f.bloom },
    [2] = { add_flag, f.light },
    [3] = { add_flag, f.confirmations },
    [4] = { add_limits, { f.packet_limits, f.packet_limit_ip, f.packet_limit_peer,
                          f.packet_limit_topic } },
    [5] = { add_topics, f.interest },
    [6] = { add_limits, { f.byte_limits, f.byte_limit_ip, f.byte_limit_peer, f.byte_limit_topic } },
}

local function add_options(tree, items)
    for _, item in ipairs(items) do
        local pair = read_list(item)
        if not pair or #pair < 2 or pair[1].is_list or pair[1].size > 4 then
            return false
        end
        local key = pair[1].size > 0 and pair[1].tvb(pair[1].value, pair[1].size):uint() or 0
        local option = OPTIONS[key]
        if not option then
            tree:add(f.unknown, whole(item))
        elseif not option[1](tree, option[2], pair[2]) then
            return false
        end
    end
    return true
end

-- What is encrypted in reality: salt, flags, size of the payload, payload, padding.
local function add_payload(tree, item)
    local flags_at = item.value + SALT_SIZE
    if item.size <= SALT_SIZE then
        return
    end
    local flags = item.tvb(flags_at, 1):uint()
    local size_bytes = flags % 4
    local at = flags_at + 1 + size_bytes
    if flags > 7 or size_bytes == 0 or at > item.stop then
        return
    end
    local size = item.tvb(flags_at + 1, size_bytes):le_uint()
    if size > item.stop - at then
        return
    end
    tree:add(f.salt, item.tvb(item.value, SALT_SIZE))
    local subtree = tree:add(f.payload_flags, item.tvb(flags_at, 1))
    subtree:add(f.is_signed, item.tvb(flags_at, 1))
    subtree:add(f.size_bytes, item.tvb(flags_at, 1))
    tree:add_le(f.payload_size, item.tvb(flags_at + 1, size_bytes))
    tree:add(f.payload, item.tvb(at, size))
end

local function add_envelope(tree, item)
    local items = read_list(item)
    if not items or #items ~= 5 then
        return false
    end
    local subtree = tree:add(f.envelope, whole(item))
    local data = items[4]
    if not add_uint(subtree, f.expiry, items[1]) or not add_uint(subtree, f.ttl, items[2])
        or not add_bytes(subtree, f.topic, items[3], TOPIC_SIZE) then
        return false
    end
    local data_tree = add_bytes(subtree, f.data, data)
    if not data_tree then
        return false
    end
    subtree:add(f.data_size, content(data), data.size):set_generated()
    add_payload(data_tree, data)
    subtree:append_text(string.format(", %d bytes of data", data.size))
    return add_uint(subtree, f.nonce, items[5])
end

-- Packets ----------------------------------------------------------------------------------------
-- Each gets a tree and the packet's only item, and returns whether it is what it should be, and
-- what it says for the Info column.

local packets = {}

local function plural(number, noun)
    return string.format("%d %s%s", number, noun, number == 1 and "" or "s")
end

-- A list of pairs is that of Waku v1.
packets[0] = function(tree, item)
    local items = read_list(item)
    if not items or #items == 0 or items[1].is_list then
        return items and add_options(tree, items), "Waku v1"
    end
    local version = add_uint(tree, f.version, items[1])
    local pow = items[2] and add_pow(tree, f.pow, items[2])
    local good = version and (not items[2] or pow)
        and (not items[3] or add_bytes(tree, f.bloom, items[3], 0, BLOOM_SIZE))
        and (not items[4] or add_flag(tree, f.light, items[4]))
        and (not items[5] or add_flag(tree, f.confirmations, items[5]))
    return good, good and string.format("version %s%s", tostring(version),
                                        pow and string.format(", PoW %g", pow) or "")
end

packets[22] = function(tree, item)
    local items = read_list(item)
    return items and add_options(tree, items), items and plural(#items, "setting")
end

packets[1] = function(tree, item)
    local items = read_list(item)
    if not items then
        return false
    end
    for _, envelope in ipairs(items) do
        if not add_envelope(tree, envelope) then
            return false
        end
    end
    return true, string.format("%s, %d bytes", plural(#items, "envelope"), item.size)
end

packets[127] = packets[1]

packets[126] = function(tree, item)
    return add_envelope(tree, item), string.format("%d bytes", item.size)
end

packets[2] = function(tree, item)
    local pow = add_pow(tree, f.pow, item)
    return pow, pow and string.format("%g", pow)
end

packets[3] = function(tree, item)
    return add_bloom(tree, f.bloom, item)
end

packets[11] = function(tree, item)
    return add_bytes(tree, f.batch, item, HASH_SIZE)
end

packets[12] = function(tree, item)
    local response = read_list(item)
    if not response or not add_uint(tree, f.response_version, response[1]) then
        return false
    end
    local body = read_list(response[2])
    local errors = body and read_list(body[2])
    if not errors or not add_bytes(tree, f.batch, body[1], HASH_SIZE) then
        return false
    end
    for _, failed in ipairs(errors) do
        local items = read_list(failed)
        local subtree = tree:add(f.failed, whole(failed))
        if not items or not add_bytes(subtree, f.failed_hash, items[1], HASH_SIZE)
            or not add_uint(subtree, f.failed_code, items[2])
            or not add_bytes(subtree, f.failed_text, items[3]) then
            return false
        end
    end
    return true, plural(#errors, "error")
end

-- A request id, then either an error, or a hash and a cursor that are there if there are envelopes
-- and more of them.
packets[125] = function(tree, item)
    if item.is_list then
        return false
    end
    local tvb, at, size = item.tvb, item.value, item.size
    local prefix = "ERROR="
    if size >= #prefix + HASH_SIZE and tvb(at, #prefix):raw() == prefix then
        at = at + #prefix
        tree:add(f.request_id, tvb(at, HASH_SIZE))
        tree:add(f.request_error, tvb(at + HASH_SIZE, item.stop - at - HASH_SIZE))
        return true, "with an error"
    end
    if size ~= HASH_SIZE and size ~= 2 * HASH_SIZE and size ~= 2 * HASH_SIZE + CURSOR_SIZE then
        return false
    end
    tree:add(f.request_id, tvb(at, HASH_SIZE))
    if size > HASH_SIZE then
        tree:add(f.last_hash, tvb(at + HASH_SIZE, HASH_SIZE))
    end
    if size > 2 * HASH_SIZE then
        tree:add(f.cursor, tvb(at + 2 * HASH_SIZE, CURSOR_SIZE))
    end
    return true
end

-- Bytes that may be none.
local function add_some(tree, field, item)
    return item and not item.is_list and (item.size == 0 or add_bytes(tree, field, item))
end

packets[123] = function(tree, item)
    local items = read_list(item)
    return items and add_uint(tree, f.sync_lower, items[1])
        and add_uint(tree, f.sync_upper, items[2]) and add_bloom(tree, f.bloom, items[3])
        and add_uint(tree, f.sync_limit, items[4]) and add_some(tree, f.sync_cursor, items[5])
end

packets[124] = function(tree, item)
    local items = read_list(item)
    local envelopes = items and read_list(items[1])
    if not envelopes then
        return false
    end
    for _, envelope in ipairs(envelopes) do
        if not add_envelope(tree, envelope) then
            return false
        end
    end
    return add_some(tree, f.sync_cursor, items[2]) and add_flag(tree, f.sync_final, items[3])
        and add_some(tree, f.sync_error, items[4]), plural(#envelopes, "envelope")
end

lib.install({
    proto = whisper,
    prefix = "whisper",
    name = "WHISPER",
    nodes = "Whisper nodes",
    ports = "30303",
    codes = CODES,
    packets = packets,
    fields = f,
})
