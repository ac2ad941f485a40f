-- SPDX-License-Identifier: GPL-2.0-only
--
-- Wireshark dissector of the payloads by which stores compare what they have, of the protocol id
-- /vac/waku/reconciliation/1.0.0 (WAKU-SYNC). waku-services.lua calls it with one payload at a time,
-- its length included; the messages that follow on /vac/waku/transfer/1.0.0 are dissected there.
--
-- Payloads are those of nwaku from v0.37.0 on, which begin with topics. With the preference
-- waku_sync.shards they begin with cluster and shards (attribute Header of
-- WakuReconciliationProtocol).

-- Loaded by waku-relay.lua, whose reading of numbers it uses, and by Wireshark itself where it is in
-- a plugin folder.
local found, loaded = pcall(Dissector.get, "waku_sync")
if not _G.waku_protobuf or found and loaded then
    return
end

local read_varint = _G.waku_protobuf.read_varint
local sync = Proto("waku_sync", "Waku store sync")
sync.prefs.shards = Pref.bool("Payloads begin with cluster and shards", false,
                              "As in the specification and nwaku v0.35.0 to v0.36.0")

local TYPES = { [0] = "Skip", "Fingerprint", "ItemSet" }

local f = {
    length = ProtoField.uint32("waku_sync.length", "Length"),
    pubsub_topic = ProtoField.string("waku_sync.pubsub_topic", "Pubsub topic"),
    content_topic = ProtoField.string("waku_sync.content_topic", "Content topic"),
    cluster = ProtoField.uint64("waku_sync.cluster", "Cluster"),
    shard = ProtoField.uint64("waku_sync.shard", "Shard"),
    start = ProtoField.uint64("waku_sync.start", "Start, ns"),
    range = ProtoField.none("waku_sync.range", "Range"),
    step = ProtoField.uint64("waku_sync.step", "End after that of the range before, ns"),
    hash_prefix = ProtoField.bytes("waku_sync.end_hash", "Hash of the end, its first bytes"),
    type = ProtoField.uint8("waku_sync.type", "Type", base.DEC, TYPES),
    fingerprint = ProtoField.bytes("waku_sync.fingerprint", "Fingerprint"),
    items = ProtoField.uint64("waku_sync.items", "Number of messages"),
    item_step = ProtoField.uint64("waku_sync.item_step", "Timestamp after the one before, ns"),
    item_hash = ProtoField.bytes("waku_sync.item_hash", "Message hash"),
    reconciled = ProtoField.bool("waku_sync.reconciled", "Reconciled"),
}
sync.fields = f

local malformed = ProtoExpert.new("waku_sync.malformed", "Malformed payload",
                                  expert.group.MALFORMED, expert.severity.ERROR)
sync.experts = { malformed }

local HASH_SIZE = 32

-- Reads on from a place. A read that fails ends all by error(), which the dissector catches.
local Reader = {}
Reader.__index = Reader

local function make_reader(tvb, at)
    return setmetatable({ tvb = tvb, at = at, limit = tvb:len() }, Reader)
end

function Reader:take(size)
    if size > self.limit - self.at then
        error("short", 0)
    end
    local range = self.tvb(self.at, size)
    self.at = self.at + size
    return range
end

-- A number that is shown. Returns it as a Lua number.
function Reader:number(tree, field)
    local low, high, stop = read_varint(self.tvb, self.at, self.limit)
    if not low then
        error("number", 0)
    end
    tree:add(field, self:take(stop - self.at), UInt64(low, high))
    return low + high * 2 ^ 32
end

function Reader:count(tree, field)
    local low, high, stop = read_varint(self.tvb, self.at, self.limit)
    if not low or high > 0 then
        error("number", 0)
    end
    local range = self:take(stop - self.at)
    if field then
        tree:add(field, range, UInt64(low, high))
    end
    return low
end

function Reader:byte(most)
    local range = self:take(1)
    if range:uint() > most then
        error("byte", 0)
    end
    return range, range:uint()
end

function Reader:topics(tree, field)
    for _ = 1, self:count(tree) do
        local size = self:count(tree)
        if size > 0 then
            tree:add(field, self:take(size))
        end
    end
end

local function read_item_set(reader, tree)
    local count = reader:count(tree, f.items)
    for _ = 1, count do
        reader:number(tree, f.item_step)
        tree:add(f.item_hash, reader:take(HASH_SIZE))
    end
    local range = reader:byte(1)
    tree:add(f.reconciled, range)
    return count
end

local function read_range(reader, tree, notes)
    local start = reader.at
    local subtree = tree:add(f.range, reader.tvb(start))
    if reader:number(subtree, f.step) == 0 then
        local _, size = reader:byte(HASH_SIZE)
        if size > 0 then
            subtree:add(f.hash_prefix, reader:take(size))
        end
    end
    local range, kind = reader:byte(2)
    subtree:add(f.type, range)
    if kind == 1 then
        subtree:add(f.fingerprint, reader:take(HASH_SIZE))
    elseif kind == 2 then
        notes.items = notes.items + read_item_set(reader, subtree)
    end
    notes[kind] = notes[kind] + 1
    subtree:append_text(", " .. TYPES[kind])
    subtree:set_len(reader.at - start)
end

local function read_payload(reader, tree, notes)
    if reader.limit - reader.at <= 1 then
        reader.at = reader.limit
        return
    end
    if sync.prefs.shards then
        reader:number(tree, f.cluster)
        for _ = 1, reader:count(tree) do
            reader:number(tree, f.shard)
        end
    else
        reader:topics(tree, f.pubsub_topic)
        reader:topics(tree, f.content_topic)
    end
    reader:number(tree, f.start)
    while reader.at < reader.limit do
        read_range(reader, tree, notes)
    end
end

local function describe(notes)
    local words = {}
    for kind, noun in ipairs({ "fingerprints", "item sets" }) do
        if notes[kind] > 0 then
            table.insert(words, string.format("%d %s", notes[kind], noun))
        end
    end
    if notes.items > 0 then
        table.insert(words, string.format("of %d messages", notes.items))
    end
    if #words == 0 then
        table.insert(words, "done")
    end
    if notes.malformed then
        table.insert(words, "malformed")
    end
    return "SYNC " .. table.concat(words, " ")
end

function sync.dissector(tvb, pinfo, root)
    local tree = root:add(sync, tvb())
    local notes = { items = 0, [0] = 0, 0, 0 }
    local low, high, start = read_varint(tvb, 0, tvb:len())
    if low and high == 0 and low == tvb:len() - start then
        tree:add(f.length, tvb(0, start), low)
        notes.malformed = not pcall(read_payload, make_reader(tvb, start), tree, notes)
    else
        notes.malformed = true
    end
    if notes.malformed then
        tree:add_proto_expert_info(malformed)
    end
    local text = describe(notes)
    tree:append_text(", " .. text)
    pinfo.cols.protocol = "WAKU"
    pinfo.cols.info:append(text)
    return tvb:len()
end
