// SPDX-License-Identifier: GPL-2.0-only
// Compares what relays and real nodes have noted. compare.mjs GATEWAY_LOG NODES_LOG RELAYS MESSAGES
import { readFileSync } from 'node:fs'

const [gatewayLog, nodesLog, relays, messages] =
  [...process.argv.slice(2, 4), ...process.argv.slice(4).map(Number)]
const NODES = 4
const read = (path, skip) => readFileSync(path, 'utf8').trim().split('\n')
  .map(line => line.split(' ').slice(skip))
const gateway = read(gatewayLog, 1)
const nodes = read(nodesLog, 0)
const of = (log, event) => log.filter(entry => entry[0] === event)

const problems = []
const receivers = new Map()
for (const [, who, id] of [...of(gateway, 'deliver'), ...of(nodes, 'deliver')]) {
  const all = receivers.get(id) ?? []
  receivers.set(id, all)
  if (all.includes(who)) {
    problems.push(`${who} got ${id} twice`)
  }
  all.push(who)
}
for (const [side, log] of [['relays', gateway], ['nodes', nodes]]) {
  const published = of(log, 'publish')
  if (published.length !== messages) {
    problems.push(`${side} have published ${published.length} of ${messages} messages`)
  }
  for (const [, who, id] of published) {
    const others = (receivers.get(id) ?? []).filter(receiver => receiver !== who).length
    if (others !== relays + NODES - 1) {
      problems.push(`${id} of ${who} has reached ${others} of ${relays + NODES - 1}`)
    }
  }
}
const meshes = of(nodes, 'mesh').slice(-NODES)
if (meshes.length !== NODES || !meshes.every(([, , peers]) => peers)) {
  problems.push('a real node has no relay in its mesh')
}
const grafted = new Set(of(gateway, 'mesh').map(([, , peer]) => peer))
if (grafted.size !== NODES) {
  problems.push(`${grafted.size} of ${NODES} real nodes are in the mesh of a relay`)
}
if (!of(nodes, 'identify').some(([, , , agent]) => agent === 'ns-3-waku')) {
  problems.push('no relay has identified itself')
}
problems.slice(0, 20).forEach(problem => console.error(problem))
if (problems.length > 0) {
  process.exit(1)
}
console.log(`${messages} messages of relays and ${messages} of real nodes have each reached all ` +
  `${relays + NODES - 1} others, under the same ids; all real nodes are in meshes of relays and the reverse`)
