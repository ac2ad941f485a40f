// The card of the chosen node.
function getMissed(data, node, messages) {
  return messages.filter(m => m.publisher !== node && data.audiences[m.audience][node] && !m.node.includes(node));
}

function drawTrafficOfNode(card, page, node) {
  const {traffic} = page.data.raw;
  const received = traffic.received_bytes[node];
  const sent = traffic.sent_bytes[node];
  const width = Math.max(300, card.node().clientWidth - 26);
  const svg = card.append("svg").attr("viewBox", `0 0 ${width} 96`).attr("role", "img").attr("aria-label", "Traffic of the node over time");
  const times = d3.range(traffic.bins).map(i => (i + 0.5) * traffic.bin_s);
  const most = Math.max(d3.max(received) || 0, d3.max(sent) || 0) / traffic.bin_s || 1;
  const x = d3.scaleLinear([0, page.data.end], [60, width - 10]);
  const y = d3.scaleLinear([-most, most], [76, 6]);
  svg.append("g").attr("class", "axis").attr("transform", "translate(0,76)").call(d3.axisBottom(x).ticks(8).tickSize(3));
  svg.append("g").attr("class", "axis").attr("transform", "translate(60,0)")
    .call(d3.axisLeft(y).tickValues([-most, 0, most]).tickSize(0).tickPadding(5).tickFormat(v => format.bytes(Math.abs(v)) + "/s")).select(".domain").remove();
  const area = (bins, sign) => d3.area((_, i) => x(times[i]), () => y(0), v => y(sign * v / traffic.bin_s)).curve(d3.curveStep)(bins);
  svg.append("path").attr("d", area(received, 1)).attr("fill", "var(--first)");
  svg.append("path").attr("d", area(sent, -1)).attr("fill", "var(--again)");
  for (const [from, to] of page.getAbsences(node)) {
    svg.append("rect").attr("x", x(from)).attr("width", Math.max(1, x(Math.min(to, page.data.end)) - x(from))).attr("y", 6).attr("height", 70)
      .attr("fill", "var(--idle)").attr("fill-opacity", 0.35).append("title").text("offline");
  }
  page.nodeX = x;
  svg.append("line").attr("class", "now").attr("id", "node-now").attr("x1", x(page.now)).attr("x2", x(page.now)).attr("y1", 6).attr("y2", 76);
  const keys = card.append("div").attr("class", "keys");
  for (const [name, colour] of [["received", "var(--first)"], ["sent", "var(--again)"], ["simulated time, s", null]]) {
    const key = keys.append("span");
    if (colour) key.append("i").style("background", colour);
    key.append("span").text(name);
  }
}

function drawPeersOfNode(card, page, node) {
  const {data} = page;
  const inMesh = data.hasMesh ? page.mesh.of(node) : new Set();
  const peers = data.neighbours[node].map(peer => {
    const link = data.links[data.findLink(node, peer)];
    const key = node * data.n + peer;
    return {peer, isUp: page.canvas.isUp(link, page.now), inMesh: inMesh.has(peer), gossip: data.gossip.get(key), score: data.scores.get(key)};
  });
  peers.sort((a, b) => b.isUp - a.isUp || b.inMesh - a.inMesh || a.peer - b.peer);
  const columns = [["peer", null], ["connected", p => (p.isUp ? "yes" : "no")]];
  if (data.hasMesh) columns.push(["in mesh", p => (p.inMesh ? "yes" : "–")]);
  if (data.hasGossip) columns.push(["IHAVE / IWANT sent", p => (p.gossip ? `${p.gossip.ihave} / ${p.gossip.iwant}` : "–")]);
  if (data.hasScores) columns.push(["score, least", p => (p.score ? `${p.score.last.toFixed(2)}, ${p.score.least.toFixed(2)}` : "0")]);
  const table = card.append("div").attr("class", "scroll").append("table");
  table.append("thead").append("tr").selectAll("th").data(columns).join("th").text(c => c[0]);
  const rows = table.append("tbody").selectAll("tr").data(peers.slice(0, 300)).join("tr");
  for (const [name, get] of columns) {
    const cell = rows.append("td");
    if (get) cell.text(get);
    else cell.append("button").attr("type", "button").text(p => `${data.role(p.peer).name} ${data.label(p.peer)}`).on("click", (_, p) => page.select(p.peer));
  }
  return {connected: peers.filter(p => p.isUp).length, inMesh: peers.filter(p => p.inMesh).length, all: peers.length};
}

