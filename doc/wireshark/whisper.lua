-- SPDX-License-Identifier: GPL-2.0-only
--
-- Wireshark dissector of Whisper 6 (EIP-627) and Waku v1 (6/WAKU1) as the Whisper nodes of the ns-3
-- module `waku` write them to TCP: RLP packets in frames of RLPx form and size. Preference `devp2p` is
-- for captures of nodes with attribute Devp2p.
--
-- The module encrypts nothing, and its MACs are zeros. So this reads captures of the module, not of
-- real nodes. What a real envelope encrypts stands in its data in the clear: whisper.payload.*.

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

local DEVP2P_IDS = { [0] = "HELLO", [1] = "DISCONNECT", [2] = "PING", [3] = "PONG" }
local FIRST_ID = 16 -- of the packet ids after those of devp2p

local ERROR_CODES = { [1] = "time not synced", [2] = "other" }

local f = {
    frame_size = ProtoField.uint24("whisper.frame.size", "Size of frame-data"),
    header_data = ProtoField.bytes("whisper.frame.header_data", "Header-data"),
    header_mac = ProtoField.bytes("whisper.frame.header_mac", "Header MAC"),
    padding = ProtoField.bytes("whisper.frame.padding", "Padding"),
    frame_mac = ProtoField.bytes("whisper.frame.mac", "Frame MAC"),
    code = ProtoField.uint8("whisper.packet_code", "Packet code", base.DEC, CODES),
    devp2p_id = ProtoField.uint8("whisper.devp2p.id", "Packet id of devp2p", base.DEC, DEVP2P_IDS),
    snappy = ProtoField.bytes("whisper.snappy", "Size and literal of Snappy"),
    packet = ProtoField.bytes("whisper.packet", "Packet"),
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
    rest = ProtoField.bytes("whisper.undissected", "Not dissected"),
}
whisper.fields = f

local malformed = ProtoExpert.new("whisper.malformed", "Malformed packet",
                                  expert.group.MALFORMED, expert.severity.ERROR)
local cut = ProtoExpert.new("whisper.cut", "The capture does not hold all of it",
                            expert.group.UNDECODED, expert.severity.WARN)
local unknown_code = ProtoExpert.new("whisper.unknown_code", "Unknown packet code",
                                     expert.group.UNDECODED, expert.severity.NOTE)
whisper.experts = { malformed, cut, unknown_code }

local HASH_SIZE = 32
local BLOOM_SIZE = 64
local TOPIC_SIZE = 4
local CURSOR_SIZE = 36
local SALT_SIZE = 12

-- RLP --------------------------------------------------------------------------------------------

-- The item at a place: whether it is a list, where it starts, and where its content is. Nothing if
-- there is none, or none that ends before the limit.
local function read_item(tvb, offset, limit)
    if offset >= limit then
        return nil
    end
    local first = tvb(offset, 1):uint()
    local item = { tvb = tvb, start = offset, is_list = first >= 0xc0, value = offset + 1 }
    local short = first - (item.is_list and 0xc0 or 0x80)
    if first < 0x80 then
        item.value, item.size = offset, 1
    elseif short <= 55 then
        item.size = short
    else
        local length = short - 55
        if length > 4 or item.value + length > limit then
            return nil
        end
        item.size = tvb(item.value, length):uint()
        item.value = item.value + length
    end
    item.stop = item.value + item.size
    return item.stop <= limit and item or nil
end

-- The items of a list; nothing if it is no list or its bytes are no items.
local function read_list(item)
    if not item or not item.is_list then
        return nil
    end
    local items = {}
    local offset = item.value
    while offset < item.stop do
        local inner = read_item(item.tvb, offset, item.stop)
        if not inner then
            return nil
        end
        table.insert(items, inner)
        offset = inner.stop
    end
    return items
end

-- Its bytes with what stands in front of them.
local function whole(item)
    return item.tvb(item.start, item.stop - item.start)
end

-- Its bytes; of an empty one, what stands in front, since an empty range can't be seen.
local function content(item)
    return item.size > 0 and item.tvb(item.value, item.size) or whole(item)
