-- SPDX-License-Identifier: GPL-2.0-only
--
-- Wireshark dissector of what the relays of the ns-3 module `waku` write to TCP, down to the RPCs,
-- which waku-relay.lua dissects. A connection carries
--
-- * with the attribute SecureChannel=None, RPCs from the first byte on, each with its length
--   as a varint in front; if the relay speaks other protocols too, Identify comes first, and frames
--   of the others are in between, which nothing on the wire tells from RPCs;
-- * with Noise, what a libp2p connection carries: multistream-select, the Noise handshake, and Noise
--   messages in which yamux streams carry the RPCs, Identify, and what other protocols say. The
--   protocol id of each stream tells which. The messages of Waku's other protocols are dissected by
--   waku-services.lua and waku-sync.lua.
--
-- * with Plaintext, multistream-select, the keys of /plaintext/2.0.0, and yamux as above, as real nodes
--   write it too.
--
-- The module encrypts nothing: Noise's keys and tags are zeros, and the tag of a message stands in
-- front of the plaintext. So of Noise this reads captures of the module, not of real nodes.

-- Loaded by waku-relay.lua, and by Wireshark itself where it is in a plugin folder.
local found, loaded = pcall(Dissector.get, "libp2p")
if found and loaded then
    return
end

local libp2p = Proto("libp2p", "libp2p connection")
local yamux = Proto("yamux", "Yamux")

local f = {
    line = ProtoField.string("libp2p.multistream.protocol", "multistream-select"),
    noise_length = ProtoField.uint16("libp2p.noise.length", "Length"),
    handshake = ProtoField.string("libp2p.noise.handshake", "Noise handshake"),
    ephemeral = ProtoField.bytes("libp2p.noise.handshake.e", "Ephemeral key e"),
    static = ProtoField.bytes("libp2p.noise.handshake.s", "Static key s, with tag"),
    payload = ProtoField.bytes("libp2p.noise.handshake.payload", "Payload, with tag"),
    tag = ProtoField.bytes("libp2p.noise.tag", "Authentication data"),
    plaintext = ProtoField.bytes("libp2p.noise.plaintext", "Plaintext"),
    fragment = ProtoField.bytes("libp2p.rpc.fragment", "Part of an RPC"),
    identify = ProtoField.bytes("libp2p.identify", "Identify"),
    exchange = ProtoField.bytes("libp2p.plaintext.exchange", "Key and peer id"),
    protocol = ProtoField.string("libp2p.protocol", "Protocol"),
    data = ProtoField.bytes("libp2p.data", "Data of another protocol"),
    empty = ProtoField.bytes("libp2p.rpc.empty", "Empty RPCs"),
    rest = ProtoField.bytes("libp2p.undissected", "Not dissected"),
}
libp2p.fields = f

local TYPES = { [0] = "Data", [1] = "Window Update", [2] = "Ping", [3] = "Go Away" }
local FLAGS = { { 1, "SYN" }, { 2, "ACK" }, { 4, "FIN" }, { 8, "RST" } }

local y = {
    version = ProtoField.uint8("yamux.version", "Version"),
    type = ProtoField.uint8("yamux.type", "Type", base.DEC, TYPES),
    flags = ProtoField.uint16("yamux.flags", "Flags", base.HEX),
    syn = ProtoField.bool("yamux.flags.syn", "SYN", 16, nil, 1),
    ack = ProtoField.bool("yamux.flags.ack", "ACK", 16, nil, 2),
    fin = ProtoField.bool("yamux.flags.fin", "FIN", 16, nil, 4),
    rst = ProtoField.bool("yamux.flags.rst", "RST", 16, nil, 8),
    stream_id = ProtoField.uint32("yamux.stream_id", "Stream id"),
    length = ProtoField.uint32("yamux.length", "Length"),
    data = ProtoField.bytes("yamux.data", "Data"),
}
yamux.fields = y

local malformed = ProtoExpert.new("libp2p.malformed", "Not what a relay writes",
                                  expert.group.MALFORMED, expert.severity.ERROR)
local cut = ProtoExpert.new("libp2p.cut", "The capture does not hold all of it",
                            expert.group.UNDECODED, expert.severity.WARN)
local empty = ProtoExpert.new("libp2p.empty", "RPCs that say nothing", expert.group.PROTOCOL,
                              expert.severity.WARN)
