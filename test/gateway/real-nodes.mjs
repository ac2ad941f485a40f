// SPDX-License-Identifier: GPL-2.0-only
// Four nodes of js-libp2p beside the relays of waku-gateway: two are dialled by relays, two dial.
// real-nodes.mjs PROTOCOL MESSAGES EXPECTED SECONDS > events
// It publishes MESSAGES messages in all, and ends when each node has got EXPECTED messages of
// relays and all of the other nodes, or after SECONDS.
import { gossipsub } from '@chainsafe/libp2p-gossipsub'
import { yamux } from '@chainsafe/libp2p-yamux'
import { generateKeyPairFromSeed } from '@libp2p/crypto/keys'
import { identify } from '@libp2p/identify'
import { plaintext } from '@libp2p/plaintext'
import { tcp } from '@libp2p/tcp'
import { multiaddr } from '@multiformats/multiaddr'
import { createLibp2p } from 'libp2p'

const [protocol, messages, expected, seconds] =
  [process.argv[2], ...process.argv.slice(3).map(Number)]
const TOPIC = '/waku/2/rs/0/0'
const HOST = '172.30.0.2'
const COUNT = 4

const say = (...words) => console.log(words.join(' '))
const wait = ms => new Promise(resolve => setTimeout(resolve, ms))
const toHex = bytes => Buffer.from(bytes).toString('hex')

async function makeNode (number) {
  const privateKey = await generateKeyPairFromSeed('Ed25519', new Uint8Array(32).fill(number + 1))
  const node = await createLibp2p({
    privateKey,
    addresses: { listen: [`/ip4/${HOST}/tcp/${4001 + number}`] },
    transports: [tcp()],
    connectionEncrypters: [plaintext()],
    streamMuxers: [yamux()],
    services: {
      identify: identify(),
      pubsub: components => {
        const router = gossipsub({
          globalSignaturePolicy: 'StrictNoSign',
          allowPublishToZeroTopicPeers: true,
          msgIdToStrFn: toHex
        })(components)
        router.multicodecs = [protocol]
        return router
      }
    },
    start: false
  })
  node.got = { relays: 0, nodes: 0 }
  node.services.pubsub.addEventListener('gossipsub:message', ({ detail }) => {
    const isOurs = Buffer.from(detail.msg.data).includes('js-libp2p')
    isOurs ? node.got.nodes++ : node.got.relays++
    say('deliver', `js${number}`, detail.msgId, isOurs ? 'js' : 'relay')
  })
  node.addEventListener('peer:identify', ({ detail }) =>
    say('identify', `js${number}`, detail.peerId, detail.agentVersion, detail.protocols.join(',')))
  await node.start()
  return node
}

// A WakuMessage (14/WAKU2-MESSAGE) with payload and content topic.
function makeMessage (text) {
  const field = (number, value) =>
    Buffer.concat([Buffer.from([number * 8 + 2, value.length]), Buffer.from(value)])
  return Buffer.concat([field(1, text), field(2, '/js-libp2p/1/test/proto')])
}

const nodes = []
for (let i = 0; i < COUNT; i++) {
  nodes.push(await makeNode(i))
}
nodes.forEach(node => node.services.pubsub.subscribe(TOPIC))
for (const i of [2, 3]) {
  await nodes[i].dial(multiaddr(`/ip4/10.0.0.${i + 1}/tcp/60001`))
}
const begin = Date.now()
const isOver = () => Date.now() - begin > seconds * 1000
while (!isOver() && !nodes.every(node => node.services.pubsub.getMeshPeers(TOPIC).length > 0)) {
  await wait(100)
}
nodes.forEach((node, i) => say('mesh', `js${i}`, node.services.pubsub.getMeshPeers(TOPIC).join(',')))
for (let i = 0; i < messages; i++) {
  const { pubsub } = nodes[i % COUNT].services
  const data = makeMessage(`js-libp2p message ${i}`)
  await pubsub.publish(TOPIC, data)
  say('publish', `js${i % COUNT}`, toHex((await pubsub.msgIdFn({ type: 'unsigned', topic: TOPIC, data }))))
  await wait(50)
}
const has = node => node.got.relays >= expected && node.got.nodes >= messages * (1 - 1 / COUNT)
while (!isOver() && !nodes.every(has)) {
  await wait(100)
}
nodes.forEach((node, i) => say('mesh', `js${i}`, node.services.pubsub.getMeshPeers(TOPIC).join(',')))
await Promise.all(nodes.map(node => node.stop()))
process.exit(nodes.every(has) ? 0 : 1)
