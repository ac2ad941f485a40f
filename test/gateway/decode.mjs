// SPDX-License-Identifier: GPL-2.0-only
// Decodes captured connections of relays and real nodes by the codecs of js-libp2p.
// Each line of its input has source, destination, ports, relative sequence number and payload of a
// TCP segment, as tshark -T fields writes them. It prints what the frames of each side hold.
import { RPC } from '@chainsafe/libp2p-gossipsub/message'
import { createInterface } from 'node:readline'

// The package does not export its decoder.
const { Decoder } = await import(
  new URL('node_modules/@chainsafe/libp2p-yamux/dist/src/decode.js', import.meta.url))

const directions = new Map()
for await (const line of createInterface({ input: process.stdin })) {
  const [source, target, sourcePort, targetPort, sequence, payload] = line.split('\t')
  if (!payload) {
    continue
  }
  const key = [source, sourcePort, target, targetPort].join(' ')
  const segments = directions.get(key) ?? []
  directions.set(key, segments)
  segments.push({ at: Number(sequence) - 1, bytes: Buffer.from(payload.replaceAll(':', ''), 'hex') })
}

// The bytes of a direction, without what came twice.
function join (segments) {
  let bytes = Buffer.alloc(0)
  for (const { at, bytes: piece } of segments.sort((a, b) => a.at - b.at)) {
    if (at > bytes.length) {
      throw new Error(`the capture has a gap at byte ${bytes.length}`)
    }
    if (at + piece.length > bytes.length) {
      bytes = Buffer.concat([bytes, piece.subarray(bytes.length - at)])
    }
  }
  return bytes
}

// A part of bytes with its length before it as a varint; undefined if it is not complete.
function readDelimited (bytes) {
  let size = 0
  for (let i = 0; i < bytes.length; i++) {
    size += (bytes[i] & 0x7f) * 2 ** (7 * i)
    if (bytes[i] < 0x80) {
      const end = i + 1 + size
      return end <= bytes.length ? { part: bytes.subarray(i + 1, end), rest: bytes.subarray(end) } : undefined
    }
  }
}

// Lines of multistream-select up to the protocol.
function readLines (bytes) {
  const lines = []
  while (true) {
    const { part, rest } = readDelimited(bytes) ?? {}
    if (part === undefined) {
      return { rest: bytes }
    }
    lines.push(part.toString().trimEnd())
    bytes = rest
    if (!lines.at(-1).startsWith('/multistream/') && lines.at(-1) !== 'na') {
      return { protocol: lines.at(-1), rest }
    }
  }
}

const result = { relays: {}, nodes: {} }
function count (side, what, number = 1) {
  result[side][what] = (result[side][what] ?? 0) + number
}

function decodeRpcs (side, bytes) {
  for (let next = readDelimited(bytes); next; next = readDelimited(bytes)) {
    const rpc = RPC.decode(next.part)
    count(side, 'rpcs')
    count(side, 'subscriptions', rpc.subscriptions.length)
    count(side, 'messages', rpc.messages.length)
    for (const kind of ['graft', 'prune', 'ihave', 'iwant', 'idontwant']) {
      count(side, kind, rpc.control?.[kind]?.length ?? 0)
    }
    bytes = next.rest
  }
}

async function decodeDirection (side, bytes) {
  const security = readLines(bytes)
  const exchange = readDelimited(security.rest)
  const muxer = readLines(exchange.rest)
  if (security.protocol !== '/plaintext/2.0.0' || muxer.protocol !== '/yamux/1.0.0') {
    throw new Error(`${security.protocol} and ${muxer.protocol} are not what was agreed`)
  }
  count(side, 'connections')
  const streams = new Map()
  for await (const { header, readData } of new Decoder([muxer.rest]).emitFrames()) {
    count(side, 'frames')
    count(side, ['data', 'window updates', 'pings', 'go-aways'][header.type])
    if (readData) {
      const data = Buffer.from((await readData()).subarray())
      streams.set(header.streamID, Buffer.concat([streams.get(header.streamID) ?? Buffer.alloc(0), data]))
    }
  }
  for (const data of streams.values()) {
    const { protocol, rest } = readLines(data)
    if (/meshsub|relay/.test(protocol)) {
      decodeRpcs(side, rest)
    } else if (protocol === '/ipfs/id/1.0.0' && readDelimited(rest)) {
      count(side, 'identify')
    }
  }
}

for (const [key, segments] of directions) {
  await decodeDirection(key.startsWith('10.') ? 'relays' : 'nodes', join(segments))
}
console.log(JSON.stringify(result))
