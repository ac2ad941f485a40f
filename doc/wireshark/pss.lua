-- SPDX-License-Identifier: GPL-2.0-only
--
-- Wireshark dissector of Swarm's pss, with the handshake of bzz and the packets of hive, as the pss
-- nodes of the ns-3 module `waku` write them to TCP: RLP packets in frames of RLPx form and size.
-- Preference `devp2p` is for captures of nodes with attribute Devp2p.
--
-- It loads rlpx-frames.lua. The module encrypts nothing, and its MACs are zeros. So this reads captures
-- of the module, not of real nodes. What a real message encrypts stands in its payload in the clear:
-- pss.plain.*.

-- In a plugin folder, Wireshark loads all scripts by itself, in any order.
if not _G.waku_rlpx then
    dofile((debug.getinfo(1, "S").source:match("^@?(.*[/\\])") or "") .. "rlpx-frames.lua")
end

local lib = _G.waku_rlpx
local read_list, whole, content = lib.read_list, lib.whole, lib.content
local add_uint, add_bytes = lib.add_uint, lib.add_bytes
local pss = Proto("pss", "Swarm pss")

local CODES = { [0] = "HANDSHAKE", [1] = "PEERS", [2] = "DEPTH", [3] = "MESSAGE" }

local f = {
    version = ProtoField.uint64("pss.version", "Version of bzz"),
    network = ProtoField.uint64("pss.network_id", "Network"),
    record = ProtoField.none("pss.record", "Node"),
    overlay = ProtoField.bytes("pss.record.overlay", "Overlay address"),
    underlay = ProtoField.string("pss.record.underlay", "Underlay address"),
    capabilities = ProtoField.bytes("pss.record.capabilities", "Capabilities"),
    depth = ProtoField.uint64("pss.depth", "Depth"),
    to = ProtoField.bytes("pss.to", "To"),
    to_size = ProtoField.uint32("pss.to_size", "Bytes of the address"),
    flags = ProtoField.uint8("pss.flags", "Flags", base.HEX),
    symmetric = ProtoField.bool("pss.flags.symmetric", "Symmetric", 8, nil, 1),
    raw = ProtoField.bool("pss.flags.raw", "Raw", 8, nil, 2),
    expire = ProtoField.uint64("pss.expire", "Expiry, UNIX time"),
    topic = ProtoField.bytes("pss.topic", "Topic"),
    payload = ProtoField.bytes("pss.payload", "Payload"),
    payload_size = ProtoField.uint32("pss.payload_size", "Size of the payload"),
    key = ProtoField.bytes("pss.plain.key", "Key"),
    salt = ProtoField.bytes("pss.plain.salt", "Salt"),
    plain_size = ProtoField.uint32("pss.plain.size", "Size of the user's payload"),
    plain = ProtoField.bytes("pss.plain.payload", "The user's payload"),
}

local ADDRESS_SIZE = 32
local TOPIC_SIZE = 4
local KEY_SIZE = 8

-- Packets ----------------------------------------------------------------------------------------
-- Each gets a tree and the packet's only item, and returns whether it is what it should be, and
-- what it says for the Info column.

local packets = {}

-- Three items, from the first one on, are a node.
local function add_record(tree, items, first)
    local last = items[first + 2]
    if not last then
        return false
    end
    local start = items[first].start
    local subtree = tree:add(f.record, last.tvb(start, last.stop - start))
    return add_bytes(subtree, f.overlay, items[first], ADDRESS_SIZE)
        and add_bytes(subtree, f.underlay, items[first + 1])
        and add_bytes(subtree, f.capabilities, last)
end

packets[0] = function(tree, item)
    local items = read_list(item)
    if not items or #items ~= 5 then
        return false
    end
    local version = add_uint(tree, f.version, items[1])
    local network = add_uint(tree, f.network, items[2])
    return version and network and add_record(tree, items, 3),
        string.format("version %s, network %s", tostring(version), tostring(network))
end

packets[1] = function(tree, item)
    local outer = read_list(item)
    local items = outer and #outer == 1 and read_list(outer[1])
    if not items or #items % 3 ~= 0 then
        return false
    end
    for first = 1, #items, 3 do
        if not add_record(tree, items, first) then
            return false
        end
    end
    local count = #items / 3
    return true, string.format("%d node%s", count, count == 1 and "" or "s")
end

packets[2] = function(tree, item)
    local items = read_list(item)
    local depth = items and #items == 1 and add_uint(tree, f.depth, items[1])
    return depth, tostring(depth)
end

-- What is encrypted in reality: key, salt, flags, size of the payload, payload.
local function add_plain(tree, item)
    local flags_at = item.value + 2 * KEY_SIZE
    if flags_at >= item.stop then
        return
    end
    local size_bytes = item.tvb(flags_at, 1):uint() % 4
    local at = flags_at + 1 + size_bytes
    if size_bytes == 0 or at > item.stop then
        return
    end
    local size = item.tvb(flags_at + 1, size_bytes):le_uint()
    if size > item.stop - at then
        return
    end
    tree:add(f.key, item.tvb(item.value, KEY_SIZE))
    tree:add(f.salt, item.tvb(item.value + KEY_SIZE, KEY_SIZE))
    tree:add_le(f.plain_size, item.tvb(flags_at + 1, size_bytes))
    if size > 0 then
        tree:add(f.plain, item.tvb(at, size))
    end
end

packets[3] = function(tree, item)
    local items = read_list(item)
    local to, flags = items and items[1], items and items[2]
    if not items or #items ~= 5 or to.is_list or to.size > ADDRESS_SIZE or flags.is_list
        or flags.size ~= 1 then
        return false
    end
    if to.size > 0 then
        tree:add(f.to, content(to))
    end
    tree:add(f.to_size, content(to), to.size):set_generated()
    local flags_tree = tree:add(f.flags, content(flags))
    flags_tree:add(f.symmetric, content(flags))
    flags_tree:add(f.raw, content(flags))
    local payload = items[5]
    if not add_uint(tree, f.expire, items[3]) or not add_bytes(tree, f.topic, items[4], TOPIC_SIZE)
        or payload.is_list then
        return false
    end
    local payload_tree = tree:add(f.payload, content(payload))
    tree:add(f.payload_size, whole(payload), payload.size):set_generated()
    local is_raw = content(flags):uint() % 4 >= 2
    if not is_raw then
        add_plain(payload_tree, payload)
    end
    local prefix = to.size > 0 and tostring(content(to):bytes()):sub(1, 8):lower() or "everyone"
    return true, string.format("to %s, %d bytes%s", prefix, payload.size, is_raw and ", raw" or "")
end

lib.install({
    proto = pss,
    prefix = "pss",
    name = "PSS",
    nodes = "pss nodes",
    ports = "30399",
    codes = CODES,
    packets = packets,
    fields = f,
})
