// The data of the page, from JSON to arrays that are quick to go through.
const NONE = -1;
const KIND = {f: 0, d: 1, a: 2, x: 3}; // first copy, duplicate, aside, not arrived

function decodeMessage(raw, index, unit, light) {
  const t = raw.transfers;
  const count = t.from.length;
  const message = {
    index, number: raw.number, id: raw.id, topic: raw.topic, publisher: raw.publisher, time: raw.time_s,
    payload: raw.payload_bytes, size: raw.size_bytes, audience: raw.audience, expected: raw.expected,
    delivered: raw.delivered, sentCount: raw.sent, duplicates: raw.duplicates, count,
    from: Int32Array.from(t.from), to: Int32Array.from(t.to), sent: new Float32Array(count),
    arrive: new Float32Array(count), kind: new Uint8Array(count), way: new Uint8Array(count),
    node: Int32Array.from(raw.deliveries.node), after: new Float32Array(raw.deliveries.node.length),
    end: 0, longest: 0,
  };
  let at = 0;
  for (let i = 0; i < count; i++) {
    at += t.sent[i];
    message.sent[i] = at * unit;
    message.kind[i] = KIND[t.kind[i]];
    message.arrive[i] = message.kind[i] === KIND.x ? Infinity : (at + t.took[i]) * unit;
    if (message.kind[i] !== KIND.x) {
      message.end = Math.max(message.end, message.arrive[i]);
      message.longest = Math.max(message.longest, t.took[i] * unit);
    }
    const isLight = (light && (light[message.to[i]] || (message.from[i] >= 0 && light[message.from[i]])));
    message.way[i] = message.kind[i] === KIND.a ? 2 : isLight ? 1 : 0;
  }
  at = 0;
  for (let i = 0; i < message.after.length; i++) {
    at += raw.deliveries.after[i];
    message.after[i] = at * unit;
    message.end = Math.max(message.end, message.after[i]);
  }
  return message;
}

// When each node first had a message, from whom, over how many hops; made when it is first asked for.
function getSpread(data, message) {
  if (!message.spread) {
    const at = new Float32Array(data.n).fill(Infinity);
    const parent = new Int32Array(data.n).fill(NONE);
    const hops = new Int16Array(data.n).fill(NONE);
    const firsts = [];
    for (let i = 0; i < message.count; i++) {
      if (message.kind[i] === KIND.f) firsts.push(i);
    }
    firsts.sort((a, b) => message.arrive[a] - message.arrive[b]);
    if (message.publisher >= 0) {
      at[message.publisher] = 0;
      hops[message.publisher] = 0;
    }
    for (const i of firsts) {
      const to = message.to[i];
      if (message.arrive[i] < at[to]) {
        at[to] = message.arrive[i];
        parent[to] = message.from[i];
        hops[to] = message.from[i] >= 0 && hops[message.from[i]] >= 0 ? hops[message.from[i]] + 1 : NONE;
      }
    }
    // Who delivers what it never received, such as from a store, has it from then on.
    for (let i = 0; i < message.node.length; i++) {
      at[message.node[i]] = Math.min(at[message.node[i]], message.after[i]);
    }
    const times = Float32Array.from(at).filter((t, node) => t < Infinity && node !== message.publisher).sort();
    message.spread = {at, parent, hops, times};
  }
  return message.spread;
}

