-- SPDX-License-Identifier: GPL-2.0-only
--
-- What whisper.lua and pss.lua have in common: RLP, and frames of RLPx form and size, which are neither
-- encrypted nor authenticated. They load it; Wireshark may load it too where it is in a plugin folder.

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

local DEVP2P_IDS = { [0] = "HELLO", [1] = "DISCONNECT", [2] = "PING", [3] = "PONG" }
local FIRST_ID = 16 -- of the packet ids after those of devp2p

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

local function show_devp2p(self, tvb, offset, limit, tree)
    local id_item = read_item(tvb, offset, limit)
    if not id_item or id_item.is_list or id_item.size > 1 then
        tree:add_proto_expert_info(self.malformed, "No packet id")
        return "malformed"
    end
    local id = id_item.size > 0 and tvb(id_item.value, 1):uint() or 0
    local packet = skip_snappy(tvb, id_item.stop, limit)
    if not packet then
        tree:add_proto_expert_info(self.malformed, "No literal of Snappy that holds the packet")
        return "malformed"
    end
    tree:add(self.fields.snappy, tvb(id_item.stop, packet - id_item.stop))
    if id < FIRST_ID then
        tree:add(self.fields.devp2p_id, whole(id_item), id)
        return DEVP2P_IDS[id] or string.format("devp2p's packet id %d", id)
    end
    return show_packet(self, tvb, packet, limit, tree, id - FIRST_ID, id_item)
end

-- Frame-data: the packet code as an RLP integer, then the packet. Returns text for the Info column.
local function show_plain(self, tvb, offset, limit, tree)
    local code_item = read_item(tvb, offset, limit)
    if not code_item or code_item.is_list or code_item.size > 1 then
        tree:add_proto_expert_info(self.malformed, "No packet code")
        return "malformed"
    end
    local code = code_item.size > 0 and tvb(code_item.value, 1):uint() or 0
    return show_packet(self, tvb, code_item.stop, limit, tree, code, code_item)
end

function show_packet(self, tvb, offset, limit, tree, code, code_item)
    tree:add(self.fields.code, whole(code_item), code)
    local name = self.codes[code]
    local packet = offset < limit and tvb(offset, limit - offset)
    local item = read_item(tvb, offset, limit)
    if not name then
        local subtree = packet and tree:add(self.fields.packet, packet) or tree
        subtree:add_proto_expert_info(self.unknown_code)
        return string.format("unknown packet code %d", code)
    end
    local good, text
    if item and item.stop == limit then
        good, text = self.packets[code](tree, item)
    end
    if not good then
        local subtree = packet and tree:add(self.fields.packet, packet) or tree
        subtree:add_proto_expert_info(self.malformed, "Malformed " .. name)
        return name .. ", malformed"
    end
    return name .. (text and " " .. text or "")
end

local function show_frame(self, tvb, offset, frame, root)
    local f = self.fields
    local tree = root:add(self.proto, tvb(offset, frame.stop - offset))
    tree:add(f.frame_size, tvb(offset, 3))
    tree:add(f.header_data, tvb(offset + 3, HEADER_SIZE - 3))
    tree:add(f.header_mac, tvb(offset + HEADER_SIZE, MAC_SIZE))
    local show = self.proto.prefs.devp2p and show_devp2p or show_plain
    local text = show(self, tvb, frame.data, frame.data + frame.size, tree)
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

local function show_rest(self, tvb, offset, root, missing)
    local tree = root:add(self.proto, tvb(offset))
    tree:add(self.fields.rest, tvb(offset))
    if missing > 0 then
        tree:add_proto_expert_info(self.cut)
    else
        tree:add_proto_expert_info(self.malformed, "No RLPx frame as these nodes write it")
    end
    return string.format("not dissected, %d bytes", tvb:len() - offset)
end

-- What the packet's other pieces of the connection wrote stays, since it is behind a fence.
local function write_info(pinfo, name, text)
    pinfo.cols.protocol = name
    pinfo.cols.info:clear()
    local before = tostring(pinfo.cols.info)
    if before ~= "" and before ~= "(info)" then
        pinfo.cols.info:append("; ")
    end
    pinfo.cols.info:append(text)
    pinfo.cols.info:fence()
