// The panels beside the overlay. Each is a card with a title, what it shows, and an SVG.
const CHART = {width: 340, height: 156, left: 50, right: 12, top: 8, bottom: 34, few: v => (Number.isInteger(v) ? d3.format("~s")(v) : "")};

function makeCard(parent, id, title) {
  const card = d3.select(parent).append("section").attr("class", "card").attr("id", id);
  card.append("h2").text(title);
  card.append("p").attr("class", "about");
  card.append("div").attr("class", "body");
  return card;
}

// Begins a chart anew; returns its SVG and its inner size.
function beginChart(card, about, label) {
  card.select(".about").text(about);
  const body = card.select(".body");
  body.selectAll("*").remove();
  CHART.width = Math.max(220, Math.floor(body.node().clientWidth) || 340);
  const svg = body.append("svg").attr("viewBox", `0 0 ${CHART.width} ${CHART.height}`).attr("role", "img")
    .attr("aria-label", label);
  return svg;
}

function showEmpty(card, text) {
  card.select(".about").text("");
  card.select(".body").html("").append("div").attr("class", "empty").text(text);
}

function drawAxes(svg, x, y, xLabel, yFormat, xFormat) {
  const {width, height, left, right, top, bottom} = CHART;
  svg.append("g").attr("class", "grid").attr("transform", `translate(${left},0)`)
    .call(d3.axisLeft(y).ticks(4).tickSize(-(width - left - right)).tickFormat("")).select(".domain").remove();
  svg.append("g").attr("class", "axis").attr("transform", `translate(0,${height - bottom})`)
    .call(d3.axisBottom(x).ticks(width < 270 ? 4 : 6).tickSize(3).tickFormat(xFormat || null));
  svg.append("g").attr("class", "axis").attr("transform", `translate(${left},0)`)
    .call(d3.axisLeft(y).ticks(4).tickSize(0).tickPadding(5).tickFormat(yFormat)).select(".domain").remove();
  svg.append("text").attr("class", "label").attr("x", width - right).attr("y", height - 3).attr("text-anchor", "end")
    .text(xLabel);
}

const scaleX = domain => d3.scaleLinear(domain, [CHART.left, CHART.width - CHART.right]);
const scaleY = domain => d3.scaleLinear(domain, [CHART.height - CHART.bottom, CHART.top]);
const percentTick = v => Math.round(v * 100) + " %";

function drawKeys(card, keys) {
  const list = card.select(".body").append("div").attr("class", "keys");
  for (const [name, colour, title] of keys) {
    const key = list.append("span").attr("title", title || null);
    key.append("i").style("background", colour);
    key.append("span").text(name);
  }
}

// Up to `most` points of a sorted list, as value and share.
function getCdf(sorted, most, share) {
  const points = [];
  const step = Math.max(1, Math.floor(sorted.length / most));
  for (let i = 0; i < sorted.length; i += step) points.push([sorted[i], share * (i + 1) / sorted.length]);
  if (sorted.length) points.push([sorted[sorted.length - 1], share]);
  return points;
}

function quantile(sorted, p) {
  return sorted.length ? sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(p * sorted.length) - 1))] : NaN;
}