function drawNode(page) {
  const card = d3.select("#node");
  const {data, node} = page;
  card.attr("hidden", node === NONE ? "" : null);
  card.selectAll("*").remove();
  if (node === NONE) return;
  const head = card.append("div").attr("class", "head");
  const role = data.role(node);
  const name = role.name.charAt(0).toUpperCase() + role.name.slice(1);
  head.append("h2").text(`${name} ${data.label(node)}`);
  const where = data.regions.length ? data.regions[data.region[node]].replace(/_/g, " ") + " · " : "";
  head.append("span").attr("id", "node-state");
  head.append("button").attr("type", "button").attr("title", "Close (Esc)").text("Close").on("click", () => page.select(NONE));
  const columns = card.append("div").attr("class", "columns");
  const left = columns.append("dl");
  const right = columns.append("dl");
  const row = (list, term, value, id) => {
    list.append("dt").text(term);
    list.append("dd").attr("id", id || null).text(value);
  };
  const {traffic} = data.raw;
  const missed = getMissed(data, node, page.shown);
  const expected = page.shown.filter(m => m.publisher !== node && data.audiences[m.audience][node]).length;
  drawTrafficOfNode(card, page, node);
  const peers = drawPeersOfNode(card, page, node);
  row(left, "peers now", `${peers.connected} of ${peers.all}`, "node-peers");
  if (data.hasMesh) row(left, "peers in its mesh", peers.inMesh, "node-mesh");
  const rates = [format.rate(traffic.up_bps[node]), format.rate(traffic.down_bps[node])];
  row(left, "link up, down", rates[0] === rates[1] ? `both ${rates[0]}` : rates.join(", "));
  row(left, "received, sent", `${format.bytes(page.totals.received[node])}, ${format.bytes(page.totals.sent[node])}`);
  row(right, "message now", "", "node-message");
  row(right, "messages got", `${expected - missed.length} of ${expected}`, "node-got");
  row(right, "published", page.shown.filter(m => m.publisher === node).length);
  const first = d3.rollups(page.shown.map(m => getSpread(data, m).parent[node]).filter(p => p >= 0), v => v.length, p => p);
  const best = d3.greatest(first, f => f[1]);
  row(right, "most first copies from", best ? `node ${data.label(best[0])} (${best[1]})` : "–");
  if (missed.length) {
    const box = card.append("div").attr("class", "missed");
    box.append("span").text(`Missed ${missed.length}: `);
    box.selectAll("button").data(missed.slice(0, 30)).join("button").attr("type", "button").text(m => m.number).on("click", (_, m) => page.choose(m));
    if (missed.length > 30) box.append("span").text(` and ${missed.length - 30} more`);
  }
  page.nodeWhere = where;
  updateNode(page);
}

// What changes as time goes on.
function updateNode(page) {
  const {data, node, message} = page;
  if (node === NONE) return;
  const state = data.isOnline(node, page.now) ? "online" : "offline";
  d3.select("#node-state").text(page.nodeWhere + (data.hostile[node] ? "hostile, " : "") + state);
  let text = "–";
  if (message && !page.isRun) {
    const {at, hops} = getSpread(data, message);
    text = message.publisher === node ? "published it" : at[node] <= page.since
      ? `${format.time(at[node])}${hops[node] > 0 ? `, ${hops[node]} hop${hops[node] > 1 ? "s" : ""}` : ""}` : at[node] < Infinity ? "not yet" : "never gets it";
  }
  d3.select("#node-message").text(text);
  const line = d3.select("#node-now");
  if (!line.empty()) {
    line.attr("x1", page.nodeX(page.now)).attr("x2", page.nodeX(page.now));
  }
}