local crowded = ProtoExpert.new("libp2p.crowded", "More RPCs than Wireshark shows in one packet",
                                expert.group.UNDECODED, expert.severity.WARN)
libp2p.experts = { malformed, cut, empty, crowded }

local TAG_SIZE = 16
local KEY_SIZE = 32
local YAMUX_HEADER_SIZE = 12
local MAX_RPC = 16 * 1024 * 1024 -- bytes; what claims more is no RPC
local MAX_SHOWN = 200            -- RPCs of a packet; Wireshark allows 500 layers

-- The messages of Noise XX by their size, which differ since libp2p's payload has one size here.
local HANDSHAKE = {
    [32] = { name = "-> e", keys = { "ephemeral" } },
    [200] = { name = "<- e, ee, s, es", keys = { "ephemeral", "static" }, is_last = true },
    [168] = { name = "-> s, se", keys = { "static" }, is_last = true },
}

-- Reading: what stands where. It happens once, in the order of the capture, since what bytes mean
-- depends on those before them; what was found is kept for when a packet is shown again. --

local flows   -- for each direction of a connection, how far it got
local results -- for each packet, what was found in it
local rpc_dissector
local service_dissector

local function find_dissector(name)
    local there, dissector = pcall(Dissector.get, name)
    return there and dissector or Dissector.get("data")
end

function libp2p.init()
    flows = {}
    results = {}
    rpc_dissector = find_dissector("waku")
    service_dissector = find_dissector("waku_service")
end

local function new_stream()
    return { is_selecting = true, size = 0, scale = 1 }
end

local function new_flow()
    return { phase = "begin", connection = new_stream(), streams = {}, data_left = 0 }
end

-- A line of multistream-select. Returns its text and its size, or nothing and how many bytes more
-- it takes to tell; 0 if it is no line.
local function read_line(tvb, offset, limit)
    if offset >= limit then
        return nil, 1
    end
    local size = tvb(offset, 1):uint()
    if size < 2 or size > 127 then
        return nil, 0
    end
    if offset + 1 + size > limit then
        return nil, offset + 1 + size - limit
    end
    local text = tvb(offset + 1, size):raw()
    if text:sub(1, 1) ~= "/" and text ~= "na\n" or text:sub(-1) ~= "\n" then
        return nil, 0
    end
    return text:sub(1, -2), 1 + size
end

-- Whether streams of a protocol carry RPCs of pubsub.
local function is_pubsub(protocol)
    return protocol:find("^/vac/waku/relay/") or protocol:find("^/meshsub/")
        or protocol:find("^/floodsub/")
end

-- Whether streams of a protocol carry messages of another protocol of Waku.
local function is_service(protocol)
    return protocol:find("^/vac/waku/") and not is_pubsub(protocol)
end

-- Whether this line settles which protocol follows.
local function is_choice(line)
    return line:sub(1, 13) ~= "/multistream/" and line ~= "na"
end