end

-- Items in a tree. Each of these returns something true if the item is what it should be. ---------

local function add_uint(tree, field, item)
    if not item or item.is_list or item.size > 8 then
        return nil
    end
    local value = item.size > 0 and item.tvb(item.value, item.size):uint64() or UInt64(0)
    tree:add(field, content(item), value)
    return value
end

local function add_flag(tree, field, item)
    if not item or item.is_list or item.size > 1 then
        return nil
    end
    tree:add(field, content(item), item.size == 1 and item.tvb(item.value, 1):uint() == 1)
    return true
end

-- Bytes, of the sizes that are allowed if any are given.
local function add_bytes(tree, field, item, ...)
    if not item or item.is_list then
        return nil
    end
    local sizes = { ... }
    for _, size in ipairs(sizes) do
        if item.size == size then
            sizes = {}
        end
    end
    if #sizes > 0 then
        return nil
    end
    return tree:add(field, item.tvb(item.value, item.size))
end

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

-- Frames -----------------------------------------------------------------------------------------

local HEADER_SIZE = 16
local MAC_SIZE = 16

local function padding_for(size)
    return (16 - size % 16) % 16
end

-- Where the packet begins behind what Snappy has before it, if that is one literal to the limit.
local function skip_snappy(tvb, offset, limit)
    local at, size, shift = offset, 0, 1
    repeat
        if at >= limit or at > offset + 3 then
            return nil
        end
        local byte = tvb(at, 1):uint()
        size = size + byte % 128 * shift
        shift = shift * 128
        at = at + 1
    until byte < 128
    if size > 0 then
        if at >= limit or tvb(at, 1):uint() % 4 ~= 0 then
            return nil
        end
        local tag = math.floor(tvb(at, 1):uint() / 4)
        at = at + 1 + (tag >= 60 and tag - 59 or 0)
    end
    return at + size == limit and at or nil
end

-- A packet with the packet ids and the compression of devp2p.
local show_packet

local function show_devp2p(tvb, offset, limit, tree)
    local id_item = read_item(tvb, offset, limit)
    if not id_item or id_item.is_list or id_item.size > 1 then
        tree:add_proto_expert_info(malformed, "No packet id")
        return "malformed"
    end
    local id = id_item.size > 0 and tvb(id_item.value, 1):uint() or 0
    local packet = skip_snappy(tvb, id_item.stop, limit)
    if not packet then
        tree:add_proto_expert_info(malformed, "No literal of Snappy that holds the packet")
        return "malformed"
    end
    tree:add(f.snappy, tvb(id_item.stop, packet - id_item.stop))
    if id < FIRST_ID then
        tree:add(f.devp2p_id, whole(id_item), id)
        return DEVP2P_IDS[id] or string.format("devp2p's packet id %d", id)
    end
    return show_packet(tvb, packet, limit, tree, id - FIRST_ID, id_item)
end

-- Frame-data: the packet code as an RLP integer, then the packet. Returns text for the Info column.
local function show_plain(tvb, offset, limit, tree)
    local code_item = read_item(tvb, offset, limit)
    if not code_item or code_item.is_list or code_item.size > 1 then
        tree:add_proto_expert_info(malformed, "No packet code")
        return "malformed"
    end
    local code = code_item.size > 0 and tvb(code_item.value, 1):uint() or 0
    return show_packet(tvb, code_item.stop, limit, tree, code, code_item)
end

function show_packet(tvb, offset, limit, tree, code, code_item)
    tree:add(f.code, whole(code_item), code)
    local name = CODES[code]
    local packet = offset < limit and tvb(offset, limit - offset)
    local item = read_item(tvb, offset, limit)
    if not name then
        local subtree = packet and tree:add(f.packet, packet) or tree
        subtree:add_proto_expert_info(unknown_code)
        return string.format("unknown packet code %d", code)
    end
    local good, text
    if item and item.stop == limit then
        good, text = packets[code](tree, item)
    end
    if not good then
        local subtree = packet and tree:add(f.packet, packet) or tree
        subtree:add_proto_expert_info(malformed, "Malformed " .. name)
        return name .. ", malformed"
    end
    return name .. (text and " " .. text or "")