end

local function dissect(self, tvb, pinfo, root)
    local texts = {}
    local offset = 0
    while offset < tvb:len() do
        local frame, missing = read_frame(tvb, offset)
        if frame then
            table.insert(texts, show_frame(self, tvb, offset, frame, root))
            offset = frame.stop
        elseif missing > 0 and pinfo.can_desegment > 0 then
            pinfo.desegment_offset, pinfo.desegment_len = offset, missing
            break
        else
            table.insert(texts, show_rest(self, tvb, offset, root, missing))
            offset = tvb:len()
        end
    end
    if #texts > 0 then
        write_info(pinfo, self.name, table.concat(texts, "; "))
    end
    return tvb:len()
end

-- A protocol over such frames -------------------------------------------------------------------

-- The fields that each of them has; those of the packets come beside them.
local function make_fields(prefix, codes)
    return {
        frame_size = ProtoField.uint24(prefix .. ".frame.size", "Size of frame-data"),
        header_data = ProtoField.bytes(prefix .. ".frame.header_data", "Header-data"),
        header_mac = ProtoField.bytes(prefix .. ".frame.header_mac", "Header MAC"),
        padding = ProtoField.bytes(prefix .. ".frame.padding", "Padding"),
        frame_mac = ProtoField.bytes(prefix .. ".frame.mac", "Frame MAC"),
        code = ProtoField.uint8(prefix .. ".packet_code", "Packet code", base.DEC, codes),
        devp2p_id = ProtoField.uint8(prefix .. ".devp2p.id", "Packet id of devp2p", base.DEC,
                                     DEVP2P_IDS),
        snappy = ProtoField.bytes(prefix .. ".snappy", "Size and literal of Snappy"),
        packet = ProtoField.bytes(prefix .. ".packet", "Packet"),
        rest = ProtoField.bytes(prefix .. ".undissected", "Not dissected"),
    }
end

-- Make a protocol with fields, experts, dissector and preferences. It is given its Proto, the prefix
-- of fields and experts, what stands in the column Protocol, its codes, functions of packets by code,
-- fields of packets, the ports, and who listens there. A function gets a tree and the packet's only
-- item, and returns whether it is what it should be, and text for the Info column.
local function install(self)
    local proto = self.proto
    for key, field in pairs(make_fields(self.prefix, self.codes)) do
        self.fields[key] = field
    end
    proto.fields = self.fields
    self.malformed = ProtoExpert.new(self.prefix .. ".malformed", "Malformed packet",
                                     expert.group.MALFORMED, expert.severity.ERROR)
    self.cut = ProtoExpert.new(self.prefix .. ".cut", "The capture does not hold all of it",
                               expert.group.UNDECODED, expert.severity.WARN)
    self.unknown_code = ProtoExpert.new(self.prefix .. ".unknown_code", "Unknown packet code",
                                        expert.group.UNDECODED, expert.severity.NOTE)
    proto.experts = { self.malformed, self.cut, self.unknown_code }

    function proto.dissector(tvb, pinfo, root)
        return dissect(self, tvb, pinfo, root)
    end

    proto.prefs.ports = Pref.range("TCP ports", self.ports,
                                   "Ports on which " .. self.nodes .. " listen", 65535)
    proto.prefs.devp2p = Pref.bool("Frames of devp2p", false,
                                   "Packet ids from 16 on, and packets in the form of Snappy")
    local tcp_ports = DissectorTable.get("tcp.port")
    local registered

    local function register()
        if registered then
            tcp_ports:remove(registered, proto)
        end
        registered = proto.prefs.ports
        tcp_ports:add(registered, proto)
    end

    function proto.prefs_changed()
        if proto.prefs.ports ~= registered then
            register()
        end
    end

    register()
end

_G.waku_rlpx = {
    read_item = read_item,
    read_list = read_list,
    whole = whole,
    content = content,
    add_uint = add_uint,
    add_flag = add_flag,
    add_bytes = add_bytes,
    install = install,
}