-- An RPC ends before `stop`. Those that say nothing are one part together.
local function end_rpc(stream, tvb, start, stop, parts)
    local last = parts[#parts]
    local part = { kind = "rpc", offset = start, size = stop - start, protocol = stream.protocol }
    if stream.pending then
        stream.pending:append(tvb(start, stop - start):bytes())
        part.bytes = stream.pending
    elseif stream.size == 0 then
        part.kind = "empty"
    end
    if part.kind == "empty" and last and last.kind == "empty" then
        last.size = last.size + part.size
    else
        table.insert(parts, part)
    end
    stream.pending, stream.left, stream.size, stream.scale = nil, nil, 0, 1
end

-- RPCs in the bytes of a yamux stream. One that spans several yamux frames or Noise messages is
-- put together here.
local function read_rpcs(stream, tvb, from, to, parts)
    local at, start = from, from
    while at < to do
        if not stream.left then
            local byte = tvb(at, 1):uint()
            at = at + 1
            stream.size = stream.size + byte % 128 * stream.scale
            stream.scale = stream.scale * 128
            if stream.size > MAX_RPC or stream.scale > 128 ^ 10 then
                return "the length of an RPC is too large"
            end
            stream.left = byte < 128 and stream.size or nil
        else
            local piece = math.min(stream.left, to - at)
            at = at + piece
            stream.left = stream.left - piece
        end
        if stream.left == 0 then
            end_rpc(stream, tvb, start, at, parts)
            start = at
        end
    end
    if start < to then
        local bytes = tvb(start, to - start):bytes()
        if stream.pending then
            stream.pending:append(bytes)
        else
            stream.pending = bytes
        end
        table.insert(parts, { kind = "fragment", offset = start, size = to - start })
    end
end

-- What another protocol, or Identify, says on a yamux stream.
local function read_other(stream, _, from, to, parts)
    table.insert(parts, { kind = "other", offset = from, size = to - from,
                          protocol = stream.protocol })
end

local function read_stream(stream, ...)
    local is_delimited = is_pubsub(stream.protocol) or is_service(stream.protocol)
    local read = is_delimited and read_rpcs or read_other
    return read(stream, ...)
end

-- Lines until one of them settles the protocol, then what `read` finds in the rest.
local function read_after_lines(stream, tvb, from, to, parts, read)
    while stream.is_selecting and from < to do
        local line, size = read_line(tvb, from, to)
        if not line then
            return "no line of multistream-select"
        end
        table.insert(parts, { kind = "line", offset = from, size = size, text = line })
        stream.is_selecting = not is_choice(line)
        stream.protocol = line
        from = from + size
    end
    return from < to and read(stream, tvb, from, to, parts) or nil
end

local function read_yamux_header(tvb, offset)
    local header = {
        kind = "yamux",
        offset = offset,
        size = YAMUX_HEADER_SIZE,
        version = tvb(offset, 1):uint(),
        type = tvb(offset + 1, 1):uint(),
        flags = tvb(offset + 2, 2):uint(),
        stream = tvb(offset + 4, 4):uint(),
        length = tvb(offset + 8, 4):uint(),
        parts = {},
    }
    return header, header.version == 0 and TYPES[header.type] ~= nil
end

-- Yamux frames in the plaintext of a Noise message. The data of a frame may go on in the next.
local function read_yamux(flow, tvb, from, to, parts)
    local frame
    while from < to do
        if flow.data_left > 0 then
            local size = math.min(flow.data_left, to - from)
            if not frame then
                frame = { kind = "yamux", is_continued = true, offset = from, size = 0, parts = {} }
                frame.stream = flow.stream
                table.insert(parts, frame)
            end
            frame.size = frame.size + size
            flow.streams[flow.stream] = flow.streams[flow.stream] or new_stream()
            local problem = read_after_lines(flow.streams[flow.stream], tvb, from, from + size,
                                             frame.parts, read_stream)
            if problem then
                return problem
            end
            flow.data_left = flow.data_left - size
            from = from + size
        else
            if to - from < YAMUX_HEADER_SIZE then
                return "no room for a yamux header"
            end
            local good
            frame, good = read_yamux_header(tvb, from)
            table.insert(parts, frame)
            if not good then
                return "no yamux header"
            end
            if TYPES[frame.type] == "Data" then
                flow.stream, flow.data_left = frame.stream, frame.length
            end
            from = from + YAMUX_HEADER_SIZE
        end
    end
end

-- What stands next on a connection, by the phase that it is in. Each returns a unit, or nothing
-- and how many bytes more are needed, or nothing and what is wrong.
local read_next = {}

function read_next.begin(flow, tvb, offset)
    if tvb:len() - offset < 2 then
        return nil, 1
    end
    -- As an RPC this would be one whose first field has a type that there is none of.
    local is_secure = tvb(offset, 2):uint() == 0x132f
    flow.phase = is_secure and "select" or "rpcs"
    return read_next[flow.phase](flow, tvb, offset)
end

-- Identify begins with a key of zeros, which no RPC does.
local IDENTIFY = "\10\36" .. string.rep("\0", 36)

local function is_identify(tvb, offset, size)
    return size >= #IDENTIFY and tvb(offset, #IDENTIFY):raw() == IDENTIFY
end

function read_next.rpcs(_, tvb, offset)
    local zeros = 0
    while offset + zeros < tvb:len() and tvb(offset + zeros, 1):uint() == 0 do
        zeros = zeros + 1
    end
    if zeros > 0 then
        return { kind = "empty", offset = offset, size = zeros }
    end
    local size, scale = 0, 1
    for at = offset, tvb:len() - 1 do
        local byte = tvb(at, 1):uint()
        size = size + byte % 128 * scale
        scale = scale * 128
        if size > MAX_RPC or at - offset > 9 then
            return nil, "the length of an RPC is too large"
        end
        if byte < 128 then
            local stop = at + 1 + size
            if stop > tvb:len() then
                return nil, stop - tvb:len()
            end
            local kind = is_identify(tvb, at + 1, size) and "identify" or "rpc"
            return { kind = kind, offset = offset, size = stop - offset }
        end
    end
    return nil, DESEGMENT_ONE_MORE_SEGMENT
end

function read_next.select(flow, tvb, offset)
    local line, size = read_line(tvb, offset, tvb:len())
    if not line then
        return nil, size == 0 and "no line of multistream-select" or size
    end
    if is_choice(line) then
        flow.phase = line == "/plaintext/2.0.0" and "exchange" or "handshake"
    end
    return { kind = "line", offset = offset, size = size, text = line }
end

-- Key and peer id of /plaintext/2.0.0, with their length in front.
function read_next.exchange(flow, tvb, offset)
    local unit, problem = read_next.rpcs(flow, tvb, offset)
    if unit then
        unit.kind = "exchange"
        flow.phase = "muxer"
    end
    return unit, problem
end

function read_next.muxer(flow, tvb, offset)
    local unit, problem = read_next.select(flow, tvb, offset)
    flow.phase = unit and is_choice(unit.text) and "yamux" or "muxer"
    return unit, problem
end

-- A whole yamux frame.
function read_next.yamux(flow, tvb, offset)
    local left = tvb:len() - offset
    if left < YAMUX_HEADER_SIZE then
        return nil, YAMUX_HEADER_SIZE - left
    end
    local header, good = read_yamux_header(tvb, offset)
    local size = YAMUX_HEADER_SIZE + (TYPES[header.type] == "Data" and header.length or 0)
    if not good or size > MAX_RPC then
        return nil, "no yamux header"
    end
    if size > left then
        return nil, size - left
    end
    local unit = { kind = "frame", offset = offset, size = size, parts = {} }
    unit.problem = read_yamux(flow, tvb, offset, offset + size, unit.parts)
    flow.phase = unit.problem and "lost" or flow.phase
    return unit
end

-- The bytes of a Noise message with its length in front.
local function read_noise(tvb, offset, kind)
    if tvb:len() - offset < 2 then
        return nil, 2 - (tvb:len() - offset)
    end
    local size = 2 + tvb(offset, 2):uint()
    if offset + size > tvb:len() then
        return nil, offset + size - tvb:len()
    end
    return { kind = kind, offset = offset, size = size }
end

function read_next.handshake(flow, tvb, offset)
    if tvb:len() - offset >= 2 and not HANDSHAKE[tvb(offset, 2):uint()] then
        return nil, "no message of the Noise handshake"
    end
    local unit, problem = read_noise(tvb, offset, "handshake")
    if unit and HANDSHAKE[unit.size - 2].is_last then
        flow.phase = "transport"
    end
    return unit, problem
end

function read_next.transport(flow, tvb, offset)
    if tvb:len() - offset >= 2 and tvb(offset, 2):uint() < TAG_SIZE then
        return nil, "a Noise message without room for its tag"
    end
    local unit, problem = read_noise(tvb, offset, "message")
    if unit then
        unit.parts = {}
        unit.problem = read_after_lines(
            flow.connection, tvb, offset + 2 + TAG_SIZE, offset + unit.size, unit.parts,
            function(_, ...)
                return read_yamux(flow, ...)
            end)
        flow.phase = unit.problem and "lost" or flow.phase
    end
    return unit, problem
end

function read_next.lost(_, tvb, offset)
    return { kind = "rest", offset = offset, size = tvb:len() - offset }
end

-- Whether a connection begins here, be it on ports that another one had before.
local function is_beginning(tvb, offset)
    local line = "\19/multistream/1.0.0\n"
    return tvb:len() - offset >= #line and tvb(offset, #line):raw() == line
end

-- All that stands in a piece of the connection. What is not there yet is asked for.
local function read_piece(pinfo, tvb)
    -- Not tcp.stream, which Wireshark does not tell where it builds no tree.
    local key = string.format("%s %d %s %d", tostring(pinfo.src), pinfo.src_port,
                              tostring(pinfo.dst), pinfo.dst_port)
    local result = { units = {} }
    local offset = 0
    while offset < tvb:len() do
        if not flows[key] or (flows[key].phase ~= "muxer" and is_beginning(tvb, offset)) then
            flows[key] = new_flow()
        end
        local flow = flows[key]
        local unit, problem = read_next[flow.phase](flow, tvb, offset)
        if not unit and type(problem) == "number" and pinfo.can_desegment > 0 then
            result.desegment_offset, result.desegment_len = offset, problem
            return result
        end
        if not unit then
            flow.phase = "lost"
            unit = read_next.lost(flow, tvb, offset)
            unit.problem = problem
        end
        table.insert(result.units, unit)
        offset = offset + unit.size
    end
    return result
end

-- Showing ----------------------------------------------------------------------------------------

local function tell(pinfo, protocol, text)
    pinfo.cols.protocol = protocol
    pinfo.cols.info:append(text)
end

local function flag_names(flags)
    local names = ""
    for _, flag in ipairs(FLAGS) do
        if math.floor(flags / flag[1]) % 2 == 1 then
            names = names .. " " .. flag[2]
        end
    end
    return names
end

local shown -- RPCs of a piece so far
local show = {} -- for each kind of unit or part: shows it in a tree; RPCs go below the root

-- What the packet's other pieces of the connection wrote stays, since it is behind a fence.
local function begin_info(pinfo)
    pinfo.cols.info:clear()
    local before = tostring(pinfo.cols.info)
    if before ~= "" and before ~= "(info)" then
        pinfo.cols.info:append("; ")
    end
end

local function show_all(parts, tvb, pinfo, tree, root)
    for i, part in ipairs(parts) do
        if i > 1 then
            pinfo.cols.info:append("; ")
        end
        show[part.kind](part, tvb, pinfo, tree, root)
    end
end

local function show_problem(part, tree)
    if type(part.problem) == "number" then
        tree:add_proto_expert_info(cut)
    elseif part.problem then
        tree:add_proto_expert_info(malformed, "Not what a relay writes: " .. part.problem)
    end
end

function show.rpc(part, tvb, pinfo, _, root)
    shown = shown + 1
    if shown > MAX_SHOWN then
        local item = root:add(f.rest, tvb(part.offset, part.size))
        item:add_proto_expert_info(crowded)
        return
    end
    local rpc = part.bytes and part.bytes:tvb("Reassembled RPC")
        or tvb(part.offset, part.size):tvb()
    if part.protocol and is_service(part.protocol) then
        pinfo.private["waku_service"] = part.protocol
        service_dissector:call(rpc, pinfo, root)
        return
    end
    rpc_dissector:call(rpc, pinfo, root)
end

function show.empty(part, tvb, pinfo, _, root)
    root:add(f.empty, tvb(part.offset, part.size)):add_proto_expert_info(empty)
    tell(pinfo, "WAKU", string.format("RPC empty, %d times", part.size))
end

function show.fragment(part, tvb, pinfo, tree)
    tree:add(f.fragment, tvb(part.offset, part.size))
    tell(pinfo, "YAMUX", string.format("part of an RPC, %d bytes", part.size))
end

function show.other(part, tvb, pinfo, tree)
    local is_identify = part.protocol:find("^/ipfs/id/") ~= nil
    tree:add(f.protocol, part.protocol):set_generated()
    tree:add(is_identify and f.identify or f.data, tvb(part.offset, part.size))
    tell(pinfo, "LIBP2P", string.format("%s, %d bytes", part.protocol, part.size))
end

-- What stands directly on the connection gets a tree of its own.
local function add_tree(part, tvb, root, text)
    local tree = root:add(libp2p, tvb(part.offset, part.size))
    tree:append_text(", " .. text)
    return tree
end

function show.identify(part, tvb, pinfo, _, root)
    local tree = add_tree(part, tvb, root, "Identify")
    tree:add(f.identify, tvb(part.offset, part.size))
    tell(pinfo, "LIBP2P", string.format("Identify, %d bytes", part.size))
end

function show.line(part, tvb, pinfo, tree, root)
    if tree == root then
        tree = add_tree(part, tvb, root, "multistream-select")
    end
    tree:add(f.line, tvb(part.offset, part.size), part.text)
    tell(pinfo, "LIBP2P", part.text)
end

function show.rest(part, tvb, pinfo, _, root)
    local tree = add_tree(part, tvb, root, "not dissected")
    local item = tree:add(f.rest, tvb(part.offset, part.size))
    show_problem(part, item)
    tell(pinfo, "LIBP2P", string.format("not dissected, %d bytes", part.size))
end

function show.handshake(part, tvb, pinfo, _, root)
    local tree = add_tree(part, tvb, root, "Noise handshake")
    local message = HANDSHAKE[part.size - 2]
    local at = part.offset + 2
    tree:add(f.noise_length, tvb(part.offset, 2))
    tree:add(f.handshake, tvb(at, part.size - 2), message.name)
    for _, key in ipairs(message.keys) do
        local size = key == "static" and KEY_SIZE + TAG_SIZE or KEY_SIZE
        tree:add(f[key], tvb(at, size))
        at = at + size
    end
    if message.is_last then
        tree:add(f.payload, tvb(at, part.offset + part.size - at))
    end
    tell(pinfo, "LIBP2P", "Noise " .. message.name)
end

local function show_yamux_header(part, tvb, tree)
    local at = part.offset
    tree:add(y.version, tvb(at, 1))
    tree:add(y.type, tvb(at + 1, 1))
    local flags = tree:add(y.flags, tvb(at + 2, 2))
    for _, flag in ipairs({ y.syn, y.ack, y.fin, y.rst }) do
        flags:add(flag, tvb(at + 2, 2))
    end
    tree:add(y.stream_id, tvb(at + 4, 4))
    tree:add(y.length, tvb(at + 8, 4))
end

function show.yamux(part, tvb, pinfo, _, root)
    local tree = root:add(yamux, tvb(part.offset, part.size))
    local text
    if part.is_continued then
        text = string.format("Data of stream %d goes on", part.stream)
        tree:add(y.stream_id, part.stream):set_generated()
    else
        text = string.format("%s%s, stream %d", TYPES[part.type] or "Unknown type",
                             flag_names(part.flags), part.stream)
        show_yamux_header(part, tvb, tree)
    end
    tree:append_text(", " .. text)
    if #part.parts == 0 then
        tell(pinfo, "YAMUX", "yamux " .. text)
    end
    show_all(part.parts, tvb, pinfo, tree, root)
end

function show.exchange(part, tvb, pinfo, _, root)
    local tree = add_tree(part, tvb, root, "plaintext")
    tree:add(f.exchange, tvb(part.offset, part.size))
    tell(pinfo, "LIBP2P", "key and peer id")
end

function show.frame(part, tvb, pinfo, tree, root)
    show_all(part.parts, tvb, pinfo, tree, root)
    show_problem(part, root)
end

function show.message(part, tvb, pinfo, _, root)
    local tree = add_tree(part, tvb, root, "Noise message")
    tree:add(f.noise_length, tvb(part.offset, 2))
    tree:add(f.tag, tvb(part.offset + 2, TAG_SIZE))
    local at = part.offset + 2 + TAG_SIZE
    local plaintext = tree:add(f.plaintext, tvb(at, part.offset + part.size - at))
    show_problem(part, plaintext)
    if #part.parts == 0 then
        tell(pinfo, "LIBP2P", "Noise message")
    end
    show_all(part.parts, tvb, pinfo, plaintext, root)
end

function libp2p.dissector(tvb, pinfo, root)
    -- Two pieces of a connection in one packet start at different places.
    local key = string.format("%d %d", pinfo.number, tvb:offset())
    if not pinfo.visited or not results[key] then
        results[key] = read_piece(pinfo, tvb)
    end
    local result = results[key]
    if #result.units > 0 then
        begin_info(pinfo)
        shown = 0
        show_all(result.units, tvb, pinfo, root, root)
        pinfo.cols.info:fence()
    end
    if result.desegment_len then
        pinfo.desegment_offset = result.desegment_offset
        pinfo.desegment_len = result.desegment_len
    end
    return tvb:len()
end

-- Ports ------------------------------------------------------------------------------------------

libp2p.prefs.ports = Pref.range("TCP ports", "60000", "Ports on which relays listen", 65535)

local tcp_ports = DissectorTable.get("tcp.port")
local registered

local function register()
    if registered then
        tcp_ports:remove(registered, libp2p)
    end
    registered = libp2p.prefs.ports
    tcp_ports:add(registered, libp2p)
end

function libp2p.prefs_changed()
    if libp2p.prefs.ports ~= registered then
        register()
    end
end

register()