end

local function show_frame(tvb, offset, frame, root)
    local tree = root:add(whisper, tvb(offset, frame.stop - offset))
    tree:add(f.frame_size, tvb(offset, 3))
    tree:add(f.header_data, tvb(offset + 3, HEADER_SIZE - 3))
    tree:add(f.header_mac, tvb(offset + HEADER_SIZE, MAC_SIZE))
    local show = whisper.prefs.devp2p and show_devp2p or show_plain
    local text = show(tvb, frame.data, frame.data + frame.size, tree)
    if frame.padding > 0 then
        tree:add(f.padding, tvb(frame.data + frame.size, frame.padding))
    end
    tree:add(f.frame_mac, tvb(frame.stop - MAC_SIZE, MAC_SIZE))
    tree:append_text(", " .. text)
    return text
end

-- The frame at a place. Nothing and how many bytes more are needed, or nothing and 0 if the bytes
-- are no frame.
local function read_frame(tvb, offset)
    local have = tvb:len() - offset
    if have < HEADER_SIZE then
        return nil, HEADER_SIZE - have
    end
    local frame = { size = tvb(offset, 3):uint(), data = offset + HEADER_SIZE + MAC_SIZE }
    if frame.size == 0 or tvb(offset + 3, 3):uint() ~= 0xc28080 then
        return nil, 0
    end
    frame.padding = padding_for(frame.size)
    frame.stop = frame.data + frame.size + frame.padding + MAC_SIZE
    if frame.stop > tvb:len() then
        return nil, frame.stop - tvb:len()
    end
    return frame
end

local function show_rest(tvb, offset, root, missing)
    local tree = root:add(whisper, tvb(offset))
    tree:add(f.rest, tvb(offset))
    if missing > 0 then
        tree:add_proto_expert_info(cut)
    else
        tree:add_proto_expert_info(malformed, "No RLPx frame as a Whisper node writes it")
    end
    return string.format("not dissected, %d bytes", tvb:len() - offset)
end

-- What the packet's other pieces of the connection wrote stays, since it is behind a fence.
local function write_info(pinfo, text)
    pinfo.cols.protocol = "WHISPER"
    pinfo.cols.info:clear()
    local before = tostring(pinfo.cols.info)
    if before ~= "" and before ~= "(info)" then
        pinfo.cols.info:append("; ")
    end
    pinfo.cols.info:append(text)
    pinfo.cols.info:fence()
end

function whisper.dissector(tvb, pinfo, root)
    local texts = {}
    local offset = 0
    while offset < tvb:len() do
        local frame, missing = read_frame(tvb, offset)
        if frame then
            table.insert(texts, show_frame(tvb, offset, frame, root))
            offset = frame.stop
        elseif missing > 0 and pinfo.can_desegment > 0 then
            pinfo.desegment_offset, pinfo.desegment_len = offset, missing
            break
        else
            table.insert(texts, show_rest(tvb, offset, root, missing))
            offset = tvb:len()
        end
    end
    if #texts > 0 then
        write_info(pinfo, table.concat(texts, "; "))
    end
    return tvb:len()
end

-- Ports ------------------------------------------------------------------------------------------

whisper.prefs.ports = Pref.range("TCP ports", "30303", "Ports on which Whisper nodes listen", 65535)

whisper.prefs.devp2p = Pref.bool("Frames of devp2p", false,
                                 "Packet ids from 16 on, and packets in the form of Snappy")

local tcp_ports = DissectorTable.get("tcp.port")
local registered

local function register()
    if registered then
        tcp_ports:remove(registered, whisper)
    end
    registered = whisper.prefs.ports
    tcp_ports:add(registered, whisper)
end

function whisper.prefs_changed()
    if whisper.prefs.ports ~= registered then
        register()
    end
end

register()