function decode(raw) {
  const nodes = raw.nodes;
  const n = nodes.shown;
  const roles = nodes.roles;
  const hasRelays = roles.some(r => r.name === "relay" || r.name === "service node");
  const light = hasRelays && roles.some(r => r.name === "light node")
    ? nodes.role.map(r => roles[r].name === "light node") : null;
  const data = {
    raw, n, total: nodes.total, summary: raw.summary, unit: raw.time_unit_s, end: raw.end_s, topics: raw.topics,
    label: nodes.index.length ? i => nodes.index[i] : i => i,
    position: nodes.index.length ? label => nodes.index.indexOf(label) : label => label,
    role: i => roles[nodes.role[i]], hostile: Uint8Array.from(nodes.role, r => roles[r].hostile ? 1 : 0),
    regions: nodes.regions, region: nodes.region, places: nodes.place, light,
  };
  data.messages = raw.messages.map((m, i) => decodeMessage(m, i, raw.time_unit_s, light));
  data.audiences = raw.audiences.map(runs => {
    const isIn = new Uint8Array(n);
    for (let i = 0; i < runs.length; i += 2) isIn.fill(1, runs[i], runs[i] + runs[i + 1]);
    return isIn;
  });
  // Links: one for each pair, with all intervals of its connections.
  const links = [];
  const byPair = new Map();
  data.links = links;
  data.neighbours = Array.from({length: n}, () => []);
  data.getPair = (a, b) => (a < b ? a * n + b : b * n + a);
  data.findLink = (a, b) => byPair.get(data.getPair(a, b));
  const add = (a, b) => {
    const pair = data.getPair(a, b);
    let index = byPair.get(pair);
    if (index === undefined) {
      index = links.length;
      byPair.set(pair, index);
      links.push({a: Math.min(a, b), b: Math.max(a, b), up: [], down: []});
      data.neighbours[a].push(b);
      data.neighbours[b].push(a);
    }
    return links[index];
  };
  raw.links.a.forEach((a, i) => {
    const link = add(a, raw.links.b[i]);
    link.up.push(raw.links.up_s[i]);
    link.down.push(raw.links.down_s[i] ?? Infinity);
  });
  if (!links.length) {
    for (const m of data.messages) {
      for (let i = 0; i < m.count; i++) {
        if (m.from[i] >= 0 && m.from[i] !== m.to[i]) {
          const link = add(m.from[i], m.to[i]);
          if (!link.up.length) { link.up.push(0); link.down.push(Infinity); }
        }
      }
    }
  }
  raw.gossip.node.forEach((node, i) => {
    const link = links[data.findLink(node, raw.gossip.peer[i])];
    if (link) link.gossip = (link.gossip || 0) + raw.gossip.ihave[i] + raw.gossip.iwant[i];
  });
  data.gossip = new Map(raw.gossip.node.map((node, i) =>
    [node * n + raw.gossip.peer[i], {ihave: raw.gossip.ihave[i], iwant: raw.gossip.iwant[i]}]));
  data.scores = new Map(raw.scores.node.map((node, i) =>
    [node * n + raw.scores.peer[i], {last: raw.scores.last[i], least: raw.scores.least[i]}]));
  // Presence: the times at which each node comes and goes.
  data.presence = Array.from({length: n}, () => []);
  raw.presence.node.forEach((node, i) => data.presence[node].push([raw.presence.time_s[i], raw.presence.online[i]]));
  data.hasPresence = raw.presence.node.length > 0;
  data.isOnline = (node, t) => {
    const changes = data.presence[node];
    if (!data.hasPresence) return true;
    let online = 0;
    for (let i = 0; i < changes.length && changes[i][0] <= t; i++) online = changes[i][1];
    return online === 1;
  };
  data.hasScores = raw.scores.node.length > 0;
  data.hasMesh = raw.mesh.node.length > 0;
  data.hasGossip = raw.gossip.node.length > 0;
  return data;
}

// The meshes at a time, moved forward or begun again.
class MeshState {
  constructor(data) {
    this.data = data;
    this.mesh = data.raw.mesh;
    this.topic = NONE;
    this.reset();
  }
  reset() {
    this.next = 0;
    this.time = -Infinity;
    this.counts = new Map(); // how many nodes and topics have a pair of nodes in their mesh
    this.version = (this.version || 0) + 1;
  }
  moveTo(time, topic) {
    if (time < this.time || topic !== this.topic) {
      this.reset();
      this.topic = topic;
    }
    this.time = time;
    const mesh = this.mesh;
    const before = this.next;
    for (; this.next < mesh.node.length && mesh.time_s[this.next] <= time; this.next++) {
      const i = this.next;
      if (topic !== NONE && mesh.topic[i] !== topic) continue;
      const pair = this.data.getPair(mesh.node[i], mesh.peer[i]);
      this.counts.set(pair, (this.counts.get(pair) || 0) + (mesh.in[i] ? 1 : -1));
    }
    if (this.next !== before) this.version++;
  }
  has(link) {
    return this.counts.get(link.a * this.data.n + link.b) > 0;
  }
  // The peers in the mesh of one node.
  of(node) {
    const peers = new Set();
    for (let i = 0; i < this.next; i++) {
      if (this.mesh.node[i] === node && (this.topic === NONE || this.mesh.topic[i] === this.topic)) {
        const key = this.mesh.peer[i] + ":" + this.mesh.topic[i];
        this.mesh.in[i] ? peers.add(key) : peers.delete(key);
      }
    }
    return new Set([...peers].map(key => Number(key.split(":")[0])));
  }
}

// Numbers for people.
const format = {
  time(s) {
    if (!isFinite(s)) return "never";
    const abs = Math.abs(s);
    return abs < 0.9995 ? (s * 1000).toFixed(abs < 0.01 ? 2 : abs < 0.1 ? 1 : 0) + " ms"
      : abs < 100 ? s.toFixed(abs < 10 ? 2 : 1) + " s" : Math.round(s) + " s";
  },
  bytes(b) {
    const units = ["B", "kB", "MB", "GB", "TB"];
    let i = 0;
    for (; Math.abs(b) >= 999.5 && i < 4; i++) b /= 1000;
    return (i === 0 || Math.abs(b) >= 99.5 ? Math.round(b) : Number(b.toFixed(Math.abs(b) < 9.95 ? 2 : 1))) + " " + units[i];
  },
  count: d3.format(",d"),
  percent(share) {
    return share === 1 ? "100 %" : share > 0.9995 ? (Math.floor(share * 1e5) / 1e3) + " %" : (share * 100).toFixed(1) + " %";
  },
  rate(bps) {
    return bps ? d3.format("~s")(bps).replace(/([a-zA-Z])$/, " $1") + "bit/s" : "unlimited";
  },
};