const charts = {
  latency(card, page) {
    const all = Float32Array.from(page.shown.flatMap(m => Array.from(m.after))).sort();
    if (!all.length) return showEmpty(card, "No message was delivered.");
    page.numbers.latency = {count: all.length, p50: quantile(all, 0.5), p95: quantile(all, 0.95), max: all[all.length - 1]};
    const {p50, p95, max} = page.numbers.latency;
    const svg = beginChart(card, `Half within ${format.time(p50)}, 95 % within ${format.time(p95)}, all within ${format.time(max)}`,
      "Share of deliveries by time from publish");
    const x = scaleX([0, quantile(all, 0.999) * 1.02 || 1]).clamp(true);
    const y = scaleY([0, 1]);
    drawAxes(svg, x, y, "time from publish to delivery, s", percentTick);
    const line = d3.line(d => x(d[0]), d => y(d[1])).curve(d3.curveStepAfter);
    for (const [name, at] of [["50 %", p50], ["95 %", p95]]) {
      svg.append("line").attr("class", "now").attr("x1", x(at)).attr("x2", x(at)).attr("y1", y(0)).attr("y2", y(1)).style("opacity", 0.35);
      // Beside the axis there is room below the curve only.
      const isLeft = x(at) - x(0) > 34;
      const level = (isLeft ? 0.9 : 0.16) - (name === "50 %" ? 0 : 0.1);
      svg.append("text").attr("class", "label").attr("x", x(at) + (isLeft ? -4 : 4)).attr("y", y(level))
        .attr("text-anchor", isLeft ? "end" : "start").text(name);
    }
    svg.append("path").attr("d", line([[0, 0], ...getCdf(all, 240, 1)])).attr("fill", "none").attr("stroke", "var(--idle-edge)")
      .attr("stroke-width", 1.8);
    const keys = [[page.shown.length === 1 ? "the message" : "all messages", "var(--idle-edge)"]];
    if (page.message && page.shown.length > 1 && page.message.after.length) {
      svg.append("path").attr("d", line([[0, 0], ...getCdf(page.message.after, 200, 1)])).attr("fill", "none")
        .attr("stroke", "var(--first)").attr("stroke-width", 2);
      keys.push([`message ${page.message.number}`, "var(--first)"]);
    }
    drawKeys(card, keys);
  },

  spread(card, page) {
    const messages = page.shown.filter(m => m.expected > 0);
    if (!messages.length) return showEmpty(card, "No message is expected anywhere.");
    const svg = beginChart(card, "Share of the expected nodes that have a message; a click chooses it", "Spread of messages over time");
    const end = d3.max(messages, m => (m.after.length ? quantile(m.after, 0.995) : 0)) || 1;
    const x = scaleX([0, end * 1.04]).clamp(true);
    const y = scaleY([0, 1]);
    drawAxes(svg, x, y, "time from publish, s", percentTick);
    const line = d3.line(d => x(d[0]), d => y(d[1])).curve(d3.curveStepAfter);
    const shareOf = m => page.data.n < page.data.total ? m.delivered / m.expected : m.after.length / m.expected;
    const points = m => [[0, 0], ...getCdf(m.after, messages.length > 60 ? 40 : 90, shareOf(m))];
    const faint = Math.max(0.12, Math.min(0.8, 12 / messages.length));
    svg.append("g").attr("fill", "none").attr("stroke", "var(--first)").attr("stroke-width", 1).attr("stroke-opacity", faint)
      .selectAll("path").data(messages).join("path").attr("d", m => line(points(m))).style("cursor", "pointer")
      .attr("pointer-events", "stroke").on("click", (_, m) => page.choose(m)).append("title")
      .text(m => `message ${m.number}: ${m.delivered} of ${m.expected}`);
    if (page.message && page.message.expected > 0) {
      svg.append("path").attr("d", line(points(page.message))).attr("fill", "none").attr("stroke", "var(--ink)").attr("stroke-width", 1.8);
    }
    page.nowLine = svg.append("line").attr("class", "now").attr("y1", y(0)).attr("y2", y(1));
    page.moveNow = since => page.nowLine.attr("x1", x(since)).attr("x2", x(since)).style("display", since === null ? "none" : null);
    page.moveNow(page.isRun ? null : page.since);
    drawKeys(card, [["one curve a message", "var(--first)"], ...(page.message && page.message.expected > 0 ? [[`message ${page.message.number}`, "var(--ink)"]] : [])]);
  },

  hops(card, page) {
    const counts = [];
    let sum = 0;
    let total = 0;
    for (const m of page.message && !page.isRun ? [page.message] : page.shown) {
      const {hops} = getSpread(page.data, m);
      for (let i = 0; i < hops.length; i++) {
        if (hops[i] > 0) {
          counts[hops[i]] = (counts[hops[i]] || 0) + 1;
          sum += hops[i];
          total++;
        }
      }
    }
    if (!total) return showEmpty(card, "No first copy whose way is known.");
    page.numbers.hops = {mean: sum / total, total};
    const of = page.message && !page.isRun ? `message ${page.message.number}` : "all shown messages";
    const svg = beginChart(card, `First copies of ${of}: ${(sum / total).toFixed(2)} hops on average`, "First copies by hops");
    const bars = d3.range(1, counts.length).map(h => [h, counts[h] || 0]);
    const x = d3.scaleBand(bars.map(b => b[0]), [CHART.left, CHART.width - CHART.right]).padding(0.22);
    const y = scaleY([0, d3.max(bars, b => b[1])]).nice();
    const {width, height, left, right, bottom} = CHART;
    svg.append("g").attr("class", "grid").attr("transform", `translate(${left},0)`)
      .call(d3.axisLeft(y).ticks(4).tickSize(-(width - left - right)).tickFormat("")).select(".domain").remove();
    svg.append("g").attr("class", "axis").attr("transform", `translate(0,${height - bottom})`)
      .call(d3.axisBottom(x).tickSize(0).tickPadding(6).tickValues(bars.length > 16 ? bars.map(b => b[0]).filter(h => h % 5 === 0) : null));
    svg.append("g").attr("class", "axis").attr("transform", `translate(${left},0)`)
      .call(d3.axisLeft(y).ticks(4).tickFormat(CHART.few).tickSize(0).tickPadding(5)).select(".domain").remove();
    svg.append("text").attr("class", "label").attr("x", width - right).attr("y", height - 3).attr("text-anchor", "end").text("hops from the publisher");
    svg.selectAll("rect").data(bars).join("rect").attr("x", b => x(b[0])).attr("width", x.bandwidth()).attr("y", b => y(b[1]))
      .attr("height", b => y(0) - y(b[1])).attr("fill", "var(--first)").attr("rx", 2).append("title")
      .text(b => `${b[0]} hops: ${format.count(b[1])} first copies`);
  },

  load(card, page) {
    const traffic = page.data.raw.traffic;
    const hasIp = page.totals.ipReceived.some(v => v > 0);
    const received = hasIp ? page.totals.ipReceived : page.totals.received;
    const sent = hasIp ? page.totals.ipSent : page.totals.sent;
    if (!received.length || d3.max(received) + d3.max(sent) === 0 || !traffic.bins) return showEmpty(card, "No bytes were counted.");
    const order = d3.range(page.data.n).sort((a, b) => received[b] - received[a]);
    const svg = beginChart(card, `${hasIp ? "IP packets" : "Frames"} of each node in the whole run; a node receives ${format.bytes(d3.mean(received))} on average`,
      "Bytes of each node");
    const x = scaleX([0, order.length]);
    const y = scaleY([0, Math.max(d3.max(received), d3.max(sent))]).nice();
    drawAxes(svg, x, y, "nodes, by bytes received", format.bytes, d3.format("~s"));
    const step = Math.max(1, Math.floor(order.length / 340));
    const picks = d3.range(0, order.length, step);
    svg.append("g").attr("fill", "var(--again)").attr("fill-opacity", 0.55).selectAll("circle").data(picks).join("circle")
      .attr("cx", i => x(i + 0.5)).attr("cy", i => y(sent[order[i]])).attr("r", order.length > 200 ? 1.2 : 2);
    svg.append("path").attr("fill", "none").attr("stroke", "var(--first)").attr("stroke-width", 2)
      .attr("d", d3.line(i => x(i + 0.5), i => y(received[order[i]]))([...picks, order.length - 1]));
    const pick = event => order[Math.max(0, Math.min(order.length - 1, Math.floor(x.invert(d3.pointer(event, svg.node())[0]))))];
    const mark = svg.append("circle").attr("r", 4).attr("fill", "var(--ink)").style("display", "none");
    if (page.node !== NONE) {
      const rank = order.indexOf(page.node);
      mark.attr("cx", x(rank + 0.5)).attr("cy", y(received[page.node])).style("display", null);
    }
    svg.append("rect").attr("x", CHART.left).attr("y", CHART.top).attr("width", CHART.width - CHART.left - CHART.right)
      .attr("height", CHART.height - CHART.bottom - CHART.top).attr("fill", "transparent").style("cursor", "pointer")
      .on("click", event => page.select(pick(event))).append("title").text("Choose a node");
    drawKeys(card, [["received", "var(--first)"], ["sent", "var(--again)"]]);
  },

  control(card, page) {
    const {traffic, control} = page.data.raw;
    const times = d3.range(traffic.bins).map(i => (i + 0.5) * traffic.bin_s);
    if (control.length) {
      const colours = ["var(--gossip)", "var(--again)", "var(--mesh)", "var(--hostile)", "var(--first)", "var(--idle-edge)", "var(--muted)"];
      const kinds = control.map(c => c.kind);
      const sums = control.map(c => d3.sum(c.received));
      const svg = beginChart(card, `Control messages received by ${page.data.n < page.data.total ? "the shown" : "all"} nodes: ${format.count(d3.sum(sums))}`,
        "Control messages over time");
      const rows = times.map((t, i) => Object.fromEntries([["t", t], ...control.map(c => [c.kind, c.received[i] / traffic.bin_s])]));
      const stack = d3.stack().keys(kinds)(rows);
      const x = scaleX([0, page.data.end]);
      const y = scaleY([0, d3.max(stack[stack.length - 1] || [], d => d[1]) || 1]).nice();
      drawAxes(svg, x, y, "simulated time, s", v => d3.format("~s")(v) + "/s");
      svg.append("g").selectAll("path").data(stack).join("path").attr("fill", (_, i) => colours[i % colours.length]).attr("fill-opacity", 0.85)
        .attr("d", d3.area((_, i) => x(times[i]), d => y(d[0]), d => y(d[1])).curve(d3.curveStep));
      drawKeys(card, kinds.map((kind, i) => [`${kind} ${d3.format(".3~s")(sums[i])}`, colours[i % colours.length], format.count(sums[i])]));
      return;
    }
    const sent = times.map((_, i) => d3.sum(traffic.sent_bytes, bins => bins[i]));
    if (!d3.sum(sent)) return showEmpty(card, "No frames were counted.");
    const whole = d3.sum(traffic.message_bytes);
    const share = Math.max(0, 1 - whole / d3.sum(sent));
    const svg = beginChart(card, `Of the bytes sent, ${format.percent(share)} are no full messages`, "Bytes of messages and control over time");
    const x = scaleX([0, page.data.end]);
    const y = scaleY([0, d3.max(sent) / traffic.bin_s || 1]).nice();
    drawAxes(svg, x, y, "simulated time, s", v => format.bytes(v) + "/s");
    const area = value => d3.area((_, i) => x(times[i]), () => y(0), (_, i) => y(value(i))).curve(d3.curveStep)(times);
    svg.append("path").attr("d", area(i => sent[i] / traffic.bin_s)).attr("fill", "var(--gossip)").attr("fill-opacity", 0.75);
    svg.append("path").attr("d", area(i => Math.min(sent[i], traffic.message_bytes[i]) / traffic.bin_s)).attr("fill", "var(--first)");
    drawKeys(card, [["full messages", "var(--first)"], ["everything else", "var(--gossip)"]]);
  },

  links(card, page) {
    const {traffic} = page.data.raw;
    const lines = [["up links", traffic.ip_sent_bytes, traffic.up_bps, "var(--again)"],
      ["down links", traffic.ip_received_bytes, traffic.down_bps, "var(--first)"]]
      .map(([name, bytes, rates, colour]) => ({name, colour, uses: d3.range(traffic.bins).map(i => {
        const all = [];
        for (let node = 0; node < page.data.n; node++) {
          if (rates[node] > 0) all.push(8 * bytes[node][i] / rates[node] / traffic.bin_s);
        }
        return all.length ? {median: d3.median(all), max: d3.max(all)} : null;
      })})).filter(l => l.uses.length && l.uses[0]);
    if (!lines.length) return showEmpty(card, "The links of this run have no limit, so nothing can fill them.");
    const busiest = d3.max(lines, l => d3.max(l.uses, u => u.max));
    const svg = beginChart(card, `Share of the rate that is used; the busiest link ${format.percent(Math.min(1, busiest))} over ${format.time(traffic.bin_s)}`,
      "Use of links over time");
    const times = d3.range(traffic.bins).map(i => (i + 0.5) * traffic.bin_s);
    const x = scaleX([0, page.data.end]);
    const y = scaleY([0, Math.max(busiest, 1e-6)]).nice();
    drawAxes(svg, x, y, "simulated time, s", v => d3.format(".2~r")(v * 100) + " %");
    for (const {colour, uses} of lines) {
      const path = key => d3.line((_, i) => x(times[i]), u => y(u[key])).curve(d3.curveMonotoneX)(uses);
      svg.append("path").attr("d", path("max")).attr("fill", "none").attr("stroke", colour).attr("stroke-width", 1.5);
      svg.append("path").attr("d", path("median")).attr("fill", "none").attr("stroke", colour).attr("stroke-width", 1.2).attr("stroke-dasharray", "3 3");
    }
    drawKeys(card, [...lines.map(l => [`${l.name}: busiest, dashed median`, l.colour])]);
  },
};

const CHART_TITLES = {
  spread: "Spread over time", latency: "Latency", hops: "Hops", load: "Load of each node", control: "Control traffic",
  links: "Use of links",
};

// Bytes of each node in the whole run.
function getTotals(data) {
  const {traffic} = data.raw;
  const sum = rows => rows.map(bins => d3.sum(bins));
  return {received: sum(traffic.received_bytes), sent: sum(traffic.sent_bytes), ipReceived: sum(traffic.ip_received_bytes),
    ipSent: sum(traffic.ip_sent_bytes)};
}
